"""What travels inside the seal: everything that she sent, and nothing about her. Plain Python."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any


def to_json(value: Any) -> bytes:
    """JSON in UTF-8, keys sorted. Lone surrogates, which strict UTF-8 refuses, come back whole."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")


def from_json(data: bytes) -> Any:
    """Read what to_json wrote. Raises ValueError for anything else."""
    return json.loads(data.decode("utf-8", "surrogatepass"))


@dataclass(frozen=True)
class AnswerPayload:
    """What she said to one question: words, options chosen (their keys), or both."""

    text: str = ""
    options: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.text.strip() and not self.options


NOTHING = AnswerPayload()


@dataclass(frozen=True)
class Payload:
    """One response. `answers` is by question key (32 hex digits); hashes are hex.

    `visit_hash` tells rows of one visit (design §11.15); `receipt_hash` finds her slip; `flags` say
    what looks automatic (feedback.floods); `invite` is the code of a group that she came by;
    `later` says that she sent it by receipt, to "add" to what she had sent or to "correct" it;
    `late` that it came after the consultation had closed: by staff, or by receipt.
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
    flags: list[str] = field(default_factory=list)
    invite: str = ""
    later: str = ""
    late: bool = False

    def to_bytes(self) -> bytes:
        return to_json(asdict(self))

    @classmethod
    def from_bytes(cls, data: bytes) -> "Payload":
        """Read what to_bytes wrote. Raises ValueError for anything else."""
        raw: dict[str, Any] = from_json(data)
        answers = {k: AnswerPayload(**v) for k, v in raw.pop("answers").items()}
        try:
            return cls(answers=answers, **raw)
        except TypeError as error:
            raise ValueError("This is not a response.") from error

    @property
    def monday(self) -> date:
        return date.fromisoformat(self.week)
