"""The walk that .ci/run takes over the demo, over the test server."""

from collections.abc import Callable

import pytest

from feedback.intake.models import IntakeKey, SealedResponse
from feedback.models import Form
from tests.journeys.send_one import send_one


def test_a_response_is_sent_over_plain_http(
    live_server: object, form: Callable[..., Form], intake_key: IntakeKey
) -> None:
    words = send_one(f"{live_server}/form/{form().slug}/")
    assert len(words) == 6
    assert SealedResponse.objects.count() == 1


def test_a_site_that_can_take_nothing_is_told(
    live_server: object, form: Callable[..., Form]
) -> None:
    with pytest.raises(SystemExit, match=r"answered 503"):
        send_one(f"{live_server}/form/{form().slug}/")
