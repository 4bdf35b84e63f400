"""A consultation, a group with a code, and women who came by it."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from core.models import Area
from feedback.models import Form, Response
from feedback.review.models import Invite, WaitingResponse
from tests.factories.feedback import live, make_response
from tests.factories.packs import _random_hash


@pytest.fixture
def asked_here(form: Callable[..., Form]) -> Form:
    return form()


@pytest.fixture
def harbour(area: Area) -> Invite:
    return make_invite(area, "Women of the harbour")


def make_invite(area: Area, group: str) -> Invite:
    number = Invite.objects.count()
    return Invite.objects.create(
        area=area, group=group, code=f"KTQ7-MD{number:02}", made_on=timezone.localdate()
    )


def come(form: Form, invite: Invite | None = None, number: int = 1, **fields: object) -> Response:
    """Women who were read, by the code of a group or without one."""
    for _ in range(number):
        response = make_response(form, **fields)  # type: ignore[arg-type]
        WaitingResponse.objects.create(
            intake_hash=_random_hash(),
            key_id="k",
            sealed=b"",
            version=live(form),
            area=form.consultation.area,
            channel=response.channel,
            language="en-gb",
            receipt_hash=response.receipt_hash,
            swept_on=timezone.localdate(),
            status=WaitingResponse.Status.READ,
            response_id=response.pk,
            invite=invite,
        )
    return response
