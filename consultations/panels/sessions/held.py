"""What sessions hold about a member: told to her with all the rest, and let go when she leaves."""

from typing import Any

from django.utils.translation import gettext as _

from consultations.panels.models import AccessRequest, Attendance, PanelMember
from consultations.panels.people.holding import Section, register_teller
from consultations.panels.people.leaving import register_forgetter
from consultations.panels.people.sending import register_beside
from consultations.panels.services import register_apart, register_away
from consultations.panels.sessions.asks import Ask, adjustments_of, asked_by
from consultations.panels.sessions.moving import give_up_places, look_at_pair
from consultations.panels.sessions.selectors import sessions_of
from consultations.panels.sessions.wording import title_of, when, where_now


def tell(member: PanelMember) -> tuple[list[Section], dict[str, Any]]:
    """Each session that she was asked to: for reading, and as plain data."""
    places = list(sessions_of(member))
    asked = {p.pk: asked_by(p.requests.all(), member.pk) for p in places}
    rows = [(f"{title_of(p.session)}, {when(p.session)}", _said(p, asked[p.pk])) for p in places]
    data = [_data(p, asked[p.pk]) for p in places]
    return [(_("Sessions"), rows)], {"sessions": data}


def _said(place: Attendance, asked: list[tuple[AccessRequest, Ask]]) -> str:
    lines = [str(place.get_answer_display())]
    for request, ask in asked:
        parts = (str(request.get_answer_display()), ask.how, ask.because, ask.instead)
        lines.append(f"{ask.label}: {' '.join(part for part in parts if part)}")
    if place.came:
        lines.append(str(place.get_came_display()))
    if place.minutes is not None:
        lines.append(_("%(n)d minutes count") % {"n": place.minutes})
    if changed := adjustments_of(place):
        lines.append(_("What was changed for you: %(what)s") % {"what": changed})
    if place.wants_contact:
        lines.append(_("You want somebody to be in touch after."))
    if place.contact_went:
        lines.append(str(place.get_contact_went_display()))
    return "\n".join(lines)


def _data(place: Attendance, asked: list[tuple[AccessRequest, Ask]]) -> dict[str, Any]:
    return {
        "session": title_of(place.session),
        "starts_at": place.session.starts_at.isoformat(),
        "answer": place.answer,
        "by_phone": place.by_phone,
        "asked_for": [
            {
                "what": ask.label,
                "answer": request.answer,
                "how": ask.how,
                "because": ask.because,
                "instead": ask.instead,
            }
            for request, ask in asked
        ],
        "came": place.came,
        "minutes": place.minutes,
        "changed_for_her": adjustments_of(place),
        "wants_contact": place.wants_contact,
        "contact_by": place.contact_by,
        "contact": place.contact_went,
    }


def forget(member: PanelMember, credit: str) -> None:
    """What she needed and who was in touch goes. That somebody was there, and for how long, stays
    as long as her row does: fees that were paid refer to it."""
    AccessRequest.objects.filter(attendance__member=member).delete()
    Attendance.objects.filter(member=member).update(
        sealed=b"",
        by_phone=False,
        wants_contact=False,
        contact_by="",
        contact_due_on=None,
        contact_done_on=None,
        contact_went="",
    )


def register() -> None:
    """For ready()."""
    register_teller(tell)
    register_beside(where_now)
    register_away(give_up_places)
    register_apart(look_at_pair)
    register_forgetter(forget)
