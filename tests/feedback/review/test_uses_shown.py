"""What a reader is told of the uses that a woman allows."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from accounts.models import User
from feedback import uses
from feedback.models import Form
from feedback.review.models import WaitingResponse
from feedback.review.services import complete_review
from feedback.services import submit_response
from tests.factories.feedback import make_payload
from tests.feedback.holding import Holder, one_form
from tests.feedback.review.conftest import sweep_now
from tests.feedback.test_later_words import later
from tests.fixtures.story import StaffClient

__all__ = ["one_form"]
Items = Callable[[], list[str]]


@pytest.fixture
def items(staff: Callable[..., StaffClient], one_form: Form) -> Items:
    """items() opens a batch of all that was swept, and gives the page of each response in it."""
    area = one_form.consultation.area
    client = staff("reviewer", area)

    def look() -> list[str]:
        client.post(reverse("reading_room:open_next", args=[area.pk]))
        rows = WaitingResponse.objects.filter(status="waiting").exclude(batch=None)
        addresses = [reverse("reading_room:item", args=[row.batch_id, row.pk]) for row in rows]
        return [client.get(address).content.decode() for address in addresses]

    return look


def test_they_stand_in_the_words_that_she_saw(
    one_form: Form, items: Items, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = {uses.Use.PUBLIC: ("Put them on the web", "")}
    monkeypatch.setitem(uses.WORDINGS, 0, older)
    payload = make_payload(one_form, uses=["public", "report"], uses_wording=0)
    submit_response(payload=payload, visit="f" * 32)
    sweep_now()
    (page,) = items()
    assert "She allows: Put them on the web." in page
    assert "Show them on this website" not in page


def test_a_change_that_waits_is_told_where_it_was_made(one_form: Form, items: Items) -> None:
    her = Holder(one_form, "report")
    Holder(one_form, "report", visit="e" * 32)
    sweep_now()
    her.allow("public")
    told = ["She has changed this with" in page for page in items()]
    assert sorted(told) == [False, True]


@pytest.mark.parametrize("read_first", [True, False])
def test_what_she_added_stands_with_what_she_allows_now(
    one_form: Form, items: Items, read_first: bool
) -> None:
    her = Holder(one_form)
    sweep_now()
    if read_first:
        read_what_waits(items)
    later(her, "add", "and they lost my letters")
    sweep_now()
    her.allow("public", "report")
    sweep_now()
    pages = items()
    assert len(pages) == (1 if read_first else 2)
    for page in pages:
        assert "She allows no use but counting" not in page
        assert "Show them on this website" in page
        assert ("What she chose last holds when you have saved" in page) is not read_first


@pytest.mark.parametrize("read_first", [True, False])
def test_what_she_took_back_since_is_not_shown_as_allowed(
    one_form: Form, items: Items, read_first: bool
) -> None:
    her = Holder(one_form, "public")
    sweep_now()
    if read_first:
        read_what_waits(items)
    later(her, "add", "and they lost my letters")
    sweep_now()
    her.allow()
    sweep_now()
    for page in items():
        assert "She allows no use but counting" in page
        assert "Show them on this website" not in page


def test_the_change_of_another_woman_is_not_hers(one_form: Form, items: Items) -> None:
    Holder(one_form, "report", visit="e" * 32)
    other = Holder(one_form)
    sweep_now()
    other.allow("public")
    sweep_now()
    shown = ["Show them on this website" in page for page in items()]
    assert sorted(shown) == [False, True]


def read_what_waits(items: Items) -> None:
    """Open a batch of it, and read all."""
    items()
    for row in WaitingResponse.objects.filter(status="waiting").select_related("batch"):
        user: User = row.batch.opened_by  # type: ignore[union-attr]
        complete_review(user=user, waiting=row, spans={}, level=0)
