"""What a page of the equality questions carries: a visit of its own, and what she chose so far.

It begins anew after sending. No visit, state or code of the response comes along.
"""

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from feedback.equality.wording import Wording
from feedback.keys import page_key
from feedback.payload import from_json, to_json
from feedback.sealing import NotOpened, lock, unlock
from feedback.state import CHECK, Visit


@dataclass(frozen=True)
class AboutYou:
    """Where she is: `step` is a question's key, or check. `answers` is question → option."""

    visit: Visit
    form: str
    wording: str
    step: str
    answers: dict[str, str] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    changing: bool = False

    def to_token(self) -> str:
        return lock(to_json(asdict(self)), page_key("about-you"))

    @classmethod
    def from_token(cls, token: str) -> "AboutYou | None":
        """The state that a page carried, or None when it is damaged or not ours."""
        try:
            raw: dict[str, Any] = from_json(unlock(token, page_key("about-you")))
            return cls(visit=Visit(**raw.pop("visit")), **raw)
        except (NotOpened, ValueError, TypeError, KeyError):
            return None

    def with_answer(self, question: str, option: str) -> "AboutYou":
        """The state with this option in place of the one before; none leaves the question out."""
        answers = {k: v for k, v in self.answers.items() if k != question}
        return replace(self, answers=answers | ({question: option} if option else {}))

    def at(self, step: str, *, changing: bool = False) -> "AboutYou":
        seen = self.seen if step in self.seen else [*self.seen, step]
        return replace(self, step=step, seen=seen, changing=changing)


def after(wording: Wording, state: AboutYou) -> AboutYou:
    """The state one step on. When she came from check: what her change opened, then check."""
    shown = [item.key for item in wording.shown(state.answers)]
    if state.changing:
        opened = next((key for key in shown if key not in state.seen), None)
        return state.at(opened, changing=True) if opened else check(wording, state)
    later = _beside(wording, state, shown, 1)
    return state.at(later) if later else check(wording, state)


def check(wording: Wording, state: AboutYou) -> AboutYou:
    """The state at check, where every question that she is asked stands, met on the way or not."""
    shown = [item.key for item in wording.shown(state.answers)]
    return replace(state.at(CHECK), seen=shown)


def before(wording: Wording, state: AboutYou) -> AboutYou | None:
    """The state one step back, or None when that is the first page."""
    if state.changing:
        return state.at(CHECK)
    shown = [item.key for item in wording.shown(state.answers)]
    earlier = _beside(wording, state, shown, -1)
    return state.at(earlier) if earlier else None


def change(wording: Wording, state: AboutYou, question: str) -> AboutYou:
    """The state at a question that she wants to change; where she is when it isn't asked."""
    asked = {item.key for item in wording.shown(state.answers)}
    return state.at(question, changing=True) if question in asked else state


def _beside(wording: Wording, state: AboutYou, shown: list[str], step: int) -> str | None:
    """The nearest shown step, also from a question that her answers have closed."""
    order = [*(item.key for item in wording.questionnaire.items), CHECK]
    place = order.index(state.step) if state.step in order else 0
    rest = order[place + 1 :] if step > 0 else order[:place][::-1]
    return next((key for key in rest if key in shown), None)
