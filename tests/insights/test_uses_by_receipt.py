"""A change of uses by her six words reaches what is published of her, at once and for good."""

import json
from typing import Any

import pytest

from accounts.models import User
from feedback.intake.models import IntakeKey, SealedResponse
from feedback.models import Form
from tests.factories.packs import HOUSING, SAID, make_coded
from tests.feedback.holding import Holder
from tests.feedback.review.conftest import sweep_now
from tests.insights.test_public_edition import GONE, page_of, publish


@pytest.mark.parametrize("uses", [["design_team"], ["public", "design_team"], []])
def test_a_quote_stays_where_its_use_stays(
    crowd: Form, facilitator: User, intake_key: IntakeKey, uses: list[str]
) -> None:
    her = Holder(crowd, "public", "design_team")
    SealedResponse.objects.all().delete()
    receipt = bytes(her.slip.receipt_hash).hex()
    allowed = ["public", "design_team"]
    more: dict[str, Any] = {"language": "en-gb", "receipt_hash": receipt}
    make_coded(crowd, facilitator, HOUSING, text=SAID, uses=allowed, **more)
    pack = publish(crowd, facilitator)
    assert SAID in page_of(crowd)
    her.allow(*uses)
    assert page_of(crowd).count(GONE) == 1
    assert sweep_now().uses == 1
    pack.refresh_from_db()
    assert (SAID in page_of(crowd)) == ("public" in uses)
    assert (SAID in json.dumps(pack.editions["public"])) == ("public" in uses)
    assert (SAID in json.dumps(pack.editions["review"])) == ("design_team" in uses)
