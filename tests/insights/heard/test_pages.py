"""The screen of who was heard: who sees what, and that saving loses nothing that was typed."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from core.models import Area
from feedback.models import Form
from feedback.review.models import Invite
from insights.heard.selectors import group_key
from insights.models import VoiceTarget
from tests.fixtures.story import StaffClient, log_in
from tests.insights.heard.conftest import come, make_invite

pytestmark = pytest.mark.pages
Staff = Callable[..., StaffClient]


def here(form: Form) -> str:
    return reverse("insights:heard", args=[form.consultation_id])


@pytest.fixture
def client(facilitator: User) -> StaffClient:
    return log_in(facilitator)


@pytest.mark.parametrize(
    ("role", "sees", "saves"),
    [
        ("facilitator", 200, True),
        ("second_coder", 200, False),
        ("reviewer", 302, False),
        ("editor", 302, False),
        ("auditor", 302, False),
        ("administrator", 302, False),
    ],
)
def test_who_sees_and_who_saves(
    staff: Staff, area: Area, asked_here: Form, role: str, sees: int, saves: bool
) -> None:
    client = staff(role, area)
    assert client.get(here(asked_here)).status_code == sees
    assert client.post(here(asked_here), {"channel-web": "30"}).status_code == 302
    assert VoiceTarget.objects.exists() is saves


def test_another_area_is_not_found_and_a_stranger_logs_in(
    staff: Staff, client: StaffClient, other_area: Area, asked_here: Form
) -> None:
    away = staff("facilitator", other_area)
    assert away.get(here(asked_here)).status_code == 404
    assert away.post(here(asked_here), {"channel-web": "3"}).status_code == 404
    client.logout()
    assert "/login/" in client.post(here(asked_here), {"channel-web": "3"})["Location"]
    assert not VoiceTarget.objects.exists()


def test_a_second_coder_sees_no_group(
    staff: Staff, area: Area, asked_here: Form, harbour: Invite
) -> None:
    come(asked_here, harbour, 12)
    body = staff("second_coder", area).get(here(asked_here)).content.decode()
    assert harbour.group not in body
    assert 'type="number"' not in body
    assert "Facilitators of the area see about how many" in body


def test_a_channel_opens_its_responses_and_a_group_opens_nothing(
    client: StaffClient, asked_here: Form, harbour: Invite
) -> None:
    come(asked_here, harbour, 12, channel="paper")
    come(asked_here, None, 2)
    body = client.get(here(asked_here)).content.decode()
    lists = reverse("insights:responses", args=[asked_here.consultation_id])
    assert f'href="{lists}?channel=paper"' in body
    assert client.get(f"{lists}?channel=paper").context["page"].paginator.count == 12
    assert "10 or more" in body
    assert ">12<" in body  # the channel's own number: exact
    row = body.partition(harbour.group)[2].partition("</tr>")[0]
    assert "<a " not in row
    assert "12" not in row


def test_saving_shows_the_paragraphs(
    client: StaffClient, asked_here: Form, harbour: Invite
) -> None:
    assert "a paragraph for the review pack" in client.get(here(asked_here)).content.decode()
    sent = {"channel-web": "30", "channel-paper": "", group_key(harbour): "20"}
    body = client.post(here(asked_here), sent, follow=True).content.decode()
    assert "Whom you want to hear is saved." in body
    assert "We wanted to hear more from: Web, Women of the harbour." in body
    assert "stands in both of its editions" in body
    client.post(here(asked_here), {"channel-web": ""})
    assert list(VoiceTarget.objects.values_list("wanted", flat=True)) == [20]  # the other stays


@pytest.mark.parametrize("odd", ["-1", "0", "x", "9" * 40, "1.5", "a\0b", "100001"])
def test_what_is_no_number_comes_back_with_what_to_do(
    client: StaffClient, asked_here: Form, odd: str
) -> None:
    answer = client.post(here(asked_here), {"channel-web": odd, "channel-paper": "25"})
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "Not saved yet" in body
    assert "Write a whole number of women" in body or "Null characters" in body
    assert 'value="25"' in body
    assert not VoiceTarget.objects.exists()


@pytest.mark.parametrize("groups", [1, 6])
def test_it_takes_twenty_queries_at_most(
    client: StaffClient,
    asked_here: Form,
    area: Area,
    groups: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(groups):
        come(asked_here, make_invite(area, f"Group {number}"), 2)
    client.post(here(asked_here), {"channel-web": "30"})
    client.get(here(asked_here))
    with django_assert_max_num_queries(20):
        client.get(here(asked_here))
