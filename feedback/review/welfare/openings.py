"""How many responses a reader has opened today, and when it is enough."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.models import Area
from feedback.review.duty.selectors import rules_of
from feedback.review.models import CueLevel, Opening, WaitingResponse
from feedback.review.permissions import user_can_decide

KEPT_DAYS = 7


class EnoughForToday(Exception):
    """She has opened as many responses today as her area agreed on."""


def opened_today(user: User) -> int:
    """How many different responses she has opened today, in all her areas together."""
    return Opening.objects.filter(reader=user, day=timezone.localdate()).count()


def check_limit(*, user: User, area: Area | int) -> None:
    """Raises EnoughForToday where she has opened as many today as this area agreed on."""
    if opened_today(user) >= rules_of(area).most_a_day:
        raise EnoughForToday


@transaction.atomic
def count_opening(*, user: User, waiting: WaitingResponse) -> None:
    """Count this response as opened by her today, once. Raises EnoughForToday before her limit is
    passed; urgent ones a lead may always open."""
    today = timezone.localdate()
    # of two tabs at once, one waits
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if Opening.objects.filter(reader=user, waiting=waiting, day=today).exists():
        return
    if not _is_for_the_lead(user, waiting):
        check_limit(user=user, area=waiting.area_id)
    Opening.objects.filter(reader=user, day__lt=today - timedelta(days=KEPT_DAYS)).delete()
    Opening.objects.create(reader=user, waiting=waiting, day=today)


def _is_for_the_lead(user: User, waiting: WaitingResponse) -> bool:
    case = getattr(waiting, "safeguarding_case", None)
    urgent = waiting.cue_level == CueLevel.URGENT or (case and case.level == CueLevel.URGENT)
    return bool(urgent) and user_can_decide(user, waiting.area_id)
