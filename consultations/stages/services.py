"""Writes of where a consultation stands. Nothing else moves it."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from consultations.bodies.models import note_opened
from consultations.models import ConsultationPage
from consultations.outcomes.following import is_followed_up
from consultations.promises.answers import all_followed
from consultations.selectors import source_of
from consultations.stages.announced import read_of, tell
from consultations.stages.gates import Missing, missing_at_gate
from consultations.stages.models import BY_OUTCOME, Stage, StageChange
from consultations.stages.permissions import may_enter, may_go_back
from consultations.stages.selectors import earlier_stages, missing_for
from core.audit import name_in_log, note


class NotYet(ValueError):
    """The stage can't be entered. `missing` says what to do first."""

    def __init__(self, missing: list[Missing]) -> None:
        super().__init__(" ".join(one.what for one in missing))
        self.missing = missing


class NoReason(ValueError):
    """It was to go back, and nobody said why."""


class NoWayBack(ValueError):
    """That stage is not behind it, or an outcome stands."""


@transaction.atomic
def enter_stage(*, consultation: ConsultationPage, stage: Stage, by: Any) -> StageChange:
    """Take a consultation into its next stage.

    Raises PermissionDenied, and NotYet with what is missing.
    """
    page = _held(consultation)
    if not may_enter(by, page, stage):
        raise PermissionDenied
    if missing := missing_for(page, stage):
        raise NotYet(missing)
    return _move(page, stage, by=by)


@transaction.atomic
def go_back(*, consultation: ConsultationPage, stage: Stage, why: str, by: Any) -> StageChange:
    """Take it back to a stage that it has been through. Its doors may open again by that.

    Raises PermissionDenied, NoReason and NoWayBack.
    """
    page = _held(consultation)
    if stage not in earlier_stages(page):
        raise NoWayBack
    if not may_go_back(by, page, stage):
        raise PermissionDenied
    if not why.strip():
        raise NoReason
    return _move(page, stage, by=by, why=why.strip())


@transaction.atomic
def ask_gates_again(*, consultation: ConsultationPage) -> list[Missing]:
    """Ask what a consultation that was checked lacks by now, and hold it back until nothing is
    missing. What is open stays open: women are answering. Returns what is missing."""
    page = _held(consultation)
    if page.reached != Stage.CHECKED or page.has_opened:
        return []
    missing = missing_at_gate(page, Stage.CHECKED)
    if bool(missing) != page.held_back:
        _stand(page, held_back=bool(missing))
    return missing


def ask_all_gates_again() -> int:
    """The same for every consultation that waits for its day; how many are held back."""
    waiting = ConsultationPage.objects.filter(
        reached=Stage.CHECKED, locale__language_code=settings.LANGUAGE_CODE
    )
    return sum(bool(ask_gates_again(consultation=page)) for page in waiting)


@transaction.atomic
def reach_outcome(*, consultation: ConsultationPage) -> None:
    """Set it to decided, since an outcome was published; or to followed up, where all that the
    outcome owed was told. For services that write outcomes: they have looked at the gates."""
    page = _held(consultation)
    stage = Stage.FOLLOWED_UP if _all_is_told(page) else Stage.DECIDED
    if page.reached != stage:
        _move(page, stage)


def _all_is_told(page: ConsultationPage) -> bool:
    return is_followed_up(all_followed(page))


def _held(consultation: ConsultationPage) -> ConsultationPage:
    """The English page, as it is now, until the end of this transaction."""
    pages = ConsultationPage.objects.select_for_update(of=("self",)).select_related("area")
    page: ConsultationPage = pages.get(pk=source_of(consultation).pk)
    return page


def _twins(page: ConsultationPage) -> QuerySet[ConsultationPage]:
    """The page in every language."""
    pages: QuerySet[ConsultationPage] = ConsultationPage.objects.filter(
        translation_key=page.translation_key
    )
    return pages


def _move(page: ConsultationPage, stage: Stage, *, by: Any = None, why: str = "") -> StageChange:
    before, opened = page.stage, page.has_opened
    asks = stage == Stage.CHECKED and not opened  # what has opened is held back no more
    lacks = asks and bool(missing_at_gate(page, stage))
    _stand(page, reached=stage, held_back=lacks, opened_once=opened)
    change = StageChange.objects.create(
        consultation=page,
        before=before,
        stage=stage,
        entered_on=timezone.localdate(),
        by=name_in_log(by) if by else "",
        why=why,
    )
    if by and stage not in BY_OUTCOME:
        action = "took consultation back" if change.went_back else "entered stage"
        note(user=by, action=action, subject=f"consultation {page.pk}, {stage.value}")
    return change


def _stand(page: ConsultationPage, **where: Any) -> None:
    """Let it stand elsewhere, in every language. Who could answer by now, and which days everyone
    read, is noted first: its page may not tell it any more."""
    note_opened(page)
    read = read_of(page)
    _twins(page).update(**where, days_read=read.days)
    tell(ConsultationPage.objects.get(pk=page.pk), read)
