"""From attendance to money: what is offered, what she chooses, what is asked before it is approved,
and what happens when she leaves."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from consultations.panels.models import (
    Advice,
    Attendance,
    Fee,
    Membership,
    Message,
    Panel,
    PanelMember,
    Payee,
    Session,
)
from consultations.panels.pay import approving, choosing, keeping
from consultations.panels.pay.choosing import NotThisAmount, NoWay, Told
from consultations.panels.pay.held import tell
from consultations.panels.pay.offering import offer_all
from consultations.panels.people.leaving import leave_and_forget
from consultations.panels.people.terms import Credit
from consultations.panels.services import NotFromHere
from consultations.panels.sessions.noting import note_attendance
from consultations.panels.sessions.services import cancel_session
from tests.factories.pay import give_account, make_card, make_fee, make_finance, make_held
from tests.factories.sessions import in_days, make_place, make_session, other_coordinator

S = Fee.State


@pytest.fixture
def session(panel: Panel) -> Session:
    make_card(panel)
    return make_held(panel)


@pytest.mark.parametrize(
    ("came", "minutes", "pence"),
    [
        ("full", None, 5_500),
        ("break", None, 5_500),
        ("content", None, 5_500),  # rule 2: what it was about made her leave
        ("early", 60, 2_750),
        ("part", 90, 4_125),
        ("not_there", None, None),
    ],
)
def test_attendance_makes_a_fee(
    panel: Panel, session: Session, her: PanelMember, came: str, minutes: int, pence: int | None
) -> None:
    place = make_place(session, her)
    note_attendance(user=panel.coordinator, place=place, came=came, minutes=minutes)
    fee = Fee.objects.filter(attendance=place).first()
    assert (fee.offered_pence if fee else None) == pence
    if fee:
        assert (fee.state, fee.due_on) == (S.OFFERED, session.day + timedelta(days=7))
        assert Message.objects.filter(member=her, key__startswith=f"fee {fee.pk}").count() == 1


def test_cancelled_late_is_paid_in_full_and_in_time_is_not(panel: Panel, her: PanelMember) -> None:
    make_card(panel)
    for days, count in ((5, 1), (30, 1)):
        soon = make_session(panel, Session.State.OPEN, starts_at=in_days(days), prep_minutes=15)
        make_place(soon, her)
        cancel_session(user=panel.coordinator, session=soon, because="The room is flooded.")
        assert Fee.objects.count() == count
    fee = Fee.objects.get()
    assert (fee.offered_pence, fee.minutes) == (8_250, 135)


def test_without_a_rate_card_nothing_is_offered_until_there_is_one(
    panel: Panel, her: PanelMember
) -> None:
    place = make_place(make_held(panel), her)
    note_attendance(user=panel.coordinator, place=place, came="full")
    assert not Fee.objects.exists()
    make_card(panel)
    assert offer_all(panel) == 1
    assert offer_all(panel) == 0


def test_attendance_that_is_put_right_puts_right_what_has_not_gone(
    panel: Panel, session: Session, her: PanelMember
) -> None:
    place = make_place(session, her)
    note_attendance(user=panel.coordinator, place=place, came="full")
    choosing.choose(user=her.user, fee=Fee.objects.get(), told=Told("accept", "cash"))
    note_attendance(user=panel.coordinator, place=place, came="part", minutes=60)
    fee = Fee.objects.get()
    assert (fee.offered_pence, fee.state, fee.choice) == (2_750, S.OFFERED, "")
    choosing.choose(user=her.user, fee=fee, told=Told("accept", "cash"))
    Advice.objects.create(member=her, offered_by="Ruth")
    approving.approve(user=other_coordinator(panel), fee=fee)
    note_attendance(user=panel.coordinator, place=place, came="part", minutes=60)
    fee.refresh_from_db()
    assert (fee.state, fee.chosen_pence) == (S.APPROVED, 2_750)  # nothing is other than it was
    note_attendance(user=panel.coordinator, place=place, came="full")
    fee.refresh_from_db()
    assert (fee.state, fee.offered_pence, fee.chosen_pence) == (S.OFFERED, 5_500, None)
    assert (fee.approved_on, fee.approved_by) == (None, None)
    assert Message.objects.filter(member=her, key__startswith=f"fee {fee.pk} offered").count() == 3


def test_who_was_not_there_after_all_is_offered_nothing(
    panel: Panel, session: Session, her: PanelMember
) -> None:
    place = make_place(session, her)
    note_attendance(user=panel.coordinator, place=place, came="full")
    note_attendance(user=panel.coordinator, place=place, came="not_there")
    assert not Fee.objects.exists()


def test_each_choice_and_each_change_of_mind(session: Session, her: PanelMember) -> None:
    fee = make_fee(session, her)
    for told, state, pence, method in (
        (Told("later"), S.OFFERED, None, ""),
        (Told("accept", "bank"), S.CHOSEN, 5_500, "bank"),
        (Told("less", "voucher", 2_000), S.CHOSEN, 2_000, "voucher"),
        (Told("donate", donate_to="The women’s centre"), S.CHOSEN, 5_500, ""),
        (Told("decline", "bank", 5_500), S.CHOSEN, None, ""),
        (Told("later"), S.OFFERED, None, ""),
    ):
        made = choosing.choose(user=her.user, fee=fee, told=told)
        assert (made.state, made.chosen_pence, made.method) == (state, pence, method)


@pytest.mark.parametrize(
    ("told", "error"),
    [
        (Told("less", "bank", 5_500), NotThisAmount),
        (Told("less", "bank", 0), NotThisAmount),
        (Told("less", "bank"), NotThisAmount),
        (Told("accept"), NoWay),
        (Told("accept", "governor"), NoWay),
        (Told("accept", "cheque"), NoWay),
        (Told("donate", donate_to=" "), NoWay),
    ],
)
def test_a_choice_that_says_too_little_is_refused(
    session: Session, her: PanelMember, told: Told, error: type[Exception]
) -> None:
    fee = make_fee(session, her)
    with pytest.raises(error):
        choosing.choose(user=her.user, fee=fee, told=told)
    fee.refresh_from_db()
    assert (fee.state, fee.choice) == (S.OFFERED, "")


def test_declined_is_declined_and_the_database_itself_knows_no_zero(
    panel: Panel, session: Session, her: PanelMember
) -> None:
    fee = make_fee(session, her)
    choosing.choose(user=her.user, fee=fee, told=Told("decline"))
    Advice.objects.all().delete()  # to say no, nothing has to be done first
    fee = approving.approve(user=other_coordinator(panel), fee=fee)
    assert (fee.state, fee.chosen_pence, fee.sent_on) == (S.DECLINED, None, None)
    for wrong in ({"chosen_pence": 0}, {"state": S.SENT}, {"state": S.SENT, "chosen_pence": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Fee.objects.filter(pk=fee.pk).update(**wrong)


def test_advice_is_offered_before_anything_is_approved(
    panel: Panel, session: Session, her: PanelMember
) -> None:
    fee = make_fee(session, her, S.CHOSEN)
    Advice.objects.all().delete()
    with pytest.raises(approving.Lacks, match="advice"):
        approving.approve(user=other_coordinator(panel), fee=fee)
    Advice.objects.create(member=her, offered_by="Ruth")
    assert approving.approve(user=other_coordinator(panel), fee=fee).state == S.APPROVED


def test_in_custody_nothing_goes_but_as_the_governor_agreed(
    panel: Panel, session: Session, her: PanelMember
) -> None:
    fee, today = make_fee(session, her), timezone.localdate()
    for what, day, pence, error in (
        (" ", today, 5_500, NoWay),
        ("To her account", today + timedelta(days=1), 5_500, NoWay),
        ("To her account", today, 5_501, NotThisAmount),
    ):
        with pytest.raises(error):
            choosing.note_governor(
                user=panel.coordinator, fee=fee, agreed_on=day, what=what, pence=pence
            )
    made = choosing.note_governor(
        user=panel.coordinator, fee=fee, agreed_on=today, what="To her account", pence=2_000
    )
    assert (made.method, made.governor_pence, made.governor_noted_by) == (
        "governor",
        2_000,
        panel.coordinator,
    )
    assert (made.state, made.choice, made.chosen_pence) == (S.OFFERED, "", None)  # hers to say
    made = choosing.choose(user=her.user, fee=fee, told=Told("accept"))
    assert (made.chosen_pence, made.goes_pence) == (5_500, 2_000)
    Fee.objects.update(governor_agreed_on=None)
    with pytest.raises(approving.Lacks, match="governor"):
        approving.approve(user=other_coordinator(panel), fee=fee)


def test_after_it_is_approved_she_chooses_no_more(session: Session, her: PanelMember) -> None:
    fee = make_fee(session, her, S.APPROVED)
    with pytest.raises(NotFromHere):
        choosing.choose(user=her.user, fee=fee, told=Told("decline"))


@pytest.mark.parametrize("credit", [Credit.NONE, Credit.UNNAMED])
def test_who_leaves_is_still_paid_and_her_account_goes_afterwards(
    panel: Panel, session: Session, her: PanelMember, credit: str
) -> None:
    give_account(her)
    chosen = make_fee(session, her, S.APPROVED)
    offered = make_fee(make_held(panel), her)
    leave_and_forget(user=her.user, member=her, credit=credit)
    chosen.refresh_from_db()
    offered.refresh_from_db()
    assert chosen.member is None
    assert offered.member is None
    payee = Payee.objects.get()
    assert (chosen.payee, offered.payee, payee.member) == (payee, None, None)
    assert PanelMember.objects.filter(pk=her.pk).exists() is (credit != Credit.NONE)
    assert not Advice.objects.exists()
    # not purged while it is owed, purged once it is paid and could not come back any more
    past = timezone.localdate() - timedelta(days=61)
    Payee.objects.update(given_on=past)
    assert keeping.forget_old() == 0
    Fee.objects.filter(pk=chosen.pk).update(state=S.SENT, sent_on=past)
    assert keeping.forget_old() == 1
    assert not Payee.objects.exists()
    Fee.objects.filter(pk=offered.pk).update(due_on=timezone.localdate() - timedelta(days=366))
    assert keeping.forget_old() == 1
    assert Fee.objects.get() == chosen


def test_who_leaves_with_nothing_owed_leaves_no_account(session: Session, her: PanelMember) -> None:
    give_account(her)
    make_fee(session, her, S.RECEIVED)
    leave_and_forget(user=her.user, member=her, credit=Credit.UNNAMED)
    assert not Payee.objects.exists()
    assert Fee.objects.get().member is None


def test_she_reads_all_that_is_held_and_only_the_end_of_her_account(
    session: Session, her: PanelMember
) -> None:
    give_account(her)
    make_fee(session, her, S.DECLINED)
    sections, data = tell(her)
    told = str(sections) + str(data)
    assert "Declined" in told
    assert "£0" not in told
    assert "00123456" not in told
    assert "56" in str(data["account"])
    assert [name for name, _rows in sections].count("Your fees") == 1


def test_a_session_is_closed_once_nothing_is_owed(
    panel: Panel, session: Session, her: PanelMember
) -> None:
    from consultations.panels.pay.registering import settled

    fee = make_fee(session, her, S.APPROVED)
    assert [missing.what for missing in settled(session)] == ["1 fee is not paid yet."]
    Fee.objects.filter(pk=fee.pk).update(state=S.SENT)
    assert not list(settled(session))
    Fee.objects.filter(pk=fee.pk).update(state=S.OFFERED, choice="later", chosen_pence=None)
    assert not list(settled(session))


def test_a_fee_that_was_left_open_outlives_her_place(panel: Panel, her: PanelMember) -> None:
    session = make_held(panel)
    fee = make_fee(session, her)
    Attendance.objects.filter(member=her).delete()
    Membership.objects.filter(member=her).delete()
    fee.refresh_from_db()
    assert fee.attendance is None
    assert make_finance(panel)
