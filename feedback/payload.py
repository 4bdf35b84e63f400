"""What travels inside the seal: everything that she sent, and nothing about her. Plain Python."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class AnswerPayload:
    """What she said to one question: words, options chosen (their keys), or both."""

    text: str = ""
    options: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.text.strip() and not self.options


@dataclass(frozen=True)
class Payload:
    """One response. `answers` is by question key (32 hex digits); hashes are hex.

    `visit_hash` tells rows of one visit (design §11.15); `receipt_hash` finds her slip.
    """

    version: int
    language: str
    channel: str
    week: str
    answers: dict[str, AnswerPayload]
    uses: list[str] = field(default_factory=list)
    uses_wording: int = 1
    visit_hash: str = ""
    receipt_hash: str = ""

    def to_bytes(self) -> bytes:
        """JSON in UTF-8. Lone surrogates, which UTF-8 can't hold, survive as escapes."""
        return json.dumps(asdict(self), ensure_ascii=True, sort_keys=True).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Payload":
        """Read what to_bytes wrote. Raises ValueError for anything else."""
        raw: dict[str, Any] = json.loads(data)
        answers = {k: AnswerPayload(**v) for k, v in raw.pop("answers").items()}
        try:
            return cls(answers=answers, **raw)
        except TypeError as error:
            raise ValueError("This is not a response.") from error

    @property
    def monday(self) -> date:
        return date.fromisoformat(self.week)
