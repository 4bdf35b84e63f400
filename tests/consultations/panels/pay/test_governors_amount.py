"""The governor agrees to less: that goes while she is inside, and what she chose stands."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from consultations.panels.models import Fee, Panel, PanelMember
from consultations.panels.pay import approving, choosing, custody, runs
from consultations.panels.pay.choosing import NotThisAmount, Told
from consultations.panels.pay.statement import statement
from consultations.panels.pay.years import year_of
from consultations.panels.services import NotFromHere
from tests.consultations.panels.conftest import LogIn
from tests.factories.pay import make_fee, make_finance, make_held
from tests.factories.sessions import other_coordinator
from tests.fixtures.story import log_in as staff_in

S = Fee.State


def agree(panel: Panel, fee: Fee, pence: int) -> Fee:
    return choosing.note_governor(
        user=panel.coordinator, fee=fee, agreed_on=fee.offered_on, what="Wing office", pence=pence
    )


def out(panel: Panel, member: PanelMember) -> None:
    custody.end_custody(user=panel.coordinator, member=member, method="cash")


def in_a_run(finance: User, panel: Panel) -> int:
    """What her line of a run comes to, sent."""
    run = runs.make_run(user=finance, area=panel.area, kind="fees", method="governor")
    runs.confirm_run(user=panel.coordinator, run=run)
    runs.send_run(user=finance, run=run)
    return run.lines.get().pence


def test_once_she_is_out_she_has_what_she_chose(panel: Panel, her: PanelMember) -> None:
    fee = agree(panel, make_fee(make_held(panel), her, S.APPROVED), 2_000)
    assert (fee.choice, fee.chosen_pence, fee.goes_pence) == ("accept", 5_500, 2_000)
    boss = other_coordinator(panel)
    fee = approving.approve(user=boss, fee=fee)
    out(panel, her)
    fee.refresh_from_db()
    assert (fee.choice, fee.chosen_pence, fee.goes_pence) == ("accept", 5_500, 5_500)
    assert (fee.method, fee.governor_pence, fee.governor_noted_by) == ("cash", None, None)
    # somebody approved less than that, so it is in no run yet
    assert (fee.state, fee.approved_on, fee.approved_by) == (S.CHOSEN, None, None)
    assert runs.ready(panel.area, "fees", "cash") == []
    approving.approve(user=boss, fee=fee)
    assert [one.pence for one in runs.ready(panel.area, "fees", "cash")] == [5_500]


def test_what_was_approved_whole_stays_approved(panel: Panel, her: PanelMember) -> None:
    fee = agree(panel, make_fee(make_held(panel), her, S.APPROVED), 5_500)
    out(panel, her)
    fee.refresh_from_db()
    assert (fee.state, fee.goes_pence) == (S.APPROVED, 5_500)


def test_what_came_back_is_what_she_chose_once_she_is_out(
    panel: Panel, finance: User, her: PanelMember
) -> None:
    fee = agree(panel, make_fee(make_held(panel), her, S.APPROVED), 2_000)
    approving.approve(user=other_coordinator(panel), fee=fee)
    in_a_run(finance, panel)
    fee = approving.fail(user=finance, fee=fee)
    assert (fee.state, fee.goes_pence) == (S.FAILED, 2_000)
    out(panel, her)
    fee.refresh_from_db()
    assert (fee.state, fee.goes_pence, fee.approved_on) == (S.CHOSEN, 5_500, None)


def test_a_slip_is_put_right_and_no_more_than_she_chose(panel: Panel, her: PanelMember) -> None:
    fee = make_fee(make_held(panel), her, S.CHOSEN, choice="less", chosen_pence=5_000)
    agree(panel, fee, 2_000)
    for wrong in (5_001, 0):
        with pytest.raises(NotThisAmount):
            agree(panel, fee, wrong)
    fee.refresh_from_db()
    assert fee.goes_pence == 2_000
    approving.approve(user=other_coordinator(panel), fee=fee)
    more = agree(panel, fee, 5_000)
    assert (more.state, more.goes_pence, more.approved_on) == (S.CHOSEN, 5_000, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Fee.objects.update(governor_pence=0)


def test_it_is_no_choice_of_hers(panel: Panel, finance: User, her: PanelMember) -> None:
    fee = agree(panel, make_fee(make_held(panel), her), 2_000)
    assert (fee.state, fee.choice, fee.chosen_pence) == (S.OFFERED, "", None)
    boss = other_coordinator(panel)
    with pytest.raises(NotFromHere):
        approving.approve(user=boss, fee=fee)
    less = choosing.choose(user=her.user, fee=fee, told=Told("less", "", 900))
    assert (less.method, less.goes_pence) == ("governor", 900)
    no = choosing.choose(user=her.user, fee=fee, told=Told("decline"))
    assert (no.goes_pence, no.governor_pence) == (None, None)


def test_who_noted_the_amount_approves_it_neither(panel: Panel, her: PanelMember) -> None:
    boss = other_coordinator(panel)
    fee = make_fee(make_held(panel), her)
    choosing.note_governor(user=boss, fee=fee, agreed_on=fee.offered_on, what="By", pence=900)
    choosing.choose(user=her.user, fee=fee, told=Told("accept"))  # she said it herself
    fee.refresh_from_db()
    with pytest.raises(PermissionDenied):
        approving.approve(user=boss, fee=fee)
    assert approving.approve(user=make_finance(panel), fee=fee).goes_pence == 900


def test_what_went_is_what_she_reads_and_her_choice_beside_it(
    panel: Panel, finance: User, her: PanelMember, log_in: LogIn
) -> None:
    whole = make_fee(make_held(panel), her, S.SENT, sent_on=None)
    Fee.objects.filter(pk=whole.pk).update(sent_on=whole.offered_on)
    fee = make_fee(make_held(panel), her, S.CHOSEN)
    client, boss = log_in(her), staff_in(panel.coordinator)
    addresses = (reverse("panels:pay"), reverse("panels:pay_fee", args=[fee.pk]))
    said = "You chose £55. The governor agreed to £20"
    assert said not in client.get(addresses[0]).content.decode()
    agree(panel, fee, 2_000)
    page = client.get(addresses[0]).content.decode()
    assert "<b>Yes, all of it</b>" in page
    assert f"{said} now." in page
    assert "£20, " in boss.get(reverse("pay:fee", args=[fee.pk])).content.decode()
    approving.approve(user=other_coordinator(panel), fee=fee)
    for address in addresses:
        assert client.get(address).content.decode().count(f"{said} now.") == 1
    assert in_a_run(finance, panel) == 2_000
    for address in addresses:
        assert f"{said}." in client.get(address).content.decode()
    assert statement(her, year_of(fee.offered_on)).fees_pence == 5_500 + 2_000
    out(panel, her)
    fee.refresh_from_db()
    assert (fee.state, fee.goes_pence) == (S.SENT, 2_000)  # what went, went
