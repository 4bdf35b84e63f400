"""Rooms of a panel, with a brief, members and activities at whichever stage."""

from typing import Any

from consultations.models import Brief, ConsultationPage
from consultations.panels.codesign.activities import cards, running
from consultations.panels.codesign.activities.models import Activity, Card
from consultations.panels.codesign.rooms.services import open_room
from consultations.panels.codesign.rooms.stages import RULES, VOTES, Kind, Stage
from consultations.panels.models import InRoom, Panel, PanelMember, Room
from consultations.services import BriefPart, publish_brief
from core.models import HomePage
from tests.factories.consultations import make_consultation

FIELDS: dict[str, dict[str, Any]] = {
    Kind.JOURNEY: {"step": "release", "row": "gap"},
    Kind.TOUCHPOINTS: {"step": "release", "feeling": "afraid"},
    Kind.DRAFT: {"paragraph": 0},
}
LINES = ("A phone", "A bed", "A fare", "A face")


def make_brief(panel: Panel) -> Brief:
    """A brief for panels of this one's area."""
    page = make_consultation(HomePage.objects.all()[0], panel.area, "closed")
    return publish_brief(
        consultation=ConsultationPage.objects.get(pk=page.pk),
        version="1",
        title="The day of release",
        parts=[BriefPart("What women said", ["Nobody was at the gate."], ["A phone that works."])],
        asks=["What should come first?"],
    )


def make_room(panel: Panel, *members: PanelMember, stage: str = Stage.IDEAS, **more: Any) -> Room:
    """A room at this stage with these members in it; nobody is written to."""
    brief = Brief.objects.filter(consultation__area=panel.area, superseded=False).first()
    room = open_room(
        user=panel.coordinator,
        panel=panel,
        brief=brief or make_brief(panel),
        **{"title": "The first day home", **more},
    )
    InRoom.objects.bulk_create(InRoom(room=room, member=member) for member in members)
    return at_stage(room, stage)


def at_stage(room: Room, stage: str) -> Room:
    Room.objects.filter(pk=room.pk).update(stage=stage)
    room.stage = Stage(stage)
    return room


def make_activity(room: Room, kind: str, *, is_open: bool = True, **more: Any) -> Activity:
    """An activity of this kind, with cards to vote on, or a draft to read."""
    lines = LINES if kind in VOTES else ("Part one.", "Part two.") if kind == Kind.DRAFT else ()
    user = room.panel.coordinator
    more = {"question": "What would help?", "lines": lines, **more}
    made = running.begin(user=user, room=room, kind=kind, **more)
    return running.open_activity(user=user, activity=made) if is_open else made


def make_card(activity: Activity, member: PanelMember, text: str = "A face", **on: Any) -> Card:
    """A card of hers, said at the stage of its activity; the room stays where it was."""
    before = activity.room.stage
    at_stage(activity.room, RULES[activity.kind].stage)
    on = {**FIELDS.get(activity.kind, {}), **on}
    made = cards.say(user=member.user, activity=activity, text=text, **on)
    at_stage(activity.room, before)
    return made
