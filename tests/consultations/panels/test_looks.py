"""Each screen that opens something of a woman leaves a line in the log, and she reads which."""

from typing import Any

from django.test import Client

from accounts.models import AuditLine
from accounts.services import audit_each, broken_audit_lines
from consultations.panels.models import Panel, PanelMember
from consultations.panels.people.holding import DONE, sections
from consultations.panels.people.profile import store
from consultations.panels.people.records import Channel, Identity, Part, SafeContact
from consultations.panels.people.sending import send_to_member
from consultations.panels.sessions import noting
from consultations.panels.sessions.asking import Reply, reply
from tests.consultations.panels.conftest import joined
from tests.factories.sessions import make_place, make_session


def lines(client: Client, path: str, method: str = "get") -> list[str]:
    """What the log has after a look that it had not before."""
    before = AuditLine.objects.count()
    answer = getattr(client, method)(path)
    assert answer.status_code == 200, path
    assert not broken_audit_lines()
    return [f"{one.action}: {one.subject}" for one in AuditLine.objects.all()[before:]]


def test_each_look_leaves_a_line(panel: Panel) -> None:
    her, other = joined(panel), joined(panel)
    for woman in (her, other):
        store(member=woman, part=Part.IDENTITY, told=Identity(real_name="A", address="1 High St"))
        store(member=woman, part=Part.CONTACT, told=SafeContact(channel=Channel.LETTER))
    coming, held = make_session(panel, "open"), make_session(panel, "done")
    place, was = make_place(coming, her), make_place(held, her)
    reply(user=her.user, place=place, told=Reply("yes", {"other": "A ramp"}))
    noting.note_attendance(user=panel.coordinator, place=was, came="full", adjustments="A chair")
    for woman, key in ((her, "a"), (her, "b"), (other, "a")):
        send_to_member(member=woman, key=key, title="t", text="t")
    client = Client()
    client.force_login(panel.coordinator)
    hers, both = [f"member {her.pk}"], [f"member {her.pk}", f"member {other.pk}"]
    one = place.requests.get().pk
    looks: list[tuple[str, str, str, list[str]]] = [
        ("get", f"members/{her.pk}/", "opened contact of member", hers),
        ("get", "members/to-do/", "opened to do for a member", both),
        ("post", "members/to-do/letters/", "printed a letter", both),
        ("get", f"sessions/{coming.pk}/who/", "opened needs for a session", []),
        ("get", f"sessions/place/{place.pk}/asked/{one}/", "opened asks of member", hers),
        ("get", f"sessions/place/{place.pk}/reply/", "opened asks of member", hers),
        ("get", f"sessions/{held.pk}/noting/", "opened adjustments of member", hers),
        ("get", f"sessions/place/{was.pk}/came/", "opened adjustments of member", hers),
    ]
    for method, path, action, subjects in looks:
        found = lines(client, f"/manage/{path}", method)
        wanted = subjects or [f"session {coming.pk}"]
        assert sorted(found) == sorted(f"{action}: {subject}" for subject in wanted), path
        assert action in DONE or action == "opened needs for a session"
    told = "\n".join(value for _head, rows in sections(her) for _label, value in rows)
    assert "to tell you something" in told
    assert "What you need was opened for it on:" in told
    assert panel.coordinator.name not in told


def test_nothing_opened_leaves_nothing(panel: Panel) -> None:
    client = Client()
    client.force_login(panel.coordinator)
    empty = make_session(panel, "done")
    for method, path in (("get", "members/to-do/"), ("post", "members/to-do/letters/")):
        assert lines(client, f"/manage/{path}", method) == []
    assert lines(client, f"/manage/sessions/{empty.pk}/noting/") == []
    assert lines(client, f"/manage/sessions/{empty.pk}/who/") == []


def test_many_lines_are_one_chain_and_few_queries(
    panel: Panel, her: PanelMember, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(8):
        audit_each(user=panel.coordinator, action="x", subjects=[f"member {n}" for n in range(9)])
    assert AuditLine.objects.count() == 9
    assert not broken_audit_lines()


def test_who_may_not_look_leaves_no_line(panel: Panel, her: PanelMember) -> None:
    client = Client()
    client.get(f"/manage/members/{her.pk}/")
    assert not AuditLine.objects.exists()
