"""A theme is given to several at once; what can't be is named; one press takes it back."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from consultations.models import ConsultationPage
from core.models import Area
from feedback.intake.models import ReceiptAct
from feedback.models import Form, Response
from insights.models import Coding, Sample
from insights.search.coding import Refusal, code_selected, take_back
from insights.services import ThemeNotOffered, add_coding, suggest_themes
from insights.services import reject_suggestion as reject
from tests.factories.accounts import make_staff
from tests.factories.feedback import make_response
from tests.factories.packs import COURT, HOUSING, MONEY
from tests.factories.themes import make_codebook, theme_of
from tests.insights.search.conftest import of


def code(page: ConsultationPage, by: User, *names: str, theme: str = COURT) -> object:
    pks = [of(name).pk for name in names]
    return code_selected(consultation=page, responses=pks, theme=theme_of(theme), by=by)


def given(by: User, theme: str = COURT) -> set[int]:
    codings = Coding.objects.filter(coder=by, theme=theme_of(theme), decision="added")
    return set(codings.values_list("response", flat=True))


def test_each_is_an_ordinary_coding(page: ConsultationPage, facilitator: User) -> None:
    before = given(facilitator)
    added = code(page, facilitator, "debt", "jail", "debt")
    new = given(facilitator) - before
    assert new == {of("debt").pk, of("jail").pk}
    assert (len(added.codings), added.already, added.refused) == (2, [], [])  # type: ignore[attr-defined]
    coding = Coding.objects.get(response=of("jail"))
    assert (coding.decision, coding.counts, coding.codebook_version) == ("added", True, "1.0")


def test_what_she_gave_before_stays_as_it_was(page: ConsultationPage, facilitator: User) -> None:
    old = Coding.objects.get(response=of("hostel"), theme=theme_of(COURT)).pk
    added = code(page, facilitator, "hostel", "jail")
    assert added.already == [of("hostel").pk]  # type: ignore[attr-defined]
    assert take_back(codings=[*added.codings, old + 10**9], by=facilitator) == 1  # type: ignore[attr-defined]
    assert Coding.objects.filter(pk=old).exists()


def test_blind_compared_rejected_and_gone_are_named(
    page: ConsultationPage, sample: Sample, facilitator: User, second: User
) -> None:
    form = Form.objects.get()
    gone = make_response(form, "Gone.", receipt_hash="cd" * 32)
    ReceiptAct.objects.create(receipt_hash=bytes.fromhex("cd" * 32), kind="withdraw")
    suggest_themes(consultation=page)
    reject(suggestion=of("hostel").suggestions.get(theme=theme_of(HOUSING)), by=second)
    other = Sample.objects.create(
        consultation=page,
        second=facilitator,
        drawn_by=second,
        drawn_on=sample.drawn_on,
        compared_on=sample.drawn_on,
        drawn_from=1,
        codebook=page.theming.codebook,
    )
    other.members.create(response=of("debt"))
    pks = [of(name).pk for name in ("hostel", "debt", "jail", "blind")]
    added = code_selected(
        *(), consultation=page, responses=[*pks, gone.pk, 5], theme=theme_of(HOUSING), by=second
    )
    assert added.refused == [
        (pks[0], Refusal.REJECTED),
        (pks[1], Refusal.COMPARED),
        (pks[3], Refusal.BLIND),
        (gone.pk, Refusal.GONE),
        (5, Refusal.GONE),
    ]
    assert Coding.objects.filter(coder=second, decision="added").get().response_id == pks[2]
    assert given(second, HOUSING) == {pks[2]}


def test_others_and_other_themes_may_not(
    page: ConsultationPage,
    facilitator: User,
    area: Area,
    other_area: Area,
    form: Callable[..., Form],
) -> None:
    for user in (make_staff("facilitator", other_area), make_staff("reviewer", area)):
        with pytest.raises(PermissionDenied):
            code(page, user, "jail")
    make_codebook([{"name": "Feeling safe"}], slug="flat")
    with pytest.raises(ThemeNotOffered):
        code(page, facilitator, "jail", theme="feeling-safe")
    elsewhere = make_response(form(), "Elsewhere.")
    added = code_selected(
        consultation=page, responses=[elsewhere.pk], theme=theme_of(MONEY), by=facilitator
    )
    assert added.refused == [(elsewhere.pk, Refusal.GONE)]
    assert not Coding.objects.filter(response__in=[of("jail"), elsewhere]).exists()


def test_only_her_own_are_taken_back(
    page: ConsultationPage, facilitator: User, second: User
) -> None:
    hers = add_coding(response=of("jail"), theme=theme_of(MONEY), by=second)
    assert take_back(codings=[hers.pk], by=facilitator) == 0
    assert take_back(codings=[hers.pk], by=second) == 1
    assert take_back(codings=[hers.pk], by=second) == 0


def test_a_visit_is_given_it_once(page: ConsultationPage, facilitator: User) -> None:
    form = Form.objects.get()
    rows: list[Response] = [
        make_response(form, text, week=week, visit_hash="ab" * 32)
        for week, text in (("2026-03-02", "One."), ("2026-03-09", "Two."))
    ]
    add_coding(response=rows[0], theme=theme_of(MONEY), by=facilitator)
    added = code_selected(
        consultation=page, responses=[rows[1].pk], theme=theme_of(MONEY), by=facilitator
    )
    assert added.already == [rows[1].pk]
