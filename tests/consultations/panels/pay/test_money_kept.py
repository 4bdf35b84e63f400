"""Budgets, expenses, limits, the yearly statement, rate cards, letters, the public share."""

import io
from datetime import date, timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import override

from accounts.roles import Role
from consultations.models import PaidInTime
from consultations.panels.models import (
    Advice,
    BenefitLimit,
    Budget,
    Expense,
    Fee,
    Panel,
    PanelMember,
    PayTerms,
    RateCard,
    Session,
)
from consultations.panels.pay import cards, letters, promptness, spending
from consultations.panels.pay.advising import note_advice
from consultations.panels.pay.budgets import expenses_of, fees_of
from consultations.panels.pay.choosing import NotThisAmount, NoWay
from consultations.panels.pay.limits import near
from consultations.panels.pay.spending import Asked
from consultations.panels.pay.statement import statement, years_of
from consultations.panels.services import NotFromHere
from consultations.stages.services import NoReason
from core.models import Area
from tests.consultations.panels.conftest import joined
from tests.factories.accounts import make_staff
from tests.factories.pay import make_card, make_expense, make_fee, make_held
from tests.factories.sessions import in_days, make_place, make_session, other_coordinator

S, E = Fee.State, Expense.State


def test_a_budget_keeps_fees_and_expenses_apart(panel: Panel, her: PanelMember) -> None:
    today = timezone.localdate()
    budget = Budget.objects.create(
        panel=panel,
        starts_on=today - timedelta(days=30),
        ends_on=today + timedelta(days=30),
        fees_pence=20_000,
        expenses_pence=1_000,
    )
    for state, fields in (
        (S.OFFERED, {}),
        (S.CHOSEN, {"choice": "less", "chosen_pence": 1_000}),
        (S.CHOSEN, {"choice": "decline", "chosen_pence": None}),
        (S.DECLINED, {}),
        (S.SENT, {}),
        (S.FAILED, {}),
    ):
        make_fee(make_held(panel), her, state, **fields)
    make_expense(panel, her, state=E.PAID, paid_on=today)
    make_expense(panel, her)
    make_expense(panel, her, state=E.REFUSED)
    fees, expenses = fees_of(budget), expenses_of(budget)
    assert (fees.committed, fees.spent, fees.left) == (5_500 + 1_000 + 5_500, 5_500, 2_500)
    assert (expenses.committed, expenses.spent, expenses.left) == (480, 480, 40)
    make_expense(panel, her)
    assert expenses_of(budget).is_over


def asked(**fields: Any) -> Asked:
    return Asked(**{"kind": "travel", "pence": 900, "method": "cash", **fields})


@pytest.mark.parametrize(
    ("pence", "up_front", "receipt"),
    [(1_000, False, "not_needed"), (1_001, False, "wanted"), (9_000, True, "not_needed")],
)
def test_no_receipt_under_the_limit_nor_for_what_is_paid_before(
    panel: Panel, her: PanelMember, pence: int, up_front: bool, receipt: str
) -> None:
    session = make_session(panel, starts_at=in_days(10))
    told = asked(pence=pence, is_up_front=up_front, session=session)
    made = spending.ask(user=her.user, member=her, panel=panel, asked=told)
    assert made.evidence == receipt
    if up_front:
        assert made.due_on == session.day - timedelta(days=3)
    if receipt == "wanted":
        with pytest.raises(spending.NoReceipt):
            spending.approve_expense(user=panel.coordinator, expense=made)
        spending.see_receipt(user=panel.coordinator, expense=made)
    assert spending.approve_expense(user=panel.coordinator, expense=made).state == E.APPROVED


def test_the_limit_is_the_areas_own(panel: Panel, her: PanelMember) -> None:
    PayTerms.objects.create(area=panel.area, no_receipt_pence=500)
    made = spending.ask(user=her.user, member=her, panel=panel, asked=asked())
    assert made.evidence == "wanted"


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"pence": 0}, NotThisAmount),
        ({"pence": 1_000_001}, NotThisAmount),
        ({"method": "governor"}, NoWay),
        ({"method": ""}, NoWay),
    ],
)
def test_an_expense_that_says_too_little_is_refused(
    panel: Panel, her: PanelMember, fields: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        spending.ask(user=her.user, member=her, panel=panel, asked=asked(**fields))
    assert not Expense.objects.exists()


def test_nobody_asks_in_her_name_but_her_coordinator(panel: Panel, her: PanelMember) -> None:
    for user in (joined(panel).user, make_staff(Role.FINANCE, panel.area)):
        with pytest.raises(PermissionDenied):
            spending.ask(user=user, member=her, panel=panel, asked=asked())
    stranger = Panel.objects.create(
        area=panel.area, name="Another", coordinator=panel.coordinator, level="told"
    )
    with pytest.raises(PermissionDenied):
        spending.ask(user=her.user, member=her, panel=stranger, asked=asked())


def test_a_no_has_a_reason(panel: Panel, her: PanelMember) -> None:
    expense = make_expense(panel, her)
    with pytest.raises(NoReason):
        spending.refuse_expense(user=panel.coordinator, expense=expense, because="  ")
    expense.refresh_from_db()
    assert expense.state == E.REQUESTED


def test_a_limit_is_told_before_she_comes_near_it(panel: Panel, her: PanelMember) -> None:
    session = make_held(panel)
    BenefitLimit.objects.create(
        area=panel.area, name="ESA", pence=10_000, per="week", source="gov.uk"
    )
    assert near(her, panel.area_id, 7_999) == []
    assert [one.hers for one in near(her, panel.area_id, 8_000)] == [8_000]
    make_fee(session, her, S.SENT)  # £55 in this week
    make_fee(make_held(panel), her, S.DECLINED)
    make_fee(make_held(panel), her, S.DONATED, choice="donate", sent_on=timezone.localdate())
    make_expense(panel, her, state=E.PAID, pence=90_000, paid_on=timezone.localdate())
    # what comes back, or is chosen, will be hers; the fee in hand counts once
    back = make_fee(make_held(panel), her, S.FAILED)
    (other,) = near(her, panel.area_id, 100)
    assert other.hers == 11_100
    assert near(her, panel.area_id, 100, back) == []
    Fee.objects.filter(pk=back.pk).update(state=S.CHOSEN, choice="donate")
    (found,) = near(her, panel.area_id, 5_500)
    assert (found.hers, found.is_over, found.is_old) == (11_000, True, False)
    BenefitLimit.objects.update(holds_until=timezone.localdate() - timedelta(days=1))
    assert near(her, panel.area_id, 5_500)[0].is_old
    Fee.objects.update(sent_on=timezone.localdate() - timedelta(days=8))
    assert near(her, panel.area_id, 5_500) == []


def test_what_she_gets_stands_in_no_column() -> None:
    """Nothing that could hold a benefit of hers: the schema is the promise."""
    names = {field.name for field in Advice._meta.get_fields()}
    assert names == {"id", "member", "offered_on", "offered_by", "taken", "letter_on"}


def test_advice_is_noted_by_her_coordinator_and_not_before_its_day(
    panel: Panel, her: PanelMember, other_area: Area
) -> None:
    today = timezone.localdate()
    told: dict[str, Any] = {"member": her, "offered_by": "Ruth", "offered_on": today}
    with pytest.raises(PermissionDenied):
        note_advice(user=make_staff(Role.PANEL_COORDINATOR, other_area), **told)
    with pytest.raises(ValueError, match="before"):
        note_advice(user=panel.coordinator, **{**told, "offered_on": today + timedelta(days=1)})
    assert note_advice(user=panel.coordinator, **told).taken == ""


def test_a_year_has_two_lines_and_no_sum_of_both(panel: Panel, her: PanelMember) -> None:
    day = date(2026, 4, 6)
    make_fee(make_held(panel, title="First"), her, S.SENT, sent_on=day)
    make_fee(make_held(panel, title="Last year"), her, S.RECEIVED, sent_on=date(2026, 4, 5))
    make_fee(make_held(panel, title="Said no"), her, S.DECLINED, approved_on=day)
    given = {"choice": "donate", "sent_on": day}
    make_fee(make_held(panel, title="Gave"), her, S.DONATED, **given)
    make_fee(make_held(panel, title="Came back"), her, S.FAILED)
    make_expense(panel, her, state=E.PAID, paid_on=day)
    make_expense(panel, her)
    found = statement(her, 2026)
    assert years_of(her) == [2026, 2025]
    assert [row[1] for row in found.fees] == ["First"]
    assert (found.fees_pence, found.expenses_pence) == (5_500, 480)
    assert {row[1:] for row in found.not_paid} == {
        ("Said no", "Declined"),
        ("Gave", "Given to a charity"),
    }
    said = str(letters.of_statement(found))
    assert "£55" in said
    assert "£4.80" in said
    assert "£59.80" not in said
    assert "£0" not in said
    assert statement(her, 2025).fees_pence == 5_500


def test_a_rate_card_begins_with_examples_that_have_a_source_and_a_day(panel: Panel) -> None:
    user = panel.coordinator
    card = cards.begin_card(user=user, panel=panel)
    assert cards.begin_card(user=user, panel=panel) == card
    assert card.source
    assert card.checked_on
    assert next(line.pence for line in card.lines.all()) == 1_380
    assert cards.under_the_floor(card) == []
    lines = [("A day", 480, 5_000)]
    cards.write_card(user=user, card=card, lines=lines)
    ((line, hour),) = cards.under_the_floor(card)
    assert (line.label, hour) == ("A day", 625)
    RateCard.objects.update(checked_on=None)
    with pytest.raises(cards.CannotPublish):
        cards.publish_card(user=user, card=card)
    cards.write_card(user=user, card=card, lines=lines, checked_on=timezone.localdate())
    cards.publish_card(user=user, card=card)
    with pytest.raises(NotFromHere):
        cards.write_card(user=user, card=card, lines=[])
    second = cards.begin_card(user=user, panel=panel)
    assert second.number == 2
    assert [line.pence for line in second.lines.all()] == [5_000]


def test_nobody_else_writes_a_card_or_a_budget_or_the_terms(panel: Panel, other_area: Area) -> None:
    for user in (
        make_staff(Role.PANEL_COORDINATOR, other_area),
        make_staff(Role.FINANCE, panel.area),
    ):
        with pytest.raises(PermissionDenied):
            cards.begin_card(user=user, panel=panel)
        with pytest.raises(PermissionDenied):
            cards.keep_budget(user=user, panel=panel, starts_on=timezone.localdate())
    for user in (panel.coordinator, make_staff(Role.FINANCE, other_area)):
        with pytest.raises(PermissionDenied):
            cards.keep_terms(user=user, area=panel.area, no_receipt_pence=1)
        with pytest.raises(PermissionDenied):
            cards.keep_limit(user=user, area=panel.area, name="x", pence=1)


def place_of(panel: Panel, her: PanelMember) -> Any:
    make_card(panel)
    return make_place(make_session(panel, Session.State.OPEN, prep_minutes=30), her)


def test_letters_say_what_they_should_and_never_what_nobody_knows(
    panel: Panel, her: PanelMember
) -> None:
    place = place_of(panel, her)
    for letter in (letters.offer(place), letters.jobcentre(her, panel)):
        said = " ".join(block.text for block in letter.blocks).casefold()
        assert "will not affect" not in said
        assert "won’t affect" not in said
        assert "independent advi" in said
    said = str(letters.offer(place))
    assert "£82.50" in said
    assert "150 minutes" in said
    said = str(letters.jobcentre(her, panel))
    for wanted in ("Alys Penhallow", "do not employ her", "at any time", panel.phone_number):
        assert wanted in said


def test_letters_are_files_that_open(panel: Panel, her: PanelMember) -> None:
    letter = letters.jobcentre(her, panel)
    pdf = letters.letter_pdf(letter)
    assert pdf.startswith(b"%PDF-")
    assert b"pdfuaid" in pdf
    with ZipFile(io.BytesIO(letters.letter_docx(letter))) as file:
        words = file.read("word/document.xml").decode()
    assert "Heading2" in words
    assert "Alys Penhallow" in words
    with override("cy"):
        assert letters.letter_pdf(letters.of_statement(statement(her, 2026))).startswith(b"%PDF-")


def test_without_a_rate_card_nothing_is_offered_in_writing(panel: Panel, her: PanelMember) -> None:
    place = make_place(make_session(panel, Session.State.OPEN), her)
    with pytest.raises(letters.NoRate):
        letters.offer(place)


def test_the_public_hears_of_twenty_fees_and_not_of_nineteen(panel: Panel) -> None:
    women = [joined(panel) for _ in range(5)]
    day = timezone.localdate() - timedelta(days=20)
    for number in range(19):
        make_fee(
            make_held(panel), women[number % 5], S.SENT, due_on=day, chosen_on=day, sent_on=day
        )
    assert not promptness.tell_the_public()
    make_fee(make_held(panel), women[0], S.APPROVED, due_on=day, chosen_on=day)
    assert promptness.tell_the_public()
    told = PaidInTime.objects.get()
    assert (told.percent, told.within_days, told.come_due) == (95, 7, 20)
    assert not promptness.tell_the_public()


def test_what_is_late_is_what_she_wants_and_has_not(panel: Panel, her: PanelMember) -> None:
    day = timezone.localdate() - timedelta(days=8)
    old = {"due_on": day, "chosen_on": day}
    late = [make_fee(make_held(panel), her, state, **old) for state in (S.CHOSEN, S.FAILED)]
    make_fee(make_held(panel), her, S.OFFERED, due_on=day)
    make_fee(make_held(panel), her, S.DECLINED, **old)
    make_fee(make_held(panel), her, S.SENT, **old)
    # she took her time: the clock began when she chose
    make_fee(
        make_held(panel), her, S.CHOSEN, due_on=day, offered_on=day, chosen_on=timezone.localdate()
    )
    assert set(promptness.late_fees(Fee.objects.all())) == set(late)
    assert other_coordinator(panel)
