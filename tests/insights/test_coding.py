"""People's decisions: who may, on what, and that they can be taken back."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from core.models import Area
from feedback.intake.models import ReceiptAct
from feedback.models import Form, Response
from feedback.slips import parts_for
from insights.models import Coding, Reading, Suggestion
from insights.services import (
    ThemeNotOffered,
    accept_suggestion,
    add_coding,
    mark_read,
    reject_suggestion,
    remove_coding,
    suggest_themes,
)
from tests.factories.accounts import make_staff
from tests.factories.feedback import make_response
from tests.factories.themes import make_codebook, small_codebook, theme_of, use_codebook


@pytest.fixture
def suggested(form: Callable[..., Form]) -> Suggestion:
    """Housing, suggested for a response."""
    made = form()
    use_codebook(made.consultation)
    response = make_response(made, "The hostel was full.", receipt_hash="aa" * 32)
    suggest_themes(consultation=made.consultation)
    return Suggestion.objects.get(response=response)


def test_accepting_keeps_suggestion_and_coding_apart(
    suggested: Suggestion, facilitator: User
) -> None:
    coding = accept_suggestion(suggestion=suggested, by=facilitator)
    assert (coding.decision, coding.suggestion, coding.coder) == (
        Coding.Decision.ACCEPTED,
        suggested,
        facilitator,
    )
    assert coding.codebook_version == "1.0"
    assert Suggestion.objects.get() == suggested


def test_a_decision_can_be_changed_and_is_one_row(suggested: Suggestion, facilitator: User) -> None:
    reject_suggestion(suggestion=suggested, by=facilitator)
    accept_suggestion(suggestion=suggested, by=facilitator)
    assert Coding.objects.get().decision == Coding.Decision.ACCEPTED
    add_coding(response=suggested.response, theme=suggested.theme, by=facilitator)
    assert Coding.objects.get().decision == Coding.Decision.ACCEPTED


def test_two_coders_decide_each_for_herself(
    suggested: Suggestion, facilitator: User, area: Area
) -> None:
    accept_suggestion(suggestion=suggested, by=facilitator)
    reject_suggestion(suggestion=suggested, by=make_staff("second_coder", area))
    assert set(Coding.objects.values_list("decision", flat=True)) == {"accepted", "rejected"}


ACTS: list[Callable[[Suggestion, User], object]] = [
    lambda suggestion, user: accept_suggestion(suggestion=suggestion, by=user),
    lambda suggestion, user: reject_suggestion(suggestion=suggestion, by=user),
    lambda suggestion, user: add_coding(
        response=suggestion.response, theme=theme_of("need.money"), by=user
    ),
    lambda suggestion, user: mark_read(response=suggestion.response, by=user),
]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", ["reviewer", "editor", "finance", "auditor", "administrator"])
def test_other_roles_decide_nothing(
    suggested: Suggestion, area: Area, act: Callable[[Suggestion, User], object], role: str
) -> None:
    with pytest.raises(PermissionDenied):
        act(suggested, make_staff(role, area))
    assert not Coding.objects.exists()
    assert not Reading.objects.exists()


@pytest.mark.parametrize("act", ACTS)
def test_a_facilitator_of_another_area_decides_nothing(
    suggested: Suggestion, other_area: Area, act: Callable[[Suggestion, User], object]
) -> None:
    with pytest.raises(PermissionDenied):
        act(suggested, make_staff("facilitator", other_area))
    assert not Coding.objects.exists()
    assert not Reading.objects.exists()


@pytest.mark.parametrize("act", ACTS)
def test_nothing_is_decided_on_words_that_were_taken_back(
    suggested: Suggestion, facilitator: User, act: Callable[[Suggestion, User], object]
) -> None:
    ReceiptAct.objects.create(receipt_hash=bytes.fromhex("aa" * 32), kind="withdraw")
    with pytest.raises(Response.DoesNotExist):
        act(suggested, facilitator)
    assert not Coding.objects.exists()


def test_themes_of_another_codebook_are_refused(suggested: Suggestion, facilitator: User) -> None:
    make_codebook([{"name": "Feeling safe"}], slug="flat")
    with pytest.raises(ThemeNotOffered):
        add_coding(response=suggested.response, theme=theme_of("feeling-safe"), by=facilitator)
    assert not Coding.objects.exists()


def test_a_retired_theme_is_not_added(suggested: Suggestion, facilitator: User) -> None:
    data = small_codebook()
    del data["axes"][0]["themes"][1]
    make_codebook(data)
    with pytest.raises(ThemeNotOffered):
        add_coding(response=suggested.response, theme=theme_of("need.money"), by=facilitator)


def test_undoing_opens_the_suggestion_again(suggested: Suggestion, facilitator: User) -> None:
    coding = accept_suggestion(suggestion=suggested, by=facilitator)
    remove_coding(coding=coding, by=facilitator)
    assert not Coding.objects.exists()
    assert Suggestion.objects.get() == suggested


def test_nobody_undoes_another_coders_decision(
    suggested: Suggestion, facilitator: User, area: Area
) -> None:
    coding = accept_suggestion(suggestion=suggested, by=facilitator)
    with pytest.raises(Coding.DoesNotExist):
        remove_coding(coding=coding, by=make_staff("facilitator", area))
    assert Coding.objects.get() == coding


def test_a_role_that_ended_ends_undoing_too(suggested: Suggestion, facilitator: User) -> None:
    coding = accept_suggestion(suggestion=suggested, by=facilitator)
    facilitator.role_holdings.all().delete()
    with pytest.raises(PermissionDenied):
        remove_coding(coding=coding, by=User.objects.get(pk=facilitator.pk))  # her next request
    assert Coding.objects.get() == coding


def test_reading_twice_is_one_line_in_the_ledger(suggested: Suggestion, facilitator: User) -> None:
    mark_read(response=suggested.response, by=facilitator)
    mark_read(response=suggested.response, by=facilitator)
    assert Reading.objects.get().reader == facilitator


def test_her_slip_names_themes_that_people_gave(suggested: Suggestion, facilitator: User) -> None:
    response = suggested.response
    add_coding(response=response, theme=theme_of("stage.court"), by=facilitator)
    add_coding(response=response, theme=theme_of("need.housing.unsafe"), by=facilitator)
    names = parts_for([response])[response.pk]["themes"]["names"]
    assert names == [["Housing", "Housing"], ["Court", "Court"]]


@pytest.mark.parametrize("decide", [None, reject_suggestion])
def test_her_slip_never_names_what_only_the_machine_said(
    suggested: Suggestion, facilitator: User, decide: Callable[..., Coding] | None
) -> None:
    if decide:
        decide(suggestion=suggested, by=facilitator)
    assert "themes" not in parts_for([suggested.response])[suggested.response_id]
