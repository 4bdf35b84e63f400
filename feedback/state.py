"""What her page carries from step to step, encrypted: the answers so far and the visit.

Nothing of it is kept on the server. `visit` is random. `started` is in whole seconds, stands inside
what is encrypted alone, ends the visit after a day (design §11.1), and is dropped on sending.
"""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Self

from django.utils import timezone

from feedback.keys import page_key
from feedback.payload import NOTHING, AnswerPayload, from_json, to_json
from feedback.sealing import BUCKETS, NotOpened, lock, unlock
from feedback.uses import USES_WORDING

VISIT_SECONDS = 24 * 60 * 60
# What a page carries is sealed into the largest bucket. The rest of it is for what a draft adds
# (its day and the marks of savings) and for the visits that she came on from.
MOST_CARRIED = BUCKETS[-1] - 16_384
READY, CHECK, DETAILS, USES = "ready", "check", "details", "uses"
NOTE = "note:"  # before the key of a question: the page that says what it will be about


def this_second() -> int:
    """Whole seconds since 1970."""
    return int(timezone.now().timestamp())


@dataclass(frozen=True)
class Visit:
    """One woman at one page, for a day at most.

    `earlier` are visits that she came on from with a draft, and when each began: leaving and
    sending close them too, since their pages may stand in the same browser.
    """

    id: str
    started: int
    earlier: dict[str, int] = field(default_factory=dict)

    @classmethod
    def begin(cls) -> "Visit":
        return cls(id=secrets.token_hex(16), started=this_second())

    def coming_from(self, before: "Visit") -> "Visit":
        """This visit as the one after `before`. What a day has ended by itself is left out."""
        visits = {**before.earlier, before.id: before.started}
        earlier = {k: at for k, at in visits.items() if this_second() - at < VISIT_SECONDS}
        return replace(self, earlier=earlier)

    @property
    def age(self) -> int:
        """Seconds since its first page was made."""
        return this_second() - self.started

    @property
    def is_over(self) -> bool:
        return self.age >= VISIT_SECONDS

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
    """Where she is and what she has said so far.

    `step` is a question's key, its note, ready, check, details or uses; `seen` are the questions
    and notes that she was shown; `unsent` is what she typed and left out: a question that she
    skipped, or words beside an option that she doesn't choose now; `out` are the details ticked to
    be taken out; `helped` says that somebody else writes for her; `wording` is the one of the uses
    that she is shown; `draft` holds the six words of her draft, once there is one; `kiosk` names
    the shared device that she is at (feedback.kiosk); `flags` say what looks automatic (floods);
    `first` is when a draft was begun, where one was opened;
    `invite` is the code of a group, if she typed one; `easy` says that she reads it in easy read.
    """

    visit: Visit
    version: int
    step: str
    answers: dict[str, AnswerPayload] = field(default_factory=dict)
    unsent: dict[str, AnswerPayload] = field(default_factory=dict)
    out: list[str] = field(default_factory=list)
    uses: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    helped: bool = False
    changing: bool = False
    wording: int = USES_WORDING
    draft: str = ""
    kiosk: str = ""
    flags: list[str] = field(default_factory=list)
    first: int = 0
    invite: str = ""
    easy: bool = False

    @property
    def began(self) -> int:
        """When she began, in whole seconds since 1970: before she saved it, if she did."""
        return self.first or self.visit.started

    @property
    def fits(self) -> bool:
        """Whether a page, and a draft, can carry it."""
        return len(to_json(asdict(self))) <= MOST_CARRIED

    def to_token(self) -> str:
        """For the page. Raises ValueError for far more than `fits`."""
        return lock(to_json(asdict(self)), page_key("state"))

    @classmethod
    def from_token(cls, token: str) -> "State | None":
        """The state that a page carried, or None when it is damaged or not ours."""
        try:
            return cls.of(from_json(unlock(token, page_key("state"))))
        except (NotOpened, ValueError, TypeError, KeyError, AttributeError):
            return None

    @classmethod
    def of(cls, raw: dict[str, Any]) -> "State":
        """Read what asdict wrote: also two weeks ago, by code that knew other fields."""
        known = {f.name for f in fields(cls)} - {"visit", "answers", "unsent"}
        return cls(
            visit=Visit(**raw["visit"]),
            answers={k: AnswerPayload(**v) for k, v in raw["answers"].items()},
            unsent={k: AnswerPayload(**v) for k, v in raw.get("unsent", {}).items()},
            **{name: value for name, value in raw.items() if name in known},
        )

    def with_answer(
        self, key: str, answer: AnswerPayload, unsent: AnswerPayload = NOTHING
    ) -> "State":
        """The state with this answer, and what of it is left out, in place of what was before;
        empty ones are dropped."""
        return replace(
            self,
            answers=_put(self.answers, key, answer),
            unsent=_put(self.unsent, key, unsent),
        )

    def typed(self, key: str) -> AnswerPayload:
        """What stands in the fields of a question: what she said, and what she left out."""
        said, unsent = self.answers.get(key, NOTHING), self.unsent.get(key, NOTHING)
        return AnswerPayload(said.text or unsent.text, said.options or unsent.options)

    def at(self, step: str, *, changing: bool = False) -> "State":
        seen = self.seen if step in self.seen else [*self.seen, step]
        return replace(self, step=step, seen=seen, changing=changing)


def _put(
    answers: Mapping[str, AnswerPayload], key: str, answer: AnswerPayload
) -> dict[str, AnswerPayload]:
    others = {k: v for k, v in answers.items() if k != key}
    return others if answer.is_empty else others | {key: answer}
