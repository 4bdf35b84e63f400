"""The roads of a fee, through the screens: by bank, declined, for a charity, failed and sent again,
cancelled late; an expense; and what stays shut."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from consultations.panels import models as panels
from consultations.panels.models import Advice, Expense, Fee, Panel, PanelMember, Payee
from consultations.panels.pay.staff.urls import urlpatterns
from core.models import Area
from tests.consultations.panels.conftest import LogIn, joined
from tests.factories.accounts import make_staff
from tests.factories.pay import give_account, make_card, make_expense, make_fee, make_held
from tests.factories.sessions import in_days, make_place, make_session, other_coordinator
from tests.fixtures.story import log_in as staff_in

S = Fee.State
ACCOUNT = {"account_name": "A PENHALLOW", "sort_code": "00-12-34", "account_number": "0012 3456"}


class People:
    """Who takes part, each in a browser of her own."""

    def __init__(self, panel: Panel, member: PanelMember, log_in: LogIn) -> None:
        self.panel, self.member = panel, member
        self.her = log_in(member)
        self.maker = staff_in(panel.coordinator)
        self.other = staff_in(other_coordinator(panel))
        self.finance = staff_in(make_staff(Role.FINANCE, panel.area))

    def offer(self) -> Fee:
        """Attendance is noted, on the screen for it."""
        place = make_place(make_held(self.panel), self.member)
        self.maker.post(
            reverse("panel_sessions:came", args=[place.pk]), {"came": "full", "adjustments": ""}
        )
        return Fee.objects.get(attendance=place)

    def chooses(self, fee: Fee, **told: str) -> Any:
        return self.her.post(reverse("panels:pay_fee", args=[fee.pk]), told)

    def advise(self) -> None:
        day = timezone.localdate().strftime("%d/%m/%Y")
        told = {"offered_on": day, "offered_by": "Citizens Advice"}
        self.maker.post(reverse("pay:advice", args=[self.member.pk]), told)

    def run(self, method: str = "bank", kind: str = "fees") -> panels.PaymentRun:
        told = {"area": self.panel.area_id, "kind": kind, "method": method}
        self.finance.post(reverse("pay:make_run"), told)
        run = panels.PaymentRun.objects.latest("pk")
        self.other.post(reverse("pay:run_act", args=[run.pk, "confirm"]))
        return run

    def export(self, run: panels.PaymentRun, **told: str) -> Any:
        told = {"profile": "generic", **told}
        return self.finance.post(reverse("pay:export", args=[run.pk]), told)

    def sent(self, run: panels.PaymentRun) -> None:
        self.finance.post(reverse("pay:run_act", args=[run.pk, "sent"]))


@pytest.fixture
def people(panel: Panel, her: PanelMember, log_in: LogIn) -> People:
    make_card(panel)
    return People(panel, her, log_in)


def act(client: Client, fee: Fee, name: str) -> Any:
    return client.post(reverse("pay:fee_act", args=[fee.pk, name]), follow=True)


def state(fee: Fee) -> str:
    return Fee.objects.get(pk=fee.pk).state


def test_accepted_by_bank(people: People) -> None:
    fee = people.offer()
    page = people.her.get(reverse("panels:home")).content.decode()
    assert "A fee is yours to choose" in page
    answer = people.chooses(fee, choice="accept", method="bank")
    assert answer.headers["Location"] == reverse("panels:pay_details")
    people.her.post(reverse("panels:pay_details"), ACCOUNT)
    shown = people.her.get(reverse("panels:pay_details")).content.decode()
    assert "00123456" not in shown
    assert "••••••56" in shown
    # not by who made the session; not before advice was offered
    for client in (people.maker, people.other):
        act(client, fee, "approve")
        assert state(fee) == S.CHOSEN
    people.advise()
    act(people.other, fee, "approve")
    run = people.run()
    assert "00123456" not in people.other.get(reverse("pay:run", args=[run.pk])).content.decode()
    file = people.export(run)
    assert file.headers["Content-Disposition"] == f'attachment; filename="run-{run}-generic.csv"'
    assert b",A PENHALLOW,001234,00123456,55.00," in file.content
    assert people.export(run).status_code == 302
    again = people.export(run, again="on")
    assert f"run-{run}-generic-copy-2.csv" in again.headers["Content-Disposition"]
    people.sent(run)
    assert state(fee) == S.SENT
    people.her.post(reverse("panels:pay_act", args=[fee.pk, "came"]))
    assert state(fee) == S.RECEIVED
    year = people.her.get(reverse("panels:pay_year", args=[_year()])).content.decode()
    for kind in ("pdf", "docx"):
        file = people.her.get(reverse("panels:pay_year_file", args=[_year(), kind]))
        assert file.headers["Content-Disposition"] == f'attachment; filename="year.{kind}"'
    assert people.her.get(reverse("panels:pay_year", args=[_year() - 1])).status_code == 404
    assert "Fees in all: £55" in year
    assert "Expenses in all: £0" in year


def _year() -> int:
    from consultations.panels.pay.years import year_of

    return year_of(timezone.localdate())


def test_declined_is_declined_and_never_zero(people: People) -> None:
    fee = people.offer()
    people.chooses(fee, choice="decline")
    act(people.other, fee, "approve")
    assert state(fee) == S.DECLINED
    for page in ("panels:pay", "panels:held"):
        shown = people.her.get(reverse(page)).content.decode()
        assert "Declined" in shown
        assert "£0" not in shown
    staff = people.finance.get(reverse("pay:list")).content.decode()
    assert "£0" not in staff
    assert not panels.PaymentRun.objects.exists()


def test_given_to_a_charity(people: People) -> None:
    fee = people.offer()
    assert people.chooses(fee, choice="donate").status_code == 200  # it asks which
    people.chooses(fee, choice="donate", donate_to="The women’s centre")
    act(people.other, fee, "approve")
    people.finance.post(
        reverse("pay:make_run"),
        {"area": people.panel.area_id, "kind": "fees", "method": "bank"},
    )
    assert not panels.PaymentRun.objects.exists()
    act(people.finance, fee, "give")
    assert state(fee) == S.DONATED


def test_failed_and_sent_again_another_way(people: People) -> None:
    give_account(people.member)
    fee = make_fee(make_held(people.panel), people.member, S.APPROVED)
    run = people.run()
    people.export(run)
    people.sent(run)
    people.her.post(reverse("panels:pay_act", args=[fee.pk, "missing"]))
    page = people.maker.get(reverse("wagtailadmin_home")).content.decode()
    assert "1 woman says that her fee has not come" in page
    act(people.finance, fee, "came-back")
    assert "It came back to us" in people.her.get(reverse("panels:pay")).content.decode()
    people.her.post(reverse("panels:pay_act", args=[fee.pk, "way"]), {"method": "cash"})
    act(people.finance, fee, "reissue")
    people.sent(people.run("cash"))
    fee.refresh_from_db()
    assert (fee.state, fee.method, fee.times) == (S.SENT, "cash", 1)


def test_cancelled_late_is_offered_in_full(people: People) -> None:
    session = make_session(people.panel, panels.Session.State.OPEN, starts_at=in_days(4))
    make_place(session, people.member)
    address = reverse("panel_sessions:cancel", args=[session.pk])
    people.maker.post(address, {"because": "The room is flooded."})
    fee = Fee.objects.get()
    assert (fee.offered_pence, fee.state) == (5_500, S.OFFERED)
    assert "£55" in people.her.get(reverse("panels:pay")).content.decode()


def test_an_expense_from_her_phone_to_her_account(people: People) -> None:
    address = reverse("panels:pay_expense")
    assert people.her.post(address, {"kind": "travel", "amount": "4,80"}).status_code == 200
    told = {"kind": "travel", "amount": "4.80", "method": "bank", "about": "Bus"}
    people.her.post(address, told)
    expense = Expense.objects.get()
    assert (expense.pence, expense.evidence, expense.requested_by) == (480, "not_needed", None)
    give_account(people.member)
    people.maker.post(reverse("pay:expense_act", args=[expense.pk, "approve"]))
    run = people.run(kind="expenses")
    people.export(run)
    people.sent(run)
    expense.refresh_from_db()
    assert expense.state == Expense.State.PAID
    page = people.her.get(reverse("panels:pay_year", args=[_year()])).content.decode()
    assert "Expenses in all: £4.80" in page


def test_in_custody_by_the_governors_agreement(people: People) -> None:
    fee = people.offer()
    day = timezone.localdate().strftime("%d/%m/%Y")
    address = reverse("pay:governor", args=[fee.pk])
    assert people.maker.post(address, {"agreed_on": day, "pence": "55"}).status_code == 200
    people.maker.post(address, {"agreed_on": day, "what": "To her account", "pence": "20"})
    people.maker.post(reverse("pay:choose", args=[fee.pk]), {"choice": "accept"})
    people.advise()
    act(people.other, fee, "approve")
    fee.refresh_from_db()
    assert (fee.state, fee.method, fee.chosen_pence) == (S.APPROVED, "governor", 5_500)
    assert fee.goes_pence == 2_000


def test_a_card_and_a_budget_and_terms_are_written_on_screens(people: People, area: Area) -> None:
    people.maker.post(reverse("pay:cards", args=[people.panel.pk]))
    card = people.panel.rate_cards.get(published_on=None)
    day = timezone.localdate().strftime("%d/%m/%Y")
    told = {
        "source": "Ours",
        "checked_on": day,
        "floor_pence": "12.71",
        "floor_source": "gov.uk",
        "floor_checked_on": day,
        "label_0": "Two hours",
        "minutes_0": "120",
        "pence_0": "20",
    }
    address = reverse("pay:card", args=[card.pk])
    assert people.maker.post(address, {**told, "pence_0": ""}).status_code == 200
    people.maker.post(address, told)
    assert [line.pence for line in card.lines.all()] == [2_000]
    shown = people.maker.get(reverse("pay:cards", args=[people.panel.pk])).content.decode()
    assert "comes to £10 an hour" in shown
    people.maker.post(reverse("pay:publish", args=[card.pk]))
    budget = {"starts_on": day, "ends_on": day, "fees_pence": "100", "expenses_pence": "10"}
    people.maker.post(reverse("pay:budget", args=[people.panel.pk]), budget)
    assert people.panel.budgets.get().fees_pence == 10_000
    terms = {"account_name": "Panels", "sort_code": "08-99-99", "account_number": "00112233"}
    where = reverse("pay:terms", args=[people.panel.area_id])
    assert people.finance.post(where, {**terms, "no_receipt_pence": "x"}).status_code == 200
    people.finance.post(where, {**terms, "no_receipt_pence": "15"})
    limit = {"name": "ESA", "pence": "195.50", "per": "week", "source": "gov.uk"}
    people.finance.post(
        reverse("pay:limit", args=[people.panel.area_id]), {**limit, "checked_on": day}
    )
    page = people.finance.get(where).content.decode()
    assert "£195.50" in page
    assert 'value="089999"' in page


def test_finance_types_in_from_paper_and_looks_at_what_changed(people: People) -> None:
    pk = people.member.pk
    people.finance.post(reverse("pay:paper", args=[pk]), ACCOUNT)
    assert Payee.objects.get().from_paper
    give_account(people.member)
    page = people.finance.get(reverse("pay:payee", args=[pk])).content.decode()
    assert "00123456" in page
    people.finance.post(reverse("pay:checked", args=[pk]))
    assert Payee.objects.get().checked_on == timezone.localdate()
    file = people.finance.get(reverse("pay:paper_form", args=[pk]))
    assert file.content.startswith(b"%PDF-")


def test_nobody_sees_what_is_another_womans(people: People, log_in: LogIn) -> None:
    fee = make_fee(make_held(people.panel), people.member, S.SENT)
    expense = make_expense(people.panel, people.member)
    peer = log_in(joined(people.panel))
    assert peer.get(reverse("panels:pay_fee", args=[fee.pk])).status_code == 404
    for address in (
        reverse("panels:pay_fee", args=[fee.pk]),
        reverse("panels:pay_act", args=[fee.pk, "came"]),
        reverse("panels:pay_take_back", args=[expense.pk]),
    ):
        assert peer.post(address, {"choice": "decline"}).status_code == 404
    assert fee.reference not in peer.get(reverse("panels:pay")).content.decode()
    assert state(fee) == S.SENT
    assert Expense.objects.exists()


def test_letters_come_as_files_with_names_that_tell_nothing(people: People) -> None:
    session = make_session(people.panel, panels.Session.State.OPEN)
    place = make_place(session, people.member, answer="none")
    addresses = [reverse("panels:pay_letter", args=[kind]) for kind in ("pdf", "docx")]
    addresses += [reverse("panels:pay_offer", args=[place.session_id, "docx"])]
    for address in addresses:
        answer = people.her.get(address)
        assert answer.status_code == 200
        assert 'filename="letter.' in answer.headers["Content-Disposition"]
        assert answer.headers["Cache-Control"] == "no-store"
    assert people.her.get(reverse("panels:pay_letter", args=["exe"])).status_code == 404
    Advice.objects.create(member=people.member, offered_by="Ruth")
    people.maker.get(reverse("pay:letter", args=[people.member.pk, "pdf"]))
    assert Advice.objects.get().letter_on == timezone.localdate()


def test_before_she_leaves_she_reads_what_she_is_owed(people: People) -> None:
    fee = people.offer()
    page = people.her.get(reverse("panels:leave")).content.decode()
    assert fee.reference in page
    assert "£55" in page
    Fee.objects.all().delete()
    assert "Reference" not in people.her.get(reverse("panels:leave")).content.decode()


def test_a_limit_is_told_on_her_page_and_never_a_promise(people: People) -> None:
    from consultations.panels.models import BenefitLimit

    fee = people.offer()
    address = reverse("panels:pay_fee", args=[fee.pk])
    assert "Know this" not in people.her.get(address).content.decode()
    BenefitLimit.objects.create(
        area=people.panel.area, name="ESA", pence=6_000, per="week", source="gov.uk"
    )
    page = people.her.get(address).content.decode()
    assert "Know this before you choose" in page
    assert "not affect" not in page


def test_screens_take_twenty_queries_at_most(
    people: People, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    session, today = make_held(people.panel), timezone.localdate()
    sums = {"fees_pence": 100_000, "expenses_pence": 1_000}
    people.panel.budgets.create(starts_on=today, ends_on=today, **sums)
    for state_ in (S.OFFERED, S.CHOSEN, S.APPROVED, S.SENT, S.FAILED):
        for _ in range(3):
            woman = joined(people.panel)
            give_account(woman)
            make_fee(session, woman, state_)
            make_expense(people.panel, woman)
    fee = Fee.objects.filter(state=S.CHOSEN)[0]
    for client, address, most in (
        (people.maker, reverse("pay:list"), 20),
        (people.maker, reverse("pay:fee", args=[fee.pk]), 20),
        (people.maker, reverse("wagtailadmin_home"), 20),
    ):
        client.get(address)
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200


RUNS = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
ODD = ["", "0", "9" * 40, str(2**63), "a\0b", "٣", "²", "x" * 3_000, "0000-00-00", RUNS]
FIELDS = [
    *("choice", "amount", "method", "donate_to", "kind", "about", "session", "area", "profile"),
    *("account_name", "sort_code", "account_number", "because", "what", "pence", "agreed_on"),
    *("offered_on", "offered_by", "taken", "source", "label_0", "minutes_0", "pence_0", "name"),
    *("starts_on", "ends_on", "fees_pence", "expenses_pence", "checked_on", "per", "is_up_front"),
]


def test_nothing_typed_stops_a_screen_or_a_page(people: People) -> None:
    give_account(people.member)
    fee = make_fee(make_held(people.panel), people.member, S.CHOSEN)
    ready = make_fee(make_held(people.panel), people.member, S.APPROVED)
    expense = make_expense(people.panel, people.member)
    card = people.panel.rate_cards.create(number=2, floor_pence=1)
    run = people.run()
    assert ready
    pk = {
        **dict.fromkeys(("fee", "choose", "governor", "fee_act"), fee.pk),
        **dict.fromkeys(("expense", "expense_act"), expense.pk),
        **dict.fromkeys(("run", "export", "run_act"), run.pk),
        **dict.fromkeys(("card", "publish"), card.pk),
        **dict.fromkeys(("cards", "budget"), people.panel.pk),
        **dict.fromkeys(("terms", "limit"), people.panel.area_id),
    }
    hers = [
        reverse("panels:pay_fee", args=[fee.pk]),
        reverse("panels:pay_act", args=[fee.pk, "way"]),
        reverse("panels:pay_expense"),
        reverse("panels:pay_details"),
    ]
    for client in (people.her, people.maker, people.finance):
        client.raise_request_exception = False
    for shift in range(0, len(ODD), 2):  # each field meets five of them, each in other company
        told = {name: ODD[(at + shift) % len(ODD)] for at, name in enumerate(FIELDS)}
        for address in hers:
            answer = people.her.post(address, told)
            assert answer.status_code < 500, (address, told)
            assert RUNS not in answer.content.decode()
        for pattern in urlpatterns:
            name = str(pattern.name)
            if name in ("letter", "offer", "paper_form", "drop_limit", "list", "runs", "year"):
                continue
            args: list[Any] = (
                [] if name in ("payees", "make_run") else [pk.get(name, people.member.pk)]
            )
            if name == "paper_of_gone":
                args = ["expense", expense.pk]
            if name.endswith("_act"):
                args.append({"fee_act": "way", "expense_act": "refuse"}.get(name, "nothing"))
            for client in (people.maker, people.finance):
                answer = client.post(reverse(f"pay:{name}", args=args), told)
                assert answer.status_code < 500, (name, told)
                assert RUNS not in answer.content.decode()
    odd_one = reverse("pay:limit", args=[people.panel.area_id])
    for odd in ("9" * 40, "²", "x"):
        assert people.finance.get(odd_one, {"change": odd}).status_code == 200
