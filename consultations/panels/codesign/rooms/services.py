"""Writes of rooms: opened by a brief, who is in, the stage, the end."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.services import audit
from consultations.models import Brief
from consultations.panels.codesign.rooms.models import InRoom, Room
from consultations.panels.codesign.rooms.permissions import NotNow, require_facilitator
from consultations.panels.codesign.rooms.selectors import (
    briefs_for_panel,
    could_come_in,
    names_wait,
    who_may_go_in,
)
from consultations.panels.codesign.rooms.stages import Stage
from consultations.panels.ids import random_id
from consultations.panels.models import GONE, Membership, Panel, PanelMember
from consultations.panels.people.profile import is_her
from consultations.panels.people.sending import MemberIsGone, send_to_member
from consultations.panels.permissions import require_coordinator
from consultations.panels.selectors import may_meet
from consultations.promises.words import Words


class NotThisRoom(Exception):
    """She can't come into this one. Nobody is told why."""


class SeeToFirst(NotThisRoom):
    """She, or somebody in it, says whom she must not meet, and nobody has seen to it. Nobody is
    told whose words they are."""


class NoBrief(Exception):
    """This brief was not written for the panel's area, or another one stands now."""


@transaction.atomic
def open_room(*, user: Any, panel: Panel, brief: Brief, title: str, **fields: Any) -> Room:
    """Open a room with a brief. Raises PermissionDenied, NoBrief."""
    require_coordinator(user, panel)
    if not briefs_for_panel(panel).filter(pk=brief.pk).exists():
        raise NoBrief
    room = Room.objects.create(panel=panel, brief=brief, title=title, made_by=user, **fields)
    audit(user=user, action="opened a room", subject=f"room {room.pk}")
    return room


@transaction.atomic
def let_in(*, user: Any, room: Room, member: PanelMember) -> InRoom:
    """Let a member in, and tell her. Raises PermissionDenied, NotThisRoom for who must not meet
    somebody in it or is not on the panel now, SeeToFirst, and NotNow once it is closed."""
    locked = held(user, room)
    if not could_come_in(locked).filter(pk=member.pk).exists():
        raise NotThisRoom
    if not may_meet(member, PanelMember.objects.filter(pk__in=_present(locked))):
        raise NotThisRoom
    if names_wait(locked, member):
        raise SeeToFirst
    place, _new = InRoom.objects.update_or_create(
        room=locked, member=member, defaults={"left_on": None, "left_herself": False}
    )
    audit(user=user, action="let a member into a room", subject=f"room {locked.pk}")
    _tell_her(member, locked)
    return place


@transaction.atomic
def take_out(*, user: Any, room: Room, member: PanelMember) -> None:
    """Take a member out of a room, and tell her; what she said stays hers. Raises
    PermissionDenied."""
    require_facilitator(user, room)
    if _leave(room, member, herself=False):
        _tell_her_that_she_is_out(member, room)
    audit(user=user, action="took a member out of a room", subject=f"room {room.pk}")


@transaction.atomic
def leave_room(*, user: Any, room: Room, member: PanelMember) -> None:
    """She leaves: at once, and without a reason. Raises PermissionDenied for anybody else."""
    if not is_her(user, member):
        raise PermissionDenied
    _leave(room, member, herself=True)


def end_places(place: Membership) -> None:
    """With her place on the panel, her places in its rooms end. A break ends none."""
    if place.state in GONE:
        rows = InRoom.objects.filter(room__panel=place.panel_id, member=place.member_id)
        rows.filter(left_on=None).update(left_on=timezone.localdate())


def _leave(room: Room, member: PanelMember, *, herself: bool) -> bool:
    """Whether she was in it."""
    places = InRoom.objects.filter(room=room, member=member, left_on=None)
    return bool(places.update(left_on=timezone.localdate(), left_herself=herself))


@transaction.atomic
def move_stage(*, user: Any, room: Room, to: str) -> Room:
    """Go to another stage, on or back: for everyone at once. Raises PermissionDenied, NotNow once
    it is closed, ValueError for no stage."""
    locked = held(user, room)
    locked.stage = Stage(to)
    locked.save(update_fields=["stage"])
    audit(user=user, action=f"room: {locked.stage}", subject=f"room {locked.pk}")
    for activity in locked.activities.all():
        tell_that_it_is_open(locked, activity)
    return locked


def held(user: Any, room: Room) -> Room:
    """The row as it is now, for its facilitator. Raises PermissionDenied, NotNow once closed."""
    rows = Room.objects.select_for_update(of=("self",)).select_related("panel__area")
    locked = rows.get(pk=room.pk)
    require_facilitator(user, locked)
    if not locked.is_open:
        raise NotNow
    return locked


def _present(room: Room) -> Any:
    return InRoom.objects.filter(room=room, left_on=None).values("member")


def _tell_her(member: PanelMember, room: Room) -> None:
    with override(member.language):
        title = _("There is a room for you")
        text = _(
            "You can go into a room on your page: %(title)s. What you say there, you say in your "
            "own time. You can leave it by one press, and nobody asks why."
        ) % {"title": room.title}
    _send(member, f"room {room.pk} in {random_id()}", title, text)


def _tell_her_that_she_is_out(member: PanelMember, room: Room) -> None:
    with override(member.language):
        title = _("A message for you")  # it may be read over her shoulder
        text = _(
            "You are not in this room any more: %(title)s. What you said there stays yours: you "
            "can take it back below “Rooms”. Ring if you want to know more, or want to talk "
            "about it."
        ) % {"title": room.title}
    _send(member, f"room {room.pk} out {random_id()}", title, text)


def _send(member: PanelMember, key: str, title: str, text: str) -> None:
    """`key` is of this one time: a second press lets nobody in, or out, and tells nothing."""
    try:
        send_to_member(member=member, key=key, title=title, text=text)
    except MemberIsGone:  # nobody to tell
        return


def tell_room(room: Room, about: str, words: Any) -> None:
    """Tell everyone who may go in something, each in her language: for whom the room rests, it
    would be a door that is shut. `words()` gives title and text."""
    for member in who_may_go_in(room):
        with override(member.language):
            title, text = words()
        key = f"room {room.pk} {about}"
        send_to_member(member=member, key=key, title=title, text=text)


def tell_that_it_is_open(room: Room, activity: Any) -> None:
    """Tell everyone in it once, when she can do something in this activity."""
    if activity.state != activity.State.OPEN or activity.stage != room.now:
        return

    def words() -> tuple[str, str]:
        question = Words(activity.question, activity.question_cy)
        text = _(
            "In the room “%(title)s” something is open now: %(question)s You can take part in "
            "your own time, or pass."
        ) % {"title": Words(room.title, room.title_cy), "question": question}
        if activity.closes_on:
            day = date_format(activity.closes_on, "j F Y")
            text += " " + _("Planned to close on %(day)s.") % {"day": day}
        return _("Something new for you"), text

    tell_room(room, f"opened {activity.pk}", words)
