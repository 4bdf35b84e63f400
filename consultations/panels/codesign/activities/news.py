"""What is new in a room since her page was made, for an old phone: 2,048 bytes at most.

Nothing in it depends on votes: neither that one was cast, nor how many. The same is true of the
size and of when it changes.
"""

import hashlib
import json
from typing import Any

from consultations.panels.codesign.activities.models import Activity
from consultations.panels.codesign.activities.shown import apart_from, who_said
from consultations.panels.codesign.rooms.models import Room
from consultations.panels.models import PanelMember

MOST_BYTES = 2_048
LONGEST = 300  # characters of a card; the page itself has all of it


def mark_of_room(room: Room) -> str:
    """Another one when the stage, an activity or what is recommended changes."""
    states = list(room.activities.order_by("pk").values_list("pk", "state"))
    asks = list(room.recommendations.order_by("pk").values_list("pk", "sent_on", "answered_on"))
    return _mark([room.now, states, asks])


def mark_of(activity: Activity) -> str:
    """Another one when it opens or closes, or the room goes on. New cards are counted apart."""
    return _mark([activity.state, activity.room.now])


def last_number(activity: Activity) -> int:
    """The number of its last card; nought for a vote, which gets none."""
    if activity.is_vote:
        return 0
    last = activity.cards.order_by("-number").values_list("number", flat=True).first()
    return int(last or 0)


def news_of(
    activity: Activity, member: PanelMember, *, mark: str, after: int
) -> dict[str, Any] | None:
    """{"mark", "after", "cards": [[words, who]], "changed", "more"}, or nothing where nothing is
    new. A card that may be hard to read comes without its words."""
    now, last = mark_of(activity), last_number(activity)
    if now == mark and last <= after:
        return None
    told: dict[str, Any] = {"mark": now, "after": last, "cards": [], "changed": now != mark}
    if not activity.is_closed and not activity.is_vote:
        rows = activity.cards.filter(number__gt=after, is_hidden=False).select_related("author")
        new = list(rows.exclude(author=member).order_by("number")[:20])
        apart = apart_from(member)
        for card in new:
            line = ["" if card.hard else card.text[:LONGEST], who_said(card, member, apart)]
            if _size({**told, "cards": [*told["cards"], line], "more": True}) > MOST_BYTES:
                told["more"] = True
                break
            told["cards"].append(line)
    return told


def _size(told: dict[str, Any]) -> int:
    return len(as_json(told))


def as_json(told: dict[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _mark(parts: Any) -> str:
    return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()[:12]
