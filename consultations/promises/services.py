"""Writes of promises. Each is public at once, and what is public is never edited away."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations.accessible.services import make_large_print
from consultations.bodies.models import last_day_of_all
from consultations.models import ConsultationPage, Move, Promise, State
from consultations.our_words import NotOurWords as NotOurWords
from consultations.our_words import require_our_words
from consultations.outcomes.services import WordsMissing as WordsMissing
from consultations.promises.permissions import require_editor
from core.written import has_a_word

FURTHEST = timedelta(days=3 * 366)


class WrongDay(ValueError):
    """A day on which nothing can be promised, moved to, or done."""


class DayIsGone(ValueError):
    """The promised day has gone by: it is late, and stays so until it is kept."""


class NotPromised(ValueError):
    """Nobody could read this promise yet: its day is edited where it stands."""


class NotPublic(ValueError):
    """Nobody could ever read its page: what is written there is no promise to anybody."""


class InTheArchive(ValueError):
    """The consultation is over: nothing new is promised of it."""


class KeptBefore(WrongDay):
    """It was done on the day on which it was written, or before: that is news, no promise kept."""


class HasEnded(ValueError):
    """It was kept, or given up: nothing of it changes any more."""


@dataclass(frozen=True)
class Said:
    """Words for everyone, in English and, if somebody has written it, in Welsh."""

    english: str
    welsh: str = ""

    def checked(self) -> "Said":
        """Without spaces around it. Raises WordsMissing where nothing is said."""
        if not has_a_word(self.english):
            raise WordsMissing
        return Said(self.english.strip(), self.welsh.strip())

    def called(self, label: str) -> dict[str, str]:
        """Both, by what they are called."""
        return {label: self.english, _("%(words)s, in Welsh") % {"words": label}: self.welsh}


@transaction.atomic
def make_promise(
    *,
    consultation: ConsultationPage,
    by: Any,
    what: Said,
    owner: str,
    due_on: date,
) -> Promise:
    """Promise something by a day that is to come. It counts from today, on which everyone can read
    it: what was said or done before is told as news (decision 0063).

    Raises PermissionDenied, NotPublic, InTheArchive, WordsMissing, WrongDay and NotOurWords.
    """
    source = consultation.source
    require_editor(by, source)
    if not source.was_public:
        raise NotPublic
    if source.is_archived:
        raise InTheArchive
    words = what.checked()
    if not owner.strip():
        raise WordsMissing
    today = timezone.localdate()
    if not today <= due_on <= today + FURTHEST:
        raise WrongDay
    require_our_words(source, words.called(_("“What we promise”")) | {_("“Owner”"): owner})
    made = Promise.objects.create(
        consultation=source,
        what=words.english,
        what_cy=words.welsh,
        owner=owner.strip(),
        made_on=today,
        due_on=due_on,
    )
    _log(source, by, "make", made.pk)
    return made


@transaction.atomic
def move_promise(*, promise: Promise, by: Any, to: date, because: Said) -> Move:
    """Move the day of a promise, in the open. Raises PermissionDenied, HasEnded, DayIsGone,
    WrongDay, WordsMissing and NotOurWords."""
    now = _held(promise)
    require_editor(by, now.consultation)
    if now.state != Promise.State.STANDS:
        raise HasEnded
    move = _move(now.consultation, now.due_on, to, because, now)
    now.due_on = to
    now.save(update_fields=["due_on"])
    _log(now.consultation, by, "move", now.pk)
    return move


@transaction.atomic
def move_reply(*, consultation: ConsultationPage, by: Any, to: date, because: Said) -> Move:
    """Move the promised day of the reply, in every language, in the open.

    Raises as move_promise does, and NotPromised before the consultation opened.
    """
    held = ConsultationPage.objects.select_for_update(of=("self",))
    page = held.get(pk=consultation.source.pk)
    require_editor(by, page)
    if not page.has_opened:
        raise NotPromised
    if page.state == State.DECIDED:
        raise HasEnded
    if to < last_day_of_all(page):
        raise WrongDay
    move = _move(page, page.reply_by, to, because)
    twins = ConsultationPage.objects.filter(translation_key=page.translation_key)
    twins.update(reply_by=to)
    for twin in twins.filter(live=True).select_related("locale", "area"):
        make_large_print(page=twin)  # it names the day
    _log(page, by, "move", None)
    return move


@transaction.atomic
def end_promise(*, promise: Promise, by: Any, state: str, on: date, how: Said) -> Promise:
    """Say that it was kept, on which day and how; or that it won't be, and why. It may be put
    right on the day on which it was told. Raises PermissionDenied, HasEnded, WrongDay, KeptBefore,
    WordsMissing and NotOurWords."""
    now = _held(promise)
    require_editor(by, now.consultation)
    today = timezone.localdate()
    if now.state != Promise.State.STANDS and now.told_on != today:
        raise HasEnded
    if not now.made_on <= on <= today or state == Promise.State.STANDS:
        raise WrongDay
    if state == Promise.State.KEPT and on == now.made_on:
        raise KeptBefore
    words = how.checked()
    require_our_words(now.consultation, words.called(_("“How, or why not”")))
    now.state, now.ended_on, now.told_on = state, on, today
    now.how, now.how_cy = words.english, words.welsh
    now.save(update_fields=["state", "ended_on", "told_on", "how", "how_cy"])
    _log(now.consultation, by, state, now.pk)
    return now


def _held(promise: Promise) -> Promise:
    """As it is stored now, and nobody else changes it."""
    held = Promise.objects.select_for_update(of=("self",)).select_related("consultation__area")
    return held.get(pk=promise.pk)


def _move(
    page: ConsultationPage, was: date, to: date, because: Said, promise: Promise | None = None
) -> Move:
    today = timezone.localdate()
    if was < today:
        raise DayIsGone
    if to == was or not today <= to <= today + FURTHEST:
        raise WrongDay
    words = because.checked()
    require_our_words(page, words.called(_("“Because”")))
    return Move.objects.create(
        consultation=page,
        promise=promise,
        was=was,
        now=to,
        moved_on=today,
        because=words.english,
        because_cy=words.welsh,
    )


def _log(page: ConsultationPage, by: Any, what: str, pk: int | None) -> None:
    """A line in the history of the page, in Wagtail's own log. It names the promise, no words."""
    log(instance=page, action=f"promises.{what}", user=by, data={"promise": pk})
