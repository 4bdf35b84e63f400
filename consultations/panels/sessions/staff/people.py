"""What the screens about women show: needs are opened together, with one line in the log."""

from typing import Any

from accounts.services import audit
from consultations.panels.models import Attendance, PanelMember, Session
from consultations.panels.people.naming import waiting_among
from consultations.panels.people.profile import note_opened
from consultations.panels.people.staff.by_hand import reach_rows
from consultations.panels.sessions.asks import adjustments_of, asked_by
from consultations.panels.sessions.held import NEEDS_OPENED
from consultations.panels.sessions.profile_needs import (
    Known,
    known_here,
    known_needs,
    names_in,
    not_named_yet,
    waits,
)
from consultations.panels.sessions.selectors import (
    ENDED,
    apart_in,
    asked,
    contact_due_by,
    contacts_due,
    could_be_asked,
    is_here,
    kept_places,
)
from consultations.panels.sessions.times import seems_to_clash


def needs_of_all(user: Any, session: Session, members: list[PanelMember]) -> dict[int, Known]:
    """Member id → what she told of her needs; who told nothing isn't there. Reading it for a whole
    session is one look, and leaves one line: also where there was nothing to read."""
    note_needs_opened(user, session, members)
    return known_needs(member.pk for member in members)


def note_needs_opened(user: Any, session: Session, women: list[Any]) -> None:
    if women:
        audit(user=user, action=NEEDS_OPENED, subject=f"session {session.pk}")


def to_ask(user: Any, session: Session) -> dict[str, Any]:
    """Members who aren't asked yet, each with what she said about times; and how many places are
    free. Whom she must not meet is not among what is shown."""
    members = could_be_asked(session)
    needs = needs_of_all(user, session, members)
    women = [*(one.member_id for one in kept_places(session)), *(one.pk for one in members)]
    waiting = waiting_among(session.panel, women, names_in(known_here(session) | needs))
    rows = [
        {"member": m, "times": _times(session, needs.get(m.pk)), "waits": m.pk in waiting}
        for m in members
    ]
    free = max(0, session.capacity - len(kept_places(session)))
    return {"rows": rows, "free": free, "places": asked(session)}


def who_comes(user: Any, session: Session) -> list[dict[str, Any]]:
    """Each who is asked: her answer, what she asked for, and what stands in her profile."""
    places = asked(session)
    needs = known_here(session)
    note_needs_opened(user, session, places)
    apart: dict[int, list[str]] = {}
    for first, second in apart_in(session):
        apart.setdefault(first.pk, []).append(str(second.member))
        apart.setdefault(second.pk, []).append(str(first.member))
    waiting = {member.pk for member in not_named_yet(session)}
    return [
        {
            "place": place,
            "names_wait": place.member_id in waiting,
            "is_here": is_here(place),
            "asked": asked_by(place.requests.all(), place.member_id),
            "needs": known.rows if (known := needs.get(place.member_id)) else [],
            "needs_wait": waits(place, known) and place.keeps_place,
            "times": _times(session, known),
            "apart": apart.get(place.pk, []),
        }
        for place in places
    ]


def who_was_there(user: Any, session: Session) -> list[dict[str, Any]]:
    """Each who might have come, and how it was. What was changed for whom leaves a line each."""
    places = [place for place in asked(session) if _counts(place)]
    changed = [place.member for place in places if place.sealed]
    note_opened(user=user, members=changed, action="opened adjustments of member")
    due = [place.member for place in contacts_due(session)]
    note_opened(user=user, members=due, action="opened to do for a member")
    reach = reach_rows(due) if due else {}
    return [
        {
            "place": place,
            "adjustments": adjustments_of(place),
            "reach": reach.get(place.member_id),
            "by": contact_due_by(place) if place.contact_due_on else None,
            "is_away": place.is_contact_owed and not is_here(place) and session.state not in ENDED,
        }
        for place in places
    ]


def _counts(place: Attendance) -> bool:
    """Who never answered may have come all the same; who said no has not."""
    return place.keeps_place or bool(place.came) or place.is_contact_owed


def _times(session: Session, known: Known | None) -> dict[str, Any] | None:
    """Her words about times, always to be read by a person; and whether they seem to clash."""
    if known is None or not known.needs.not_free.strip():
        return None
    return {
        "words": known.needs.not_free,
        "clash": seems_to_clash(known.needs.not_free, session.starts_at, session.ends_at),
    }
