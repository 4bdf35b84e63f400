"""The facilitator's screens: each form by HTTP, what it refuses, and who opens which."""

import csv
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import AuditLine
from consultations.models import Brief
from consultations.panels.codesign.activities.models import Card
from consultations.panels.codesign.asks.services import sign, write
from consultations.panels.codesign.care.services import report
from consultations.panels.models import Activity, Ballot, InRoom, Recommendation, Room
from tests.consultations.panels.codesign.conftest import Inside
from tests.consultations.panels.conftest import joined
from tests.factories.rooms import at_stage, make_activity, make_card

TODAY = timezone.localdate


@pytest.fixture
def staff(inside: Inside) -> Client:
    return inside.as_staff()


def at(client: Client, path: str) -> str:
    answer = client.get(f"/manage/rooms/{path}")
    assert answer.status_code == 200, path
    return answer.content.decode()


def post(client: Client, path: str, **given: Any) -> Any:
    return client.post(f"/manage/rooms/{path}", given)


def test_a_room_is_opened_and_filled(inside: Inside, staff: Client) -> None:
    brief, path = Brief.objects.get(), f"panel/{inside.panel.pk}/open/"
    assert "A room begins with a brief" in at(staff, path)
    assert "Not saved yet" in post(staff, path, brief=brief.pk).content.decode()
    post(staff, path, brief=brief.pk, title="A new room")
    room = Room.objects.get(title="A new room")
    new = joined(inside.panel, chosen_name="Robin")
    post(staff, f"{room.pk}/people/", **{"in": [new.pk, "elsewhere"]})
    assert InRoom.objects.get(room=room).member == new
    post(staff, f"{room.pk}/people/", out=[new.pk])
    assert not InRoom.objects.filter(room=room, left_on=None).exists()
    Brief.objects.update(superseded=True)
    assert "No brief stands" in at(staff, path)


def test_who_can_t_come_in_is_told_without_a_reason(inside: Inside, staff: Client) -> None:
    from consultations.panels.services import keep_apart

    new = joined(inside.panel, chosen_name="Robin")
    keep_apart(user=inside.facilitator, one=new, other=inside.women[0])
    path = f"/manage/rooms/{inside.room.pk}/people/"
    page = staff.post(path, {"in": [new.pk]}, follow=True).content.decode()
    assert "Robin can’t come into this room. Open another one with her." in page
    assert "must not meet" not in page
    InRoom.objects.create(room=inside.room, member=new)
    assert "Fern and Robin must not meet" in at(staff, f"{inside.room.pk}/people/") or (
        "Robin and Fern must not meet" in at(staff, f"{inside.room.pk}/people/")
    )
    assert "Two women in one room must not meet" in staff.get("/manage/").content.decode()


@pytest.mark.parametrize(
    ("kind", "given", "cards", "parts"),
    [
        ("journey", {}, 0, 0),
        ("dots", {"lines": "One\nTwo\n\n–\nThree"}, 3, 0),
        ("moscow", {"lines": "One\r\nTwo"}, 2, 0),
        ("draft", {"lines": "One.\r\nStill one.\r\n\r\nTwo."}, 0, 2),
    ],
)
def test_activities_are_planned_opened_and_closed(
    inside: Inside, staff: Client, kind: str, given: dict[str, str], cards: int, parts: int
) -> None:
    path = f"{inside.room.pk}/begin/{kind}/"
    assert "Plan it" in at(staff, path)
    assert "Not saved yet" in post(staff, path, question="", **given).content.decode()
    assert post(staff, path, question="What first?", **given).status_code == 302
    made = Activity.objects.get()
    assert (made.cards.count(), len(made.paragraphs)) == (cards, parts)
    for name, state in (
        ("close", "planned"),
        ("open", "open"),
        ("open", "open"),
        ("close", "closed"),
    ):
        post(staff, f"activity/{made.pk}/step/{name}/")
        made.refresh_from_db()
        assert made.state == state
        at(staff, f"activity/{made.pk}/")
    assert post(staff, f"activity/{made.pk}/step/sideways/").status_code == 404
    assert staff.get(f"/manage/rooms/{inside.room.pk}/begin/nothing/").status_code == 404


def test_a_vote_of_one_is_refused_in_words(inside: Inside, staff: Client) -> None:
    page = post(staff, f"{inside.room.pk}/begin/dots/", question="What first?", lines="One")
    assert "Write two cards at least" in page.content.decode()
    assert not Activity.objects.exists()


def test_cards_from_paper_and_of_her_own(inside: Inside, staff: Client) -> None:
    board = make_activity(inside.room, "ideas")
    path = f"activity/{board.pk}/say/"
    fern = inside.women[0]
    for by, author, from_staff in (
        (str(fern.pk), fern, False),
        ("", None, False),
        ("staff", None, True),
    ):
        Card.objects.all().delete()
        assert post(staff, path, by=by, text="A phone", naming="named").status_code == 302
        card = Card.objects.get()
        assert (card.author, card.from_staff, card.on_paper) == (author, from_staff, not from_staff)
    at_stage(inside.room, "review")
    assert "Mine, as facilitator" not in at(staff, path)
    draft = make_activity(inside.room, "draft")
    post(staff, f"activity/{draft.pk}/say/", by="", part="1", text="Say how soon", naming="named")
    assert draft.cards.get().paragraph == 1


def test_one_of_several_by_form_and_apart_again(inside: Inside, staff: Client) -> None:
    board = make_activity(inside.room, "ideas")
    one, two = (make_card(board, woman) for woman in inside.women[:2])
    path = f"activity/{board.pk}/merge/"
    page = post(staff, path, card=[one.pk], text="Both").content.decode()
    assert "Tick two cards at least" in page
    assert post(staff, path, card=[one.pk, two.pk], text="Both").status_code == 302
    made = board.cards.get(text="Both")
    assert "Take it apart again" in at(staff, f"card/{made.pk}/")
    post(staff, f"card/{made.pk}/act/undo/")
    assert set(board.cards.all()) == {one, two}
    post(staff, f"card/{one.pk}/act/group/", name="The bag")
    post(staff, f"card/{one.pk}/act/fold/")
    one.refresh_from_db()
    assert (str(one.group), one.hard) == ("The bag", True)
    assert post(staff, f"card/{one.pk}/act/burn/").status_code == 404


def test_votes_from_paper_and_of_her_own(inside: Inside, staff: Client) -> None:
    at_stage(inside.room, "prioritise")
    vote = make_activity(inside.room, "dots")
    card = vote.cards.all()[0]
    page = post(staff, f"activity/{vote.pk}/key/", **{f"c{card.pk}": "1"}).content.decode()
    assert "Not saved yet" in page  # whose paper is it?
    fern = inside.women[0].pk
    post(staff, f"activity/{vote.pk}/key/", by=fern, **{f"c{card.pk}": "2"})
    assert 'value="2" selected' not in at(staff, f"activity/{vote.pk}/key/")
    post(staff, f"activity/{vote.pk}/vote/", **{f"c{card.pk}": "1"})
    assert Ballot.objects.filter(on_paper=True, member=fern).count() == 1
    assert Ballot.objects.filter(staff=inside.facilitator).count() == 1
    assert "◯ ◯" in at(staff, f"activity/{vote.pk}/paper/")
    at_stage(inside.room, "review")
    assert staff.get(f"/manage/rooms/activity/{vote.pk}/vote/").status_code == 302


def test_a_comment_is_answered_by_form(inside: Inside, staff: Client) -> None:
    draft = make_activity(inside.room, "draft")
    card = make_card(draft, inside.women[0])
    at_stage(inside.room, "review")
    page = post(staff, f"card/{card.pk}/", state="not", because="").content.decode()
    assert "Say why it is not taken up." in page
    post(staff, f"card/{card.pk}/", state="taken", because="It is in the next draft.")
    card.refresh_from_db()
    assert card.state == "taken"


def test_a_recommendation_goes_its_way_by_forms(inside: Inside, staff: Client) -> None:
    at_stage(inside.room, "sign_off")
    page = post(staff, f"{inside.room.pk}/recommend/", text="Gate").content.decode()
    assert "Write what you recommend." in page
    post(staff, f"{inside.room.pk}/recommend/", text="A worker at the gate.")
    row = Recommendation.objects.get()
    path = f"recommended/{row.pk}/"
    page = post(staff, path, owner="Head of housing", due_on=TODAY().isoformat())
    assert "No member stands behind it yet." in page.content.decode()
    sign(user=inside.women[0].user, recommendation=row, stance="with")
    steps: list[tuple[dict[str, str], str]] = [
        ({"owner": "Head of housing", "due_on": TODAY().isoformat()}, "sent_on"),
        ({"answer": "do", "because": "It is right.", "done_by": TODAY().isoformat()}, "answer"),
        ({"evidence": "Two workers go there."}, "evidence"),
    ]
    for given, field in steps:
        at(staff, path)
        assert post(staff, path, **given).status_code == 302
        row.refresh_from_db()
        assert getattr(row, field)
    at(staff, f"{inside.room.pk}/")


def test_what_was_told_in_private_is_settled_by_form(inside: Inside) -> None:
    made = report(user=inside.women[0].user, room=inside.room, card=None, words="It is loud.")
    for client in (inside.as_staff(inside.lead), inside.as_staff()):
        assert "It is loud." in at(client, f"report/{made.pk}/")
    lead = inside.as_staff(inside.lead)
    page = post(lead, f"report/{made.pk}/", remedy="talked", note="–", told="–")
    assert "Write the note" in page.content.decode()
    post(lead, f"report/{made.pk}/", remedy="talked", note="We looked.", told="We spoke.")
    made.refresh_from_db()
    assert made.settled_on
    assert "We looked." in at(lead, f"report/{made.pk}/")


def test_stages_and_the_end_by_button(inside: Inside, staff: Client) -> None:
    for to, stage in (("review", "review"), ("nowhere", "review"), ("define", "define")):
        post(staff, f"{inside.room.pk}/stage/", to=to)
        assert Room.objects.get().stage == stage
    post(staff, f"{inside.room.pk}/close/")
    assert Room.objects.get().closed_on
    post(staff, f"{inside.room.pk}/stage/", to="review")
    assert Room.objects.get().stage == "define"


def test_the_table_for_a_spreadsheet_runs_nothing_and_is_logged(
    inside: Inside, staff: Client
) -> None:
    board = make_activity(inside.room, "ideas")
    make_card(board, inside.women[0], "=HYPERLINK(1)")
    make_card(board, inside.women[1], "Hers", naming="never")
    write(user=inside.facilitator, room=inside.room, text="A worker at the gate.")
    answer = staff.get(f"/manage/rooms/{inside.room.pk}/room.csv")
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[3:5] for row in rows if row[3] in {"'=HYPERLINK(1)", "Hers"}] == [
        ["'=HYPERLINK(1)", "Fern"],
        ["Hers", "Somebody in the room"],
    ]
    assert AuditLine.objects.filter(action="exported a room").count() == 1


def test_the_lead_reads_and_looks_after_and_does_nothing_else(inside: Inside) -> None:
    lead = inside.as_staff(inside.lead)
    board = make_activity(inside.room, "ideas")
    planned = make_activity(inside.room, "ideas", is_open=False)
    card = make_card(board, inside.women[0])
    for path in ("", f"{inside.room.pk}/", f"activity/{board.pk}/", f"card/{card.pk}/"):
        at(lead, path)
    shut = [f"{inside.room.pk}/people/", f"{inside.room.pk}/room.csv", f"activity/{planned.pk}/"]
    shut += [f"activity/{board.pk}/{more}/" for more in ("say", "key", "vote", "merge", "paper")]
    for path in shut:
        answer = lead.get(f"/manage/rooms/{path}")
        assert answer.status_code == 302, path  # wagtail's way of saying no
        assert answer.headers["Location"] == "/manage/", path


@pytest.mark.parametrize(
    ("kind", "printed", "missing"),
    [
        ("moscow", ["Must: 1, Should: 2, Could: 2", "each woman is counted once"], ["if you like"]),
        ("journey", ["What was missing", "if you like"], ["Afraid", "counted once"]),
        ("touchpoints", ["Afraid", "Where on the way?"], ["What was missing"]),
        ("draft", ["Part one.", "Part two.", "About which part?"], ["Afraid", "Must"]),
    ],
)
def test_a_sheet_has_all_that_the_page_has(
    inside: Inside, staff: Client, kind: str, printed: list[str], missing: list[str]
) -> None:
    page = at(staff, f"activity/{make_activity(inside.room, kind).pk}/paper/")
    for words in printed:
        assert words in page
    for words in missing:
        assert words not in page
