"""Screens of rooms in the busy house: what members and their facilitator typed."""

from typing import Any

from django.utils import timezone

from consultations.models import ConsultationPage
from consultations.panels.codesign.activities.models import Activity, Card, Group
from consultations.panels.models import InRoom, Panel, Recommendation, Report, Room
from consultations.services import BriefPart, publish_brief
from tests.factories.panels import make_member

OF_A_ROOM = ("one", "people", "recommend")
OF_A_BOARD = ("activity", "say", "merge")
OF_A_VOTE = ("vote", "key", "paper")
GETS = ("list", "open", "begin", "card", "recommended", "rewrite", "report")
OF_ROOMS = {f"panel_rooms:{name}" for name in (*GETS, *OF_A_ROOM, *OF_A_BOARD, *OF_A_VOTE)}
POSTS = ("stage", "close", "step", "act")


def make_room_busy(panel: Panel, double: str, single: str) -> dict[str, list[Any]]:
    """A room whose every word is a payload. View → what is in its address."""
    brief = publish_brief(
        consultation=ConsultationPage.objects.filter(area=panel.area)[0],
        version="1",
        title=double[:200],
        parts=[BriefPart(single, [double])],
        asks=[double],
    )
    today = timezone.localdate()
    room = Room.objects.create(
        panel=panel, brief=brief, title=double[:80], hard=single, stage="prioritise"
    )
    woman = make_member(panel, chosen_name=double[:60])
    InRoom.objects.create(room=room, member=woman)
    said = {"question": double[:200], "hard": single[:300], "state": "open"}
    board = Activity.objects.create(room=room, kind="ideas", **said)
    vote = Activity.objects.create(room=room, kind="dots", dots=2, **said)
    draft = Activity.objects.create(room=room, kind="draft", paragraphs=[double], **said)
    group = Group.objects.create(activity=board, name=double[:60])
    of_a_card = {"text": double[:600], "author": woman, "because": single[:400], "state": "not"}
    Card.objects.create(activity=board, number=1, group=group, **of_a_card)
    Card.objects.create(activity=vote, number=1, **of_a_card)
    comment = Card.objects.create(activity=draft, number=1, paragraph=0, **of_a_card)
    row = Recommendation.objects.create(
        room=room,
        text=double[:400],
        owner=single[:120],
        because=double,
        evidence=single,
        answer="do",
        **dict.fromkeys(("due_on", "sent_on", "answered_on", "done_by", "evidence_on"), today),
    )
    row.signings.create(
        member=woman, stance="otherwise", otherwise=double[:300], credit="name", name=single[:60]
    )
    unsigned = Recommendation.objects.create(room=room, text=double[:400])
    report = Report.objects.create(room=room, card=comment, by=woman, words=double)
    return {
        **{f"panel_rooms:{name}": [room.pk] for name in OF_A_ROOM},
        **{f"panel_rooms:{name}": [board.pk] for name in OF_A_BOARD},
        **{f"panel_rooms:{name}": [vote.pk] for name in OF_A_VOTE},
        "panel_rooms:open": [panel.pk],
        "panel_rooms:begin": [room.pk, "moscow"],
        "panel_rooms:card": [comment.pk],
        "panel_rooms:recommended": [row.pk],
        "panel_rooms:rewrite": [unsigned.pk],
        "panel_rooms:report": [report.pk],
    }
