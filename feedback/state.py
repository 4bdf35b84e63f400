"""What her page carries from step to step, encrypted: the answers so far and the visit.

Nothing of it is kept on the server. `visit` is random; `started` is in whole hours, known only to
who can open the page's state, and ends the visit after a day (design §11.1).
"""

import secrets
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

from django.utils import timezone

from feedback.keys import page_key
from feedback.payload import AnswerPayload, from_json, to_json
from feedback.sealing import NotOpened, lock, unlock

VISIT_HOURS = 24
CHECK, USES = "check", "uses"


def this_hour() -> int:
    """Whole hours since 1970."""
    return int(timezone.now().timestamp() // 3600)


@dataclass(frozen=True)
class Visit:
    """One woman at one page, for a day at most."""

    id: str
    started: int

    @classmethod
    def begin(cls) -> "Visit":
        return cls(id=secrets.token_hex(16), started=this_hour())

    @property
    def is_over(self) -> bool:
        return this_hour() - self.started >= VISIT_HOURS

    @property
    def token(self) -> str:
        """For the leave button: the visit alone, without a word of hers."""
        return lock(to_json(asdict(self)), page_key("visit-token"))

    @classmethod
    def from_token(cls, token: str) -> Self | None:
        """The visit of a token, or None for anything that isn't one."""
        try:
            return cls(**from_json(unlock(token, page_key("visit-token"))))
        except (NotOpened, ValueError, TypeError):
            return None


@dataclass(frozen=True)
class State:
    """Where she is and what she has said so far. `step` is a question's key, check or uses."""

    visit: Visit
    version: int
    step: str
    answers: dict[str, AnswerPayload] = field(default_factory=dict)
    uses: list[str] = field(default_factory=list)
    changing: bool = False

    def to_token(self) -> str:
        return lock(to_json(asdict(self)), page_key("state"))

    @classmethod
    def from_token(cls, token: str) -> "State | None":
        """The state that a page carried, or None when it is damaged or not ours."""
        try:
            raw: dict[str, Any] = from_json(unlock(token, page_key("state")))
            visit = Visit(**raw.pop("visit"))
            answers = {k: AnswerPayload(**v) for k, v in raw.pop("answers").items()}
            return cls(visit=visit, answers=answers, **raw)
        except (NotOpened, ValueError, TypeError, KeyError):
            return None

    def with_answer(self, key: str, answer: AnswerPayload) -> "State":
        """The state with this answer in place of the one before; an empty one is left out."""
        answers = {k: v for k, v in self.answers.items() if k != key}
        if not answer.is_empty:
            answers[key] = answer
        return replace(self, answers=answers)

    def at(self, step: str, *, changing: bool = False) -> "State":
        return replace(self, step=step, changing=changing)
