"""The demo's pay: a rate card, a budget, how the area pays, and fees at each state that a woman can
come across. Runs are made by the two people who would make them."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import F
from django.test.utils import override_settings
from django.utils import timezone

from accounts.models import User
from config.demo.days import day
from config.demo.panels import COORDINATOR, FINANCE, NOWHERE
from config.demo.sessions import PLAN
from consultations.panels.models import Attendance, Fee, Message, Panel, PanelMember, Session
from consultations.panels.pay import approving, cards, choosing, runs, spending
from consultations.panels.pay.advising import note_advice
from consultations.panels.pay.choosing import Told
from consultations.panels.pay.offering import offer_for
from consultations.panels.pay.payees import Details, keep_details
from consultations.panels.pay.spending import Asked

Kind = runs.Kind
# What was held before: title, days ago, minutes, and who was there.
HELD = [
    ("What is in the bag", -62, 120, ["Fern"]),
    ("Who meets you", -55, 90, ["Fern", "Wren"]),
    ("Names and numbers", -8, 60, ["Fern"]),
    ("The first form", -20, 120, ["Fern", "Ivy"]),
    ("Keys and a door", -13, 120, ["Fern", "Ivy", "Wren"]),
    ("The first week", -6, 120, ["Fern", "Ivy"]),
    ("A cup of tea", -3, 60, ["Fern"]),
]
ALL, CASH = Told("accept", "bank"), Told("accept", "cash")


def make_pay(panel: Panel, people: dict[str, User]) -> None:
    """By the steps that people take; days alone are put back, since nobody pays in the past."""
    with override_settings(EMAIL_BACKEND=NOWHERE):
        _set_up(panel, people)
        women = {woman.chosen_name: woman for woman in panel.members.all()}
        for woman in ("Fern", "Ivy", "Wren"):
            note_advice(
                user=people[COORDINATOR],
                member=women[woman],
                offered_by="Southdown Advice",
                offered_on=day(-70),
            )
        account = Details("Alys Penhallow", "A PENHALLOW", "000000", "00000000")
        keep_details(user=women["Fern"].user, member=women["Fern"], told=account)
        fees = _fees(panel, women)
        _choose(fees, people)
        _pay(panel, fees, people)
        _spend(panel, women, people)


def _set_up(panel: Panel, people: dict[str, User]) -> None:
    coordinator, finance = people[COORDINATOR], people[FINANCE]
    card = cards.begin_card(user=coordinator, panel=panel)
    cards.publish_card(user=coordinator, card=card)
    cards.keep_budget(
        user=coordinator,
        panel=panel,
        starts_on=day(-90),
        ends_on=day(275),
        fees_pence=240_000,
        expenses_pence=60_000,
    )
    cards.keep_terms(
        user=finance,
        area=panel.area,
        account_name="Southdown Together",
        sort_code="000000",
        account_number="00000000",
        no_receipt_pence=1_000,
    )
    cards.keep_limit(
        user=finance,
        area=panel.area,
        name="What somebody on ESA may earn beside it (permitted work)",
        name_cy="Beth y caiff rhywun ar ESA ei ennill hefyd (gwaith a ganiateir)",
        pence=19_550,
        per="week",
        source="Invented for this demo: look it up",
        checked_on=day(-30),
    )


def _fees(panel: Panel, women: dict[str, PanelMember]) -> dict[tuple[str, str], Fee]:
    """What attendance made, by session and name. "Coming home" is the one that is closed."""
    places = list(Attendance.objects.filter(session__panel=panel, session__state="closed"))
    for title, ago, minutes, names in HELD:
        session = _held(panel, title, ago, minutes)
        places += [_was_there(session, women[name], ago) for name in names]
    found = {}
    for place in places:
        if fee := offer_for(place):
            found[(place.session.title, place.member.chosen_name)] = fee
    # As if each had been offered on the day of its session: else the office were late with all.
    Fee.objects.update(offered_on=F("due_on") - timedelta(days=7))
    return found


def _held(panel: Panel, title: str, ago: int, minutes: int) -> Session:
    begins = timezone.make_aware(datetime.combine(day(ago), time(10)))
    values: dict[str, Any] = {**PLAN, "title": title, "minutes": minutes, "starts_at": begins}
    return Session.objects.create(
        panel=panel,
        state=Session.State.DONE if ago > -7 else Session.State.TOLD,
        made_by=panel.coordinator,
        briefed_on=day(ago - 8),
        **values,
    )


def _was_there(session: Session, woman: PanelMember, ago: int) -> Attendance:
    return Attendance.objects.create(
        session=session,
        member=woman,
        asked_on=day(ago - 14),
        answer=Attendance.Answer.YES,
        came=Attendance.Came.FULL,
        minutes=session.minutes,
        noted_on=day(ago),
        pay_due_on=day(ago + 7),
    )


def _choose(fees: dict[tuple[str, str], Fee], people: dict[str, User]) -> None:
    """Fern says yes, no, less and for a charity; her coordinator notes what the others said."""
    told = {
        ("Coming home", "Fern"): ALL,
        ("What is in the bag", "Fern"): Told("donate", donate_to="Southdown Women’s Centre"),
        ("Who meets you", "Fern"): Told("decline"),
        ("Who meets you", "Wren"): CASH,
        ("Names and numbers", "Fern"): ALL,
        ("The first form", "Fern"): Told("less", "bank", 2_000),
        ("The first form", "Ivy"): Told("accept", "voucher"),
        ("Keys and a door", "Fern"): CASH,
        ("Keys and a door", "Ivy"): CASH,
        ("Keys and a door", "Wren"): Told("later"),
        ("The first week", "Fern"): ALL,
    }
    for (title, name), choice in told.items():
        fee = fees[(title, name)]
        member = fee.member
        assert member is not None
        by = member.user if name == "Fern" else people[COORDINATOR]
        choosing.choose(user=by, fee=fee, told=choice)
        took_her_time = title == "Keys and a door" and name == "Fern"
        Fee.objects.filter(pk=fee.pk).update(chosen_on=day(-1) if took_her_time else fee.due_on)
    waits = {("Keys and a door", "Ivy"), ("Keys and a door", "Wren"), ("The first week", "Fern")}
    for key in told.keys() - waits:  # Ivy's is overdue by now
        approving.approve(user=people[FINANCE], fee=fees[key])
    approving.give(user=people[FINANCE], fee=fees[("What is in the bag", "Fern")])
    Fee.objects.filter(choice="decline").update(approved_on=F("due_on"))


def _pay(panel: Panel, fees: dict[tuple[str, str], Fee], people: dict[str, User]) -> None:
    """Runs that were sent, of which one fee came and one came back; one of cash that waits for its
    second person."""
    finance, coordinator = people[FINANCE], people[COORDINATOR]
    later = fees[("Keys and a door", "Fern")]
    Fee.objects.filter(pk=later.pk).update(state=Fee.State.CHOSEN)
    for method, key in (("bank", "bacs18"), ("cash", "generic"), ("voucher", "register")):
        run = runs.make_run(user=finance, area=panel.area, kind=Kind.FEES, method=method)
        runs.confirm_run(user=coordinator, run=run)
        runs.export_run(user=finance, run=run, key=key)
        runs.send_run(user=finance, run=run)
    Fee.objects.exclude(sent_on=None).update(sent_on=F("due_on") - timedelta(days=1))
    approving.approve(user=finance, fee=later)
    fern = fees[("Coming home", "Fern")].member
    assert fern is not None
    approving.receive(user=fern.user, fee=fees[("Coming home", "Fern")])
    approving.fail(user=finance, fee=fees[("Names and numbers", "Fern")])
    runs.make_run(user=finance, area=panel.area, kind=Kind.FEES, method="cash")
    Message.objects.filter(key__startswith="fee ", made_on__lte=day(0)).update(read_on=day(0))


def _spend(panel: Panel, women: dict[str, PanelMember], people: dict[str, User]) -> None:
    """Fern's bus is paid; she asks for the next one before it; Ivy's crèche wants a receipt."""
    fern, ivy = women["Fern"], women["Ivy"]
    next_one = panel.sessions.get(title="The first day home")
    bus = spending.ask(
        user=fern.user,
        member=fern,
        panel=panel,
        asked=Asked("travel", 480, "bank", "Bus there and back"),
    )
    spending.approve_expense(user=people[COORDINATOR], expense=bus)
    run = runs.make_run(user=people[FINANCE], area=panel.area, kind=Kind.EXPENSES, method="bank")
    runs.confirm_run(user=people[COORDINATOR], run=run)
    runs.export_run(user=people[FINANCE], run=run, key="generic")
    runs.send_run(user=people[FINANCE], run=run)
    before = Asked("travel", 480, "cash", "Bus there and back", is_up_front=True, session=next_one)
    spending.ask(user=fern.user, member=fern, panel=panel, asked=before)
    creche = Asked("childcare", 2_400, "cash", "Crèche on Tuesday")
    spending.ask(user=people[COORDINATOR], member=ivy, panel=panel, asked=creche)
