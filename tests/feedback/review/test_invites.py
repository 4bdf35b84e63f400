"""Codes of groups and services: typed, never in an address; in the seal; counted in tens."""

import html
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditLine
from accounts.roles import Role
from accounts.services import grant_role
from consultations.models import ConsultationPage
from core.models import Area, HomePage
from feedback.intake.models import SealedResponse
from feedback.invites import SIGNS, make_code, read_code
from feedback.models import Form
from feedback.review.invites.models import Invite
from feedback.review.invites.selectors import forms_for, invites_for
from feedback.review.invites.services import hand_out_again, make_invite, retire_invite
from feedback.review.models import WaitingResponse
from feedback.review.selectors import invites_at
from feedback.review.services import complete_review, open_batch
from feedback.review.unsealing import open_sealed
from feedback.services import withdraw
from feedback.slips import find_slip
from tests.factories.consultations import TRAITS, make_consultation
from tests.feedback.review.conftest import Send, sweep_now
from tests.feedback.woman import Woman, sent
from tests.fixtures.story import StaffClient

Staff = Callable[..., StaffClient]


def test_a_code_is_read_however_it_is_typed() -> None:
    code = make_code()
    plain = code.replace("-", "")
    for typed in (
        code,
        code.lower(),
        plain,
        f" {plain[:4]} {plain[4:]} ",
        f"{code[:4]}–{code[5:]}",
    ):
        assert read_code(typed) == code


def test_one_wrong_sign_is_noticed() -> None:
    code = make_code()
    wrong = [
        code[:at] + sign + code[at + 1 :]
        for at in range(len(code))
        for sign in SIGNS
        if code[at] not in {sign, "-"}
    ]
    found = [typed for typed in wrong if read_code(typed)]
    assert len(found) <= 1  # one in ten thousand may pass


@pytest.mark.parametrize("typed", ["", "KTQ7", "AEIO-UAEI", "KTQ7-MD3X-9", "<script>", "💜" * 8])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert read_code(typed) is None


@pytest.fixture
def facilitator(staff: Staff, one_form: Form) -> StaffClient:
    return staff("facilitator", one_form.consultation.area)


@pytest.fixture
def invite(facilitator: StaffClient, one_form: Form) -> Invite:
    return make_invite(
        user=facilitator.user, area=one_form.consultation.area, group="Women of the harbour"
    )


# -- on her side


def test_her_code_is_inside_the_seal_and_nowhere_else(one_form: Form, invite: Invite) -> None:
    woman = Woman(one_form)
    woman.press("start", invite=invite.code.lower())
    for go in ("continue", "continue"):
        assert invite.code not in woman.text
        woman.press(go, shown="ready", text="They listened.")
    for go in ("skip", "skip", "continue"):
        woman.press(go)
    woman.press("send", shown="uses")
    (payload,) = sent()
    assert payload.invite == invite.code
    assert invite.code.encode() not in bytes(SealedResponse.objects.get().sealed)


def test_without_a_code_nothing_is_said(one_form: Form) -> None:
    Woman(one_form).to_the_end()
    assert sent()[0].invite == ""


def test_a_wrong_code_stops_her_with_what_to_do_and_no_visit_is_begun(one_form: Form) -> None:
    woman = Woman(one_form)
    woman.press("start", invite="KTQ7-<b>")
    page = html.unescape(woman.text)
    assert "Look at it again, or leave it empty." in page
    assert 'value="KTQ7-<b>"' in page
    assert 'name="state" value=""' in page


def test_an_address_with_a_code_is_no_way_in(one_form: Form, invite: Invite) -> None:
    page = Client().get(reverse("feedback:start", args=[one_form.slug]), {"invite": invite.code})
    assert invite.code not in page.content.decode()


# -- in the reading room, and after it


def read_all(client: StaffClient, area: Area) -> None:
    while (batch := open_batch(user=client.user, area=area)) is not None:
        for waiting in WaitingResponse.objects.filter(batch=batch):
            complete_review(user=client.user, waiting=waiting, spans={}, level=0)


def test_the_reader_sees_the_group_and_nobody_before_her(
    send: Send, invite: Invite, staff: Staff, one_form: Form
) -> None:
    send(invite=invite.code)
    sweep_now()
    waiting = WaitingResponse.objects.get()
    assert waiting.invite is None
    client = staff("reviewer", one_form.consultation.area)
    batch = open_batch(user=client.user, area=one_form.consultation.area)
    assert batch is not None
    listed = client.get(reverse("reading_room:batch", args=[batch.pk])).content.decode()
    assert invite.group not in listed
    item = client.get(reverse("reading_room:item", args=[batch.pk, waiting.pk])).content.decode()
    assert f"She came by the code of “{invite.group}”." in item


def test_below_ten_no_number_is_shown_and_above_only_tens(
    send: Send, invite: Invite, staff: Staff, one_form: Form, facilitator: StaffClient
) -> None:
    area = one_form.consultation.area
    reader = staff("reviewer", area)
    words = [send(invite=invite.code) for _ in range(9)]
    send()
    sweep_now()
    read_all(reader, area)
    assert [heard.at_least for heard in invites_for(facilitator.user)] == [0]
    words += [send(invite=invite.code) for _ in range(3)]
    sweep_now()
    assert [heard.at_least for heard in invites_for(facilitator.user)] == [0]  # nobody read them
    read_all(reader, area)
    assert [heard.at_least for heard in invites_for(facilitator.user)] == [10]
    for code in words[:3]:  # taken back: counted no more, from this moment
        found = find_slip(code)
        assert found is not None
        withdraw(found[0])
    assert [heard.at_least for heard in invites_for(facilitator.user)] == [0]
    sweep_now()
    assert WaitingResponse.objects.filter(invite=invite).count() == 9


@pytest.mark.parametrize("code", ["XXXX-XXXX", "", "another area's"])
def test_a_code_that_is_not_of_this_area_says_nothing(
    send: Send,
    code: str,
    staff: Staff,
    one_form: Form,
    other_area: Area,
) -> None:
    if code == "another area's":
        stranger = staff("facilitator", other_area)
        code = make_invite(user=stranger.user, area=other_area, group="Elsewhere").code
    send(invite=code)
    sweep_now()
    waiting = WaitingResponse.objects.get()
    known = open_sealed(waiting.key_id, bytes(waiting.sealed)).invite
    assert known in {"", code if read_code(code) else ""}
    area = one_form.consultation.area
    read_all(staff("reviewer", area), area)
    assert WaitingResponse.objects.get().invite is None


# -- who may


@pytest.mark.parametrize(
    ("role", "may"),
    [("facilitator", True), ("reviewer", False), ("centre_worker", False), ("editor", False)],
)
def test_facilitators_make_codes(staff: Staff, one_form: Form, role: str, may: bool) -> None:
    client = staff(role, one_form.consultation.area)
    answer = client.post(
        reverse("invites:list"),
        {"area": one_form.area_id, "kind": "service", "group": "A group"},
        follow=True,
    )
    assert Invite.objects.exists() is may
    if may:
        page = answer.content.decode()
        assert Invite.objects.get().code in page
        assert one_form.title in page


def test_another_area_s_code_is_not_found(
    staff: Staff, invite: Invite, other_area: Area, one_form: Form
) -> None:
    stranger = staff("facilitator", other_area)
    assert stranger.get(reverse("invites:card", args=[invite.pk])).status_code == 404
    posted: dict[str, Any] = {"area": one_form.area_id, "kind": "group", "group": "A group"}
    assert (
        "Select a valid choice" in stranger.post(reverse("invites:list"), posted).content.decode()
    )
    assert Invite.objects.count() == 1


# -- one consultation, or all of an area; retired


def test_a_code_of_one_consultation_is_taken_on_any_form_of_its_area(
    send: Send, facilitator: StaffClient, one_form: Form, staff: Staff, site_root: HomePage
) -> None:
    area = one_form.consultation.area
    other = make_consultation(site_root, area, "planned")
    code = make_invite(user=facilitator.user, area=area, group="Elsewhere", consultation=other)
    for _ in range(10):
        send(invite=code.code)
    sweep_now()
    read_all(staff("reviewer", area), area)
    assert WaitingResponse.objects.filter(invite=code).count() == 10
    assert [heard.at_least for heard in invites_for(facilitator.user)] == [10]


def test_who_we_heard_names_codes_of_this_consultation_and_of_the_whole_area(
    facilitator: StaffClient, one_form: Form, invite: Invite, site_root: HomePage
) -> None:
    area, here = one_form.consultation.area, one_form.consultation
    other = make_consultation(site_root, area)
    ours = make_invite(user=facilitator.user, area=area, group="Ours", consultation=here)
    make_invite(user=facilitator.user, area=area, group="Theirs", consultation=other)
    assert set(invites_at(here)) == {invite, ours}


def test_a_retired_code_is_taken_without_a_word_and_counted_and_not_printed(
    send: Send, invite: Invite, staff: Staff, one_form: Form, facilitator: StaffClient
) -> None:
    assert forms_for(invite) == [one_form]
    page = reverse("invites:card", args=[invite.pk])
    file = reverse("invites:sheet", args=[invite.pk, one_form.pk, "poster-en"])
    facilitator.post(reverse("invites:retire", args=[invite.pk]))
    invite.refresh_from_db()
    assert invite.is_retired
    woman = Woman(one_form)
    woman.press("start", invite=invite.code)
    assert woman.state  # she went on, as with any code
    for _ in range(10):
        send(invite=invite.code)
    sweep_now()
    read_all(staff("reviewer", one_form.consultation.area), one_form.consultation.area)
    assert [heard.at_least for heard in invites_for(facilitator.user)] == [10]
    assert file not in facilitator.get(page).content.decode()
    assert facilitator.get(file).status_code == 404
    facilitator.post(reverse("invites:retire", args=[invite.pk]), {"again": "1"})
    assert file in facilitator.get(page).content.decode()


@pytest.mark.parametrize("change", [retire_invite, hand_out_again])
@pytest.mark.parametrize("role", ["editor", "reviewer", "facilitator of another area"])
def test_who_may_not_hand_out_may_not_retire(
    staff: Staff, invite: Invite, other_area: Area, role: str, change: Callable[..., None]
) -> None:
    elsewhere = role == "facilitator of another area"
    client = staff(role.split()[0], other_area if elsewhere else invite.area)
    with pytest.raises(PermissionDenied):
        change(user=client.user, invite=invite)
    assert client.post(reverse("invites:retire", args=[invite.pk])).status_code == 404
    invite.refresh_from_db()
    assert not invite.is_retired


def test_retiring_twice_leaves_one_line_and_the_first_day(
    facilitator: StaffClient, invite: Invite
) -> None:
    retire_invite(user=facilitator.user, invite=invite)
    lines = AuditLine.objects.count()
    retire_invite(user=facilitator.user, invite=invite)
    assert AuditLine.objects.count() == lines


def test_a_consultation_of_another_area_is_refused_with_what_to_do(
    facilitator: StaffClient, staff: Staff, one_form: Form, other_area: Area, site_root: HomePage
) -> None:
    both = staff("facilitator", one_form.consultation.area)
    grant_role(user=both.user, role=Role.FACILITATOR, area=other_area)
    posted = {"area": other_area.pk, "consultation": one_form.consultation_id, "group": "G"}
    page = both.post(reverse("invites:list"), posted | {"kind": "group"}).content.decode()
    assert "Choose that area, or another consultation." in page
    assert 'value="G"' in page
    with pytest.raises(ValueError, match="another area"):
        make_invite(user=both.user, area=other_area, group="G", consultation=one_form.consultation)
    assert not Invite.objects.exists()


@pytest.mark.parametrize(
    ("trait", "printed"), [("open", True), ("planned", True), ("last_day", True), ("closed", False)]
)
def test_paper_is_printed_before_it_opens_and_never_after_it_closed(
    facilitator: StaffClient, one_form: Form, invite: Invite, trait: str, printed: bool
) -> None:
    page, today = one_form.consultation, timezone.localdate()
    first, last = (today + timedelta(days=days) for days in TRAITS[trait])
    days = {"opens_on": first, "closes_on": last, "reply_by": last + timedelta(days=9)}
    ConsultationPage.objects.filter(pk=page.pk).update(**days)
    assert bool(forms_for(invite)) is printed


def test_a_form_without_published_questions_is_not_printed(invite: Invite, one_form: Form) -> None:
    one_form.versions.update(replaced_on=timezone.localdate())
    assert forms_for(invite) == []
