"""Drafts: what she has said so far, kept for two weeks under six words that only she has (§11.14).

The key is made from the words, and the server keeps neither. A draft that was sent, is too old or
never was looks the same: nothing opens.
"""

import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db import Error
from django.utils import timezone

from feedback import flow
from feedback.intake.models import Draft
from feedback.keys import receipt_key
from feedback.models import FormVersion
from feedback.payload import NOTHING, AnswerPayload, from_json, to_json
from feedback.questionnaire import WRITTEN, Item, Kind, Questionnaire, is_when
from feedback.receipts import code_hash, draft_key, make_code, normalise
from feedback.sealing import NotOpened, keyed_hash, keyed_id, lock, monday, unlock
from feedback.services import leave_visit, taking
from feedback.state import CHECK, DETAILS, NOTE, READY, USES, State

DRAFT_DAYS = 14
HOUR = 60 * 60
SAVES_KNOWN = 50  # the last savings that are known again when a browser sends one twice
logger = logging.getLogger("alongside.intake")


@dataclass(frozen=True)
class Kept:
    """What a draft holds: her state, the last day on which it opens, and a mark of each saving."""

    state: State
    until: str
    marks: list[str]


def words_of(state: State) -> str:
    """The six words of this draft: those that it was opened with, or the ones of the visit."""
    return state.draft or make_code(receipt_key("draft-code"), state.visit.id.encode())


def last_day() -> date:
    """The last day on which what is saved today opens."""
    return timezone.localdate() + timedelta(days=DRAFT_DAYS)


def keep(state: State, page: str) -> State:
    """Save her state in place of the one before, and return it with its six words.

    `page` is the state as the page carried it. With it, a browser that sends an older saving again
    is known: the newer one stays. Raises NotTakenNow.
    """
    code = words_of(state)
    state = replace(state, draft=code)
    mark = keyed_hash(receipt_key("draft-save"), page.encode(), to_json(asdict(state))).hex()
    key = draft_key(code)  # once: it costs as much as all else
    with taking():
        before = _find(code, key)
        marks = before.marks if before else []
        if mark not in marks:
            _replace(code, key, Kept(state, _until(), [*marks, mark][-SAVES_KNOWN:]))
    return state


def last_day_of(state: State) -> date | None:
    """The last day on which her draft opens, or None when it doesn't any more."""
    kept = _find(state.draft) if state.draft else None
    return date.fromisoformat(kept.until) if kept else None


def open_draft(typed: str) -> State | None:
    """What these six words open, or None for wrong, expired and sent alike."""
    code = normalise(typed)
    kept = _find(code) if code else None
    return replace(kept.state, draft=code) if code and kept else None


def forget(state: State) -> None:
    """It was sent: its draft goes, and so do the visits that it was carried over from.

    Never raises: what was sent is sent. A draft that stays by a fault ends by itself.
    """
    try:
        Draft.objects.filter(pk=_id(words_of(state))).delete()
        for visit in state.visit.earlier:
            leave_visit(visit)
    except Error as error:
        logger.error("A draft that was sent is still there: %s.", type(error).__name__)


def purge_drafts() -> int:
    """Delete drafts whose week is past. They stopped opening in it."""
    deleted, _ = Draft.objects.filter(week__lt=monday(timezone.localdate())).delete()
    return deleted


def _id(code: str) -> int:
    return keyed_id(receipt_key("draft-id"), code.encode())


def _until() -> str:
    return last_day().isoformat()


def _find(code: str, key: bytes | None = None) -> Kept | None:
    row = Draft.objects.filter(code_hash=code_hash(receipt_key("draft"), code)).first()
    if row is None:
        return None
    try:
        raw: dict[str, Any] = from_json(unlock(bytes(row.sealed).decode(), key or draft_key(code)))
        kept = Kept(State.of(raw["state"]), raw["until"], raw["marks"])
    except (NotOpened, ValueError, TypeError, KeyError, AttributeError):
        return None
    return kept if timezone.localdate().isoformat() <= kept.until else None


def _replace(code: str, key: bytes, kept: Kept) -> None:
    """Delete, then insert: the public role may do no UPDATE, and so can change nothing else."""
    visit = kept.state.visit
    # The next whole hour: what is kept for two weeks says no minute, and no visit ends too early
    # for leaving to close it. It may be opened on her own phone: no shared device is kept.
    rounded = replace(visit, started=-(-visit.started // HOUR) * HOUR)
    state = asdict(replace(kept.state, visit=rounded, draft="", kiosk=""))
    whole = to_json({"state": state, "until": kept.until, "marks": kept.marks})
    row = Draft(
        id=_id(code),
        code_hash=code_hash(receipt_key("draft"), code),
        week=monday(last_day()),
        sealed=lock(whole, key).encode(),
    )
    Draft.objects.filter(pk=row.pk).delete()
    Draft.objects.bulk_create([row], ignore_conflicts=True)


def rehome(state: State, old: FormVersion, new: FormVersion) -> tuple[State, set[str]]:
    """Her draft on the version that is asked now, and the old questions whose answers don't fit.

    What still fits stays. Nothing is thrown away here: the draft itself stays as it was until she
    saves again or sends.
    """
    asked = new.questionnaire
    moved = replace(
        state,
        version=new.pk,
        answers={},
        unsent={},
        out=[],
        seen=[step for step in state.seen if asked.item(step.removeprefix(NOTE))],
        changing=False,
    )
    for item in asked.questions:
        moved = _moved(item, state, moved)
    return replace(moved, step=_step(state, moved, old.questionnaire, asked)), _lost(
        state, moved, old.questionnaire, asked
    )


def _moved(item: Item, state: State, moved: State) -> State:
    """With what she typed to one question that is asked now; what she skipped stays skipped."""
    typed = _fitted(item, state.typed(item.key))
    skipped = item.key not in state.answers
    return flow.keep(item, moved, typed, left_out=skipped)


def _fitted(item: Item, answer: AnswerPayload) -> AnswerPayload:
    """What of an answer a question can hold as it is asked now."""
    if item.kind is Kind.WHEN:
        return AnswerPayload(options=[value for value in answer.options if is_when(value)][:1])
    known = [option.key for option in item.options if option.key in answer.options]
    text = answer.text if item.kind in WRITTEN or item.takes_more else ""
    return AnswerPayload(text, known if item.kind is Kind.SEVERAL else known[:1])


def _step(state: State, moved: State, old: Questionnaire, asked: Questionnaire) -> str:
    """Where she stopped, or the next page that is still there. After the questions it is "check",
    since there may be new ones."""
    shown = flow.steps_of(asked.shown(moved.answers))
    if state.step in {READY, *shown}:
        return state.step
    if state.step in {CHECK, DETAILS, USES}:
        return CHECK
    order = flow.steps_of(old.items)
    later = order[order.index(state.step) :] if state.step in order else []
    return next((key for key in later if key in shown), CHECK)


def _lost(state: State, moved: State, old: Questionnaire, asked: Questionnaire) -> set[str]:
    """Questions of which she said something that won't be sent any more."""
    was_asked = {item.key for item in old.shown(state.answers)}
    told = flow.told(asked, moved)

    def stays(key: str) -> bool:
        # an answer to a page that had closed for her before needs only to be there still
        now = (told if key in was_asked else moved.answers).get(key, NOTHING)
        return _has_all(now, state.answers[key])

    def is_kept(key: str) -> bool:
        return _has_all(moved.typed(key), state.unsent[key])

    gone = {key for key in state.answers if not stays(key)}
    return gone | {key for key in state.unsent if not is_kept(key)}


def _has_all(now: AnswerPayload, before: AnswerPayload) -> bool:
    kept: Iterable[str] = now.options
    return now.text == before.text and set(kept) >= set(before.options)
