"""Whether panel members are paid in time, as the public reads it. Panels write it, since the public
side can't read what they hold."""

from django.core.cache import cache
from django.db import transaction

from consultations.models import PaidInTime

TOLD, KEPT_SECONDS = "paid-in-time", 10 * 60


@transaction.atomic
def publish_promptness(*, percent: int, within_days: int, come_due: int, batch: int) -> bool:
    """Put a new share in the place of the old one, if `batch` or more fees have come due since
    (or have gone); whether it did. So it never moves with a single fee. 0 <= percent <= 100."""
    last = PaidInTime.objects.select_for_update().first()
    if last is not None and abs(come_due - last.come_due) < batch:
        return False
    PaidInTime.objects.all().delete()
    PaidInTime.objects.create(percent=percent, within_days=within_days, come_due=come_due)
    cache.delete(TOLD)
    return True


def paid_in_time() -> PaidInTime | None:
    """The share that was told last, if any; for ten minutes as it was asked for before."""
    told: list[PaidInTime] | None = cache.get(TOLD)
    if told is None:
        told = list(PaidInTime.objects.all()[:1])
        cache.set(TOLD, told, KEPT_SECONDS)
    return told[0] if told else None
