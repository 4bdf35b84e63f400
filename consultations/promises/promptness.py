"""Whether panel members are paid in time, as the public reads it. Panels write it, since the public
side can't read what they hold."""

from django.db import transaction

from consultations.models import PaidInTime


@transaction.atomic
def publish_promptness(*, percent: int, within_days: int, come_due: int, batch: int) -> bool:
    """Put a new share in the place of the old one, if `batch` or more fees have come due since
    (or have gone); whether it did. So that it never moves with a single fee. 0 <= percent <= 100."""
    last = PaidInTime.objects.select_for_update().first()
    if last is not None and abs(come_due - last.come_due) < batch:
        return False
    PaidInTime.objects.all().delete()
    PaidInTime.objects.create(percent=percent, within_days=within_days, come_due=come_due)
    return True


def paid_in_time() -> PaidInTime | None:
    """The share that was told last, if any."""
    return PaidInTime.objects.first()
