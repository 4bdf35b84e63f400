"""The way through a form: which step comes next, and what a posted step says. No web in here.

ready → the pages that her answers open → check → details, if any are found → uses.
A page with a content note has a step of its own before it, which says what comes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _

from feedback.payload import NOTHING, AnswerPayload
from feedback.questionnaire import BEFORE, WRITTEN, Item, Kind, Questionnaire, is_when
from feedback.state import CHECK, DETAILS, NOTE, READY, USES, State

LONGEST_TEXT = 20_000
# No browser lets her type or paste more. Encoded for sending it is never above
# DATA_UPLOAD_MAX_MEMORY_SIZE, so whatever she typed comes back whole (decision 0009).
LONGEST_TYPED = 800_000
# All answers together must fit the largest bucket of the seal, at four bytes a character.
LONGEST_IN_ALL = 40_000


@dataclass(frozen=True)
class Posted:
    """The fields of a question page, as they came."""

    text: str = ""
    options: list[str] = field(default_factory=list)
    part: str = ""  # a month or a season
    year: str = ""


@dataclass(frozen=True)
class Reading:
    """What a posted step says, and what is wrong with it, if anything.

    `may_stand`: wrong, but no reason to hold her here: she finishes it when she comes by again.
    """

    answer: AnswerPayload
    error: str = ""
    may_stand: bool = False


def read_answer(item: Item, posted: Posted, others: int, today: date) -> Reading:
    """Read one page's fields. `others` is how long her other answers are, in characters."""
    if item.kind is Kind.PAGE:
        return Reading(AnswerPayload())
    if item.kind is Kind.WHEN:
        return _read_when(posted, today)
    options = _known(item, posted.options)
    text = posted.text.replace("\r\n", "\n") if item.kind in WRITTEN or item.takes_more else ""
    answer = AnswerPayload(text=text, options=options)
    limit = room(others)
    if len(text) <= limit:
        return Reading(answer)
    return Reading(answer, too_long(len(text), limit), may_stand=True)


def room(others: int) -> int:
    """How many characters one answer may have, where her other answers have so many."""
    return min(LONGEST_TEXT, max(LONGEST_IN_ALL - others, 0))


def _known(item: Item, options: list[str]) -> list[str]:
    """What was offered, once, in the order of the form; one of it where one may be chosen."""
    known = [option.key for option in item.options if option.key in options]
    return known if item.kind is Kind.SEVERAL else known[:1]


def _read_when(posted: Posted, today: date) -> Reading:
    """A month or season needs its year; a year may stand alone."""
    if posted.year == BEFORE or not (posted.year or posted.part):
        return Reading(AnswerPayload(options=[posted.year] if posted.year else []))
    value = f"{posted.year}-{posted.part}" if posted.part else posted.year
    if not posted.year:
        told = AnswerPayload(options=[f"-{posted.part}"])
        return Reading(told, _("Choose the year as well."), may_stand=True)
    if not is_when(value) or int(posted.year) > today.year:
        return Reading(AnswerPayload(), _("Choose a year from the list."))
    return Reading(AnswerPayload(options=[value]))


def too_long(length: int, limit: int) -> str:
    """What to do about an answer that is longer than it may be."""
    if limit < LONGEST_TEXT:
        return _(
            "Your answers together are %(n)s characters too long for one form. Make this one "
            "shorter, or copy it, send the rest, and put it in a new answer."
        ) % {"n": f"{length - limit:,}"}
    return _(
        "Your answer has %(length)s characters. "
        "Make it %(limit)s or fewer, or send it in two parts."
    ) % {"length": f"{length:,}", "limit": f"{limit:,}"}


def has_words(answers: Mapping[str, AnswerPayload]) -> bool:
    """Whether there is anything that could be read to somebody."""
    return any(answer.text.strip() for answer in answers.values())


def others_length(state: State, key: str) -> int:
    """Characters of her answers to other questions. One that is still too long counts as if it had
    been made shorter: it must be, before it is sent."""
    others = (answer.text for k, answer in state.answers.items() if k != key)
    return sum(min(len(text), LONGEST_TEXT) for text in others)


def carried(reading: Reading, told: State, go: str) -> Reading:
    """The reading, with an error where a page can't carry on what she wrote and left out. How long
    an answer may be is said to who goes on with it, and to nobody who leaves it out or saves."""
    if told.fits:
        return reading
    much = _(
        "What you wrote here is more than this form can keep. It is still here. Make it shorter, "
        "or copy it and send it in parts."
    )
    told_before = reading.error if go == "continue" else ""
    return replace(reading, error=told_before or much, may_stand=False)


def keep(item: Item, state: State, typed: AnswerPayload, *, left_out: bool = False) -> State:
    """The state with what she typed on a page. Nothing of it is lost: a question that she skips
    (`left_out`), and words beside an option that she doesn't choose, are kept and not sent."""
    if left_out:
        return state.with_answer(item.key, NOTHING, unsent=typed)
    if item.has_place_for_words(typed.options):
        return state.with_answer(item.key, typed)
    beside = AnswerPayload(text=typed.text)
    return state.with_answer(item.key, replace(typed, text=""), unsent=beside)


def told(asked: Questionnaire, state: State) -> dict[str, AnswerPayload]:
    """Her answers to what she is asked now. An answer to a page that closed since isn't sent."""
    shown = {item.key for item in asked.shown(state.answers)}
    return {key: answer for key, answer in state.answers.items() if key in shown}


def noted(asked: Questionnaire, step: str) -> Item | None:
    """The page that this step says something about before it comes; None for any other step."""
    item = asked.item(step.removeprefix(NOTE)) if step.startswith(NOTE) else None
    return item if item is not None and item.content_note else None


def steps_of(items: Iterable[Item]) -> list[str]:
    """The steps of these pages: a page with a content note comes after its note."""
    return [step for item in items for step in (*_note(item), item.key)]


def _note(item: Item) -> tuple[str, ...]:
    return (NOTE + item.key,) if item.content_note else ()


def is_met(item: Item, state: State) -> bool:
    """Whether she was shown this page, or what it is about."""
    return bool({item.key, *_note(item)} & set(state.seen))


def after(asked: Questionnaire, state: State) -> State:
    """The state one step on. When she came from check to change something: what that opened,
    then check again."""
    coming = noted(asked, state.step)
    if coming is not None:
        return state.at(coming.key, changing=state.changing)
    shown = asked.shown(state.answers)
    if state.changing:
        opened = next((item for item in shown if not is_met(item, state)), None)
        return state.at(steps_of([opened])[0], changing=True) if opened else state.at(CHECK)
    order = [READY, *steps_of(shown), CHECK, DETAILS, USES]
    return state.at(_beside(asked, state, order, 1) or USES)


def skip(asked: Questionnaire, state: State) -> State:
    """The state past the question that she skips, also from the page that says what it is about.

    What she had said to it is left out from then on, and kept.
    """
    coming = noted(asked, state.step)
    if coming is None:
        return after(asked, state)
    left = keep(coming, state, state.typed(coming.key), left_out=True)
    return after(asked, replace(left, step=coming.key))


def before(asked: Questionnaire, state: State) -> State | None:
    """The state one step back, or None when that is the start page."""
    if state.changing:
        return state.at(CHECK)
    shown = asked.shown(state.answers)
    earlier = _beside(asked, state, [READY, *steps_of(shown), CHECK, USES], -1)
    return state.at(earlier) if earlier else None


def _beside(asked: Questionnaire, state: State, shown: list[str], step: int) -> str | None:
    """The nearest shown step in this direction, also from a page that her answers have closed."""
    order = [READY, *steps_of(asked.items), CHECK, DETAILS, USES]
    place = order.index(state.step) if state.step in order else 0
    rest = order[place + 1 :] if step > 0 else order[:place][::-1]
    return next((key for key in rest if key in shown), None)


def change(asked: Questionnaire, state: State, key: str) -> State:
    """The state at a page that she wants to change, after its note if she met neither; where she
    is when there is no such page."""
    item = asked.item(key)
    if item is None:
        return state
    return state.at(key if is_met(item, state) else steps_of([item])[0], changing=True)
