""" "This is all of it" is true: each field of each table is told, or has a reason why not."""

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import models

from consultations.panels.models import Membership, OneTimeCode, Panel, PanelMember
from consultations.panels.people import holding
from consultations.panels.people.codes import make_code
from consultations.panels.people.holding import TABLES, data, sections
from consultations.panels.people.joining import give_code
from consultations.panels.people.places import take_step
from consultations.panels.people.profile import read_record
from consultations.panels.people.records import Part
from consultations.panels.people.sending import send_to_member
from consultations.panels.services import keep_apart
from consultations.panels.sessions.asking import Reply, answer_request, ask, reply
from tests.consultations.panels.conftest import LogIn, joined
from tests.factories.sessions import make_session

# Models that lead to her and are not told row by row → why.
NOT_TOLD = {
    "KeptApart": "who asked for it would be found out: the page says so",
    "RunLine": "the fee or the expense that it pays is told, and the account that it goes to",
}


def about_her(app: str = "panels") -> set[type[models.Model]]:
    """Models from which foreign keys lead to a member."""
    found: set[type[models.Model]] = {PanelMember}
    everything = list(apps.get_app_config(app).get_models(include_auto_created=True))
    while True:
        more = {
            model
            for model in everything
            if any(f.is_relation and f.related_model in found for f in model._meta.concrete_fields)
        }
        if more <= found:
            return found
        found |= more


def test_each_table_about_her_is_told() -> None:
    told = {table.model for table in TABLES}
    missing = {model.__name__ for model in about_her() - told}
    assert missing == set(NOT_TOLD)
    assert len(told) >= 9


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.model.__name__)
def test_each_field_is_told_or_has_a_reason(table: Any) -> None:
    fields = {field.name for field in table.model._meta.concrete_fields}
    assert set(table.labels) | set(table.left_out) == fields
    assert not set(table.labels) & set(table.left_out)
    assert all(table.left_out.values())


def test_a_new_field_would_be_missed() -> None:
    """The check sees what is not there: a table without one of its words."""
    table = holding.PLACES
    fields = {field.name for field in table.model._meta.concrete_fields}
    assert set(table.labels) - {"since"} | set(table.left_out) != fields


def said(member: PanelMember) -> str:
    return "\n".join(
        f"{h}\n{label}: {value}" for h, rows in sections(member) for label, value in rows
    )


def test_a_break_hides_nothing(panel: Panel, her: PanelMember) -> None:
    session = make_session(panel, "open")
    ask(user=panel.coordinator, session=session, member=her)
    place = session.attendances.get()
    reply(user=her.user, place=place, told=Reply("yes", {"other": "Canary"}))
    take_step(user=her.user, place=her.memberships.get(), name="take_break")
    for told in (said(her), json.dumps(data(her))):
        assert "Canary" in told
        assert session.title in told


def test_what_nobody_answered_yet_says_no_more_than_what_she_asked_for(
    panel: Panel, her: PanelMember
) -> None:
    session = make_session(panel, "open")
    place = ask(user=panel.coordinator, session=session, member=her)
    reply(user=her.user, place=place, told=Reply("yes", {"other": "A window seat"}))
    assert "You asked for: A window seat" in said(her)
    for empty in ("Our answer", "How often it was answered"):
        assert empty not in said(her)
    request = place.requests.get()
    answer_request(user=panel.coordinator, request=request, answer="yes")
    assert "Our answer: Yes" in said(her)
    assert "How often it was answered: 1" in said(her)


def test_how_she_comes_in_and_who_looked(panel: Panel, her: PanelMember, log_in: LogIn) -> None:
    give_code(user=panel.coordinator, member=her)
    read_record(user=panel.coordinator, member=her, part=Part.NEEDS)
    Authenticator.objects.create(
        user=her.user, type="webauthn", data={"name": "My phone", "credential": {}}
    )
    client = log_in(her)
    page = client.get("/panel/you/held/").content.decode()
    text = client.get("/panel/you/held.txt").content.decode()
    for words in ("My phone", "A code that works once", "What you need was opened", "logged in: 1"):
        assert words in text
    for words in ("My phone", "A code was made for you", "Last changed on"):
        assert words in page
    told = client.get("/panel/you/held.json").json()
    assert told["login"]["open_sessions"] == 1
    assert told["login"]["passkeys"][0]["name"] == "My phone"
    assert [line["what"] for line in told["done_by_staff"]] == [
        "opened needs of member",
        "made a one-time code",
    ]
    assert str(panel.coordinator) not in text
    assert OneTimeCode.objects.get().code_hash.hex() not in json.dumps(told)


def test_messages_are_told_whole_and_invitations_too(panel: Panel, her: PanelMember) -> None:
    send_to_member(member=her, key="k", title="News", text="We meet on Tuesday.")
    send_to_member(member=her, key="i", title="Come", text="A group", kind="invitation")
    her.messages.update(channel="email", state="sent")
    text, told = said(her), data(her)
    assert "We meet on Tuesday." in text
    assert "By which way: E-mail" in text
    assert {one["kind"] for one in told["messages"]} == {"news", "invitation"}
    assert {"state", "channel", "sent_on", "read_on"} <= set(told["messages"][0])


def test_it_tells_nothing_of_another_and_not_that_she_is_kept_apart(
    panel: Panel, her: PanelMember
) -> None:
    other = joined(panel)
    make_code(member=other)
    before = said(her), data(her)
    keep_apart(user=panel.coordinator, one=her, other=other)
    assert (said(her), data(her)) == before
    assert other.chosen_name not in before[0]
    assert Membership.objects.filter(member=other).exists()
