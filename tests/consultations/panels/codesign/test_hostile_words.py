"""Words that would run, typed by a member or a facilitator, are words on each page of a room."""

from django.urls import reverse

from consultations.panels.models import Activity, Card, InRoom, Recommendation, Room
from tests.consultations.panels.codesign.conftest import Inside
from tests.resilience.xss_rooms import OF_ROOMS, make_room_busy

DOUBLE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
SINGLE = "'><script>alert(2)</script>"


def test_on_her_pages_and_on_theirs(inside: Inside) -> None:
    args = make_room_busy(inside.panel, DOUBLE, SINGLE)
    room = Room.objects.get(stage="prioritise")
    InRoom.objects.create(room=room, member=inside.women[0])
    Card.objects.filter(activity__room=room).update(author=inside.women[0])
    board = Activity.objects.get(room=room, kind="ideas")
    card, row = board.cards.get(), Recommendation.objects.exclude(sent_on=None).get()
    paths = [f"{room.pk}/{more}" for more in ("", "brief/", "rules/", "tell/", f"tell/{card.pk}/")]
    paths += [f"activity/{one.pk}/" for one in room.activities.all()]
    paths += [f"activity/{board.pk}/news/", f"recommended/{row.pk}/", ""]
    client = inside.as_woman(0)
    pages = {path: client.get(f"/panel/rooms/{path}") for path in paths}
    staff = inside.as_staff()
    pages |= {name: staff.get(reverse(name, args=args.get(name, []))) for name in OF_ROOMS}
    shown = 0
    for path, page in pages.items():
        assert page.status_code in {200, 302}, path
        told = page.content.decode()
        if page.headers["Content-Type"].startswith("text/html"):
            assert "<script>alert" not in told, path
            assert "<img src=x" not in told, path
        shown += "&lt;script&gt;alert" in told
    assert shown >= 15
