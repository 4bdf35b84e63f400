"""A safeguarding case of a response that was read."""

from django.utils import timezone

from feedback.models import Response
from feedback.review.models import CueLevel, SafeguardingCase, WaitingResponse


def open_case(response: Response) -> SafeguardingCase:
    """Somebody worried about the woman who sent this."""
    now = timezone.now()
    waiting = WaitingResponse.objects.create(
        intake_hash=bytes(response.intake_hash),
        key_id="",
        sealed=b"",
        version=response.version,
        area=response.version.form.consultation.area,
        channel=response.channel,
        language=response.language,
        receipt_hash=response.receipt_hash,
        swept_on=timezone.localdate(),
        status=WaitingResponse.Status.READ,
        response_id=response.pk,
    )
    return SafeguardingCase.objects.create(
        waiting=waiting, level=CueLevel.values[-1], opened_at=now, running_since=now
    )
