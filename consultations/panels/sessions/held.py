"""What sessions hold about a member: told to her with all the rest, and let go when she leaves."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.log.selectors import about
from consultations.panels.models import AccessRequest, Attendance, PanelMember
from consultations.panels.people.holding import INNER, Section, register_teller
from consultations.panels.people.leaving import register_forgetter
from consultations.panels.people.sending import register_beside
from consultations.panels.people.tables import More, Table, shown
from consultations.panels.services import register_apart, register_away
from consultations.panels.sessions.asks import Ask, adjustments_of, opened
from consultations.panels.sessions.moving import give_up_places, look_at_pair
from consultations.panels.sessions.wording import title_of, when, where_now

Looks = dict[int, list[date]]  # place → days
NEEDS_OPENED = "opened needs for a session"
# How a session went, where that says more than that she was there.
TELLING = (Attendance.Came.BREAK, Attendance.Came.CONTENT, Attendance.Came.EARLY)


PLACES = Table(
    Attendance,
    {
        "asked_on": gettext_lazy("Asked on"),
        "answer": gettext_lazy("Your answer"),
        "by_phone": gettext_lazy("You join online or by telephone"),
        "came": gettext_lazy("How it went"),
        "minutes": gettext_lazy("Minutes that count"),
        "noted_on": gettext_lazy("Noted on"),
        "pay_due_on": gettext_lazy("Pay is due on"),
        "wants_contact": gettext_lazy("You want somebody to be in touch after"),
        "contact_by": gettext_lazy("Who is in touch"),
        "contact_due_on": gettext_lazy("By when"),
        "contact_done_on": gettext_lazy("Done on"),
        "contact_went": gettext_lazy("How being in touch went"),
        "briefed_on": gettext_lazy("Briefing sent on"),
        "kept_free_on": gettext_lazy("Day that you had kept free"),
        "kept_free_minutes": gettext_lazy("Minutes that you had kept free"),
    },
    {
        **INNER,
        "session": "its title and time are the heading",
        "sealed": "opened",
        "rate_card": "told with her fee, and in the letter of what we pay",
        "needs_as": "a mark of what her profile said when it was seen to",
    },
    lambda row: f"{title_of(row.session)}, {when(row.session)}",
    lambda row: [("changed_for_her", _("What was changed for you"), adjustments_of(row))],
)
ASKED = Table(
    AccessRequest,
    {
        "answer": gettext_lazy("Our answer"),
        "answered_on": gettext_lazy("Answered on"),
        "times": gettext_lazy("How often it was answered"),
    },
    {"id": "a random number", "attendance": "it stands below its session", "sealed": "opened"},
    lambda row: opened(row, row.attendance.member_id).label,
    lambda row: _ask(opened(row, row.attendance.member_id)),
    (AccessRequest.Answer.OPEN, 0),
)


def _ask(ask: Ask) -> More:
    return [
        ("what", _("You asked for"), ask.label),
        ("how", _("In which way"), ask.how),
        ("because", _("Because"), ask.because),
        ("instead", _("Instead"), ask.instead),
    ]


def tell(member: PanelMember) -> tuple[list[Section], dict[str, Any]]:
    """Each session that she was asked to, also while she is on a break: for reading, and as plain
    data."""
    rows = Attendance.objects.filter(member=member).select_related("session__panel", "member")
    places = list(rows.prefetch_related("requests__attendance").order_by("session__starts_at"))
    looks = _looks(places)
    return [(_("Sessions"), [_said(place, looks) for place in places])], {
        "sessions": [_data(place, looks) for place in places]
    }


def _said(place: Attendance, looks: Looks) -> tuple[str, str]:
    title, lines = PLACES.said(place)
    if found := looks[place.pk]:
        days = ", ".join(shown(day) for day in found)
        lines += "\n" + _("What you need was opened for it on: %(days)s") % {"days": days}
    return title, "\n".join([lines, *(ASKED.said(one)[1] for one in place.requests.all())])


def _looks(places: list[Attendance]) -> Looks:
    """The days on which staff opened what those who were asked to a session need, since she was
    one of them."""
    subjects = [f"session {place.session_id}" for place in places]
    days: dict[str, set[date]] = {}
    for line in about(*subjects).filter(action=NEEDS_OPENED):
        days.setdefault(line.subject, set()).add(timezone.localdate(line.at))
    return {
        place.pk: sorted(
            day for day in days.get(f"session {place.session_id}", ()) if day >= place.asked_on
        )
        for place in places
    }


def _data(place: Attendance, looks: Looks) -> dict[str, Any]:
    return PLACES.data(place) | {
        "session": title_of(place.session),
        "starts_at": place.session.starts_at.isoformat(),
        "needs_opened_on": [day.isoformat() for day in looks[place.pk]],
        "asked_for": [ASKED.data(one) for one in place.requests.all()],
    }


def forget(member: PanelMember, credit: str) -> None:
    """What she needed and who was in touch goes, and each session that she wasn't at. That somebody
    was there, and how many minutes count, stays as long as her row does: fees that were paid refer
    to it. How it went for her does not: it may say what she could not bear."""
    hers = Attendance.objects.filter(member=member)
    AccessRequest.objects.filter(attendance__in=hers).delete()
    hers.filter(Q(minutes=None) | Q(minutes=0)).delete()
    hers.filter(came__in=TELLING).update(came=Attendance.Came.PART)
    hers.update(
        sealed=b"",
        answer=Attendance.Answer.YES,
        by_phone=False,
        wants_contact=False,
        contact_by="",
        contact_due_on=None,
        contact_done_on=None,
        contact_went="",
    )


def register() -> None:
    """For ready()."""
    register_teller(tell, PLACES, ASKED)
    register_beside(where_now)
    register_away(give_up_places)
    register_apart(look_at_pair)
    register_forgetter(forget)
