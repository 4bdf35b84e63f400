"""Everything that we hold about a member, for her: on a page, and as a file to take away."""

from dataclasses import asdict
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from consultations.panels.models import PanelMember
from consultations.panels.people.forms import shown
from consultations.panels.people.profile import part_of
from consultations.panels.people.records import Part
from consultations.panels.people.sending import messages_of

Section = tuple[str, list[tuple[str, str]]]
# Other parts of panels add what they hold: each takes the member and gives sections, or plain data.
Teller = Any
_tellers: list[Teller] = []


def register_teller(tell: Teller) -> None:
    """Sessions and payments say here what they hold of hers: `tell(member)` gives a pair of
    (sections for reading, data for the file)."""
    if tell not in _tellers:
        _tellers.append(tell)


def sections(member: PanelMember) -> list[Section]:
    """What we hold, in plain words, in her language."""
    found: list[Section] = [
        (
            _("Your name on the panel"),
            [
                (_("Name"), member.chosen_name),
                (_("Pronouns"), member.pronouns),
                (_("Language"), member.get_language_display()),
            ],
        )
    ]
    for part in Part:
        found.append((str(part.label), list(shown(part_of(member, part)))))
    found.append((_("Your panels"), [_place(place) for place in _places(member)]))
    found.append((_("Your agreements"), [_agreed(a) for a in _agreements(member)]))
    found.append((_("Messages"), [(_day(m.made_on), m.title) for m in messages_of(member)]))
    for tell in _tellers:
        found.extend(tell(member)[0])
    return found


def data(member: PanelMember) -> dict[str, Any]:
    """The same for a machine: plain JSON, dates as 2026-11-27."""
    told: dict[str, Any] = {
        "chosen_name": member.chosen_name,
        "pronouns": member.pronouns,
        "language": member.language,
        **{part.value: asdict(part_of(member, part)) for part in Part},
        "panels": [
            {"panel": p.panel.name, "state": p.state, "since": p.since.isoformat()}
            for p in _places(member)
        ],
        "agreements": [
            {
                "panel": a.place.panel.name,
                "version": a.text.number,
                "state": a.state,
                "offered_on": a.offered_on.isoformat(),
                "agreed_on": a.agreed_on.isoformat() if a.agreed_on else None,
                "credit": a.credit,
                "terms": a.text.terms,
            }
            for a in _agreements(member)
        ],
        "messages": [
            {"day": m.made_on.isoformat(), "title": m.title, "text": m.text}
            for m in messages_of(member)
        ],
    }
    for tell in _tellers:
        told |= tell(member)[1]
    return told


def _places(member: PanelMember) -> Any:
    return member.memberships.select_related("panel")


def _agreements(member: PanelMember) -> list[Any]:
    return [
        agreement
        for place in _places(member)
        for agreement in place.agreements.select_related("text", "place__panel")
    ]


def _place(place: Any) -> tuple[str, str]:
    since = _("%(state)s, since %(day)s") % {
        "state": place.get_state_display(),
        "day": _day(place.since),
    }
    return place.panel.name, since


def _agreed(agreement: Any) -> tuple[str, str]:
    state = agreement.State(agreement.state).label
    day = agreement.agreed_on or agreement.offered_on
    name = _("%(panel)s, version %(number)s")
    named = name % {"panel": agreement.place.panel.name, "number": agreement.text.number}
    return named, f"{state}, {_day(day)}"


def _day(day: Any) -> str:
    return date_format(day, "j F Y")
