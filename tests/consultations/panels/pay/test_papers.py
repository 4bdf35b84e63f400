"""What a coordinator hands over to who has no telephone or is in custody; and who takes part."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditLine
from consultations.panels.models import Fee, Membership, Panel, PanelMember
from consultations.panels.pay.letters import of_statement
from consultations.panels.pay.statement import statement
from consultations.panels.pay.years import year_of
from core.models import Area
from tests.consultations.panels.conftest import LogIn, joined
from tests.factories.panels import make_panel
from tests.factories.pay import make_card, make_expense, make_fee, make_finance, make_held
from tests.factories.sessions import make_place, make_session
from tests.fixtures.story import log_in as staff_in

S = Fee.State


def year() -> int:
    return year_of(timezone.localdate())


def test_the_letter_of_what_a_session_pays_is_linked_where_staff_see_her_place(
    panel: Panel, her: PanelMember
) -> None:
    boss = staff_in(panel.coordinator)
    place = make_place(make_session(panel, "open"), her)
    who = reverse("panel_sessions:who", args=[place.session_id])
    address = reverse("pay:offer", args=[place.pk, "pdf"])
    assert address in boss.get(who).content.decode()
    answer = boss.get(address, follow=True)
    assert "No rate card covers this session yet." in answer.content.decode()
    make_card(panel)
    assert boss.get(address).content.startswith(b"%PDF-")
    fee = make_fee(make_held(panel), her)
    page = boss.get(reverse("pay:fee", args=[fee.pk])).content.decode()
    assert reverse("pay:offer", args=[fee.attendance_id, "docx"]) in page
    assert staff_in(make_finance(panel)).get(address).status_code != 200


def test_her_yearly_statement_is_handed_over_by_her_coordinator(
    panel: Panel, her: PanelMember, other_area: Area
) -> None:
    make_fee(make_held(panel), her, S.SENT)
    boss = staff_in(panel.coordinator)
    address = reverse("pay:year", args=[her.pk, year(), "pdf"])
    assert address in boss.get(reverse("pay:advice", args=[her.pk])).content.decode()
    answer = boss.get(address)
    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="year.pdf"'
    assert AuditLine.objects.filter(action="made a statement for a member").count() == 1
    for wrong in ([her.pk, year() - 1, "pdf"], [her.pk, year(), "exe"]):
        assert boss.get(reverse("pay:year", args=wrong)).status_code == 404
    away = staff_in(make_panel(other_area).coordinator)
    assert away.get(address).status_code == 404
    assert staff_in(make_finance(panel)).get(address).status_code != 200


def test_what_another_area_paid_is_not_told_and_the_paper_says_that_there_is_more(
    panel: Panel, her: PanelMember, other_area: Area
) -> None:
    there = make_panel(other_area, name="Elsewhere")
    make_fee(make_held(panel), her, S.SENT)
    assert statement(her, year(), {panel.area_id}).is_whole
    make_fee(make_held(there, title="A secret topic"), her, S.SENT, chosen_pence=1_000)
    make_expense(there, her, state="paid", paid_on=timezone.localdate())
    found = statement(her, year(), {panel.area_id})
    assert (found.fees_pence, found.expenses_pence, found.is_whole) == (5_500, 0, False)
    said = str(of_statement(found))
    assert "Other panels paid you too." in said
    assert "secret" not in said
    assert statement(her, year()).fees_pence == 6_500


@pytest.mark.parametrize(
    ("state", "takes_part"),
    [("active", True), ("on_break", True), ("invited", False), ("briefed", False), ("left", False)],
)
def test_only_who_takes_part_has_a_letter_that_says_so(
    panel: Panel, log_in: LogIn, state: str, takes_part: bool
) -> None:
    her = joined(panel)
    client: Any = log_in(her)
    Membership.objects.filter(member=her).update(state=state)
    address = reverse("panels:pay_letter", args=["docx"])
    answer = client.get(address)
    assert (answer.status_code == 200) is takes_part
    page = client.get(reverse("panels:pay"))
    assert (address in page.content.decode()) is takes_part
    staff = reverse("pay:letter", args=[her.pk, "docx"])
    boss = staff_in(panel.coordinator)
    assert (boss.get(staff).status_code == 200) is takes_part
    if state != "left":
        page = boss.get(reverse("pay:advice", args=[her.pk])).content.decode()
        assert (staff in page) is takes_part
