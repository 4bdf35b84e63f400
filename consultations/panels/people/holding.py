"""Everything that we hold about a member, for her: on a page, and as a file to take away."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.log.selectors import about
from accounts.members.selectors import how_she_comes_in
from consultations.panels.models import (
    Agreement,
    Membership,
    Message,
    NewAddress,
    OneTimeCode,
    PanelMember,
    PersonalRecord,
)
from consultations.panels.people.addressing import waiting_address
from consultations.panels.people.forms import shown as shown_part
from consultations.panels.people.profile import all_parts
from consultations.panels.people.tables import Table, plain, shown

Section = tuple[str, list[tuple[str, str]]]
# Other parts of panels add what they hold: each takes the member and gives sections, or plain data.
Teller = Any
_tellers: list[Teller] = []
# Tables that say something about her, here and elsewhere.
TABLES: list[Table] = []
INNER = {"id": "a random number", "member": "it is she"}


def register_teller(tell: Teller, *tables: Table) -> None:
    """Sessions and payments say here what they hold of hers: `tell(member)` gives a pair of
    (sections for reading, data for the file)."""
    if tell not in _tellers:
        _tellers.append(tell)
        TABLES.extend(tables)


NAME = Table(
    PanelMember,
    {
        "chosen_name": gettext_lazy("Name"),
        "pronouns": gettext_lazy("Pronouns"),
        "language": gettext_lazy("Language"),
    },
    {"id": "a random number", "user": "the login: told by how she comes in"},
    lambda row: _("Your name on the panel"),
)
PARTS = Table(
    PersonalRecord,
    {"changed_on": gettext_lazy("Last changed on")},
    {
        **INNER,
        "part": "the heading",
        "sealed": "opened, as the rows of its part",
        "named_as": "a mark of whom she names, as it was when that was seen to",
        "named_on": "it would tell when others came",
    },
    lambda row: str(row.get_part_display()),
)
PLACES = Table(
    Membership,
    {
        "panel": gettext_lazy("Panel"),
        "state": gettext_lazy("Where you stand"),
        "since": gettext_lazy("Since"),
    },
    INNER,
    lambda row: str(row.panel),
)
AGREEMENTS = Table(
    Agreement,
    {
        "offered_on": gettext_lazy("Offered on"),
        "language": gettext_lazy("Language"),
        "format": gettext_lazy("How it was given"),
        "agreed_on": gettext_lazy("Agreed on"),
        "credit": gettext_lazy("What you bring in is named"),
        "cooling_off_until": gettext_lazy("You can change your mind until"),
        "review_on": gettext_lazy("We look at it again by"),
        "reviewed_on": gettext_lazy("Looked at again on"),
        "copy_given_on": gettext_lazy("Copy on paper"),
        "withdrawn_on": gettext_lazy("Taken back on"),
        "ended_on": gettext_lazy("Ended on"),
    },
    {"id": "a number in a row", "place": "its panel is the title", "text": "opened"},
    lambda row: (
        _("%(panel)s, version %(number)s")
        % {"panel": row.place.panel.name, "number": row.text.number}
    ),
)
MESSAGES = Table(
    Message,
    {
        "title": gettext_lazy("Title"),
        "text": gettext_lazy("Text"),
        "kind": gettext_lazy("Kind"),
        "channel": gettext_lazy("By which way"),
        "state": gettext_lazy("How far it is"),
        "made_on": gettext_lazy("Written on"),
        "sent_on": gettext_lazy("Sent on"),
        "read_on": gettext_lazy("Read on"),
        "panel": gettext_lazy("Panel"),
        "useful_until": gettext_lazy("Of use until"),
    },
    {
        **INNER,
        "key": "our mark against sending twice: it repeats the title",
        "about": "the session that the title names",
    },
    lambda row: shown(row.made_on),
)
CODES = Table(
    OneTimeCode,
    {"expires_on": gettext_lazy("Works until"), "used_on": gettext_lazy("Used on")},
    {**INNER, "code_hash": "nobody can read the code from it"},
    lambda row: _("A code that works once"),
)
NEW = Table(
    NewAddress,
    {"asked_on": gettext_lazy("Asked on"), "tries": gettext_lazy("Wrong codes typed")},
    {**INNER, "sealed": "opened", "code_hash": "nobody can read the code from it"},
    lambda row: _("A new e-mail address that waits for its code"),
    lambda row: [("email", _("E-mail address"), waiting_address(row.member))],
)
TABLES += [NAME, PARTS, PLACES, AGREEMENTS, MESSAGES, CODES, NEW]
# What staff did with what is hers → words. What isn't here stands as the log has it.
DONE = {
    "invited a member": gettext_lazy("You were invited"),
    "made a one-time code": gettext_lazy("A code was made for you"),
    "read real name of member": gettext_lazy("Your full name was read"),
    "opened identity of member": gettext_lazy("Who you are was opened"),
    "opened needs of member": gettext_lazy("What you need was opened"),
    "opened contact of member": gettext_lazy("How to reach you was opened"),
    "wrote identity of member": gettext_lazy("Who you are was written down"),
    "wrote needs of member": gettext_lazy("What you need was written down"),
    "saw to whom a member must not meet": gettext_lazy("Whom you must not meet was seen to"),
    "wrote contact of member": gettext_lazy("How to reach you was written down"),
    "renamed member": gettext_lazy("Your name on the panel was changed"),
    "opened to do for a member": gettext_lazy("How to reach you was opened, to tell you something"),
    "printed a letter": gettext_lazy("A letter to you was printed"),
    "opened asks of member": gettext_lazy("What you asked for in a session was opened"),
    "opened adjustments of member": gettext_lazy(
        "What was changed for you in a session was opened"
    ),
}


def sections(member: PanelMember) -> list[Section]:
    """What we hold, in plain words, in her language."""
    found: list[Section] = [
        (
            _("Your name on the panel"),
            [
                (str(NAME.labels["chosen_name"]), member.chosen_name),
                (str(NAME.labels["pronouns"]), member.pronouns),
                (str(NAME.labels["language"]), str(member.get_language_display())),
            ],
        )
    ]
    for part, (record, changed_on) in all_parts(member).items():
        rows = list(shown_part(record))
        if changed_on:
            rows.append((str(PARTS.labels["changed_on"]), shown(changed_on)))
        found.append((str(part.label), rows))
    found.append(PLACES.sections(_("Your panels"), _places(member)))
    found.append(AGREEMENTS.sections(_("Your agreements"), _agreements(member)))
    found.append(MESSAGES.sections(_("Messages"), member.messages.all()))
    for tell in _tellers:
        found.extend(tell(member)[0])
    found.append((_("How you come in"), _coming_in(member)))
    found.append((_("What staff did with it"), _done(member)))
    apart = _(
        "Some women are not put in one session. Whether you are one of them, and with whom, we "
        "tell nobody: it keeps each of you safe. What you told us of it stands above."
    )
    found.append((_("Women who must not meet"), [(_("Who"), apart)]))
    return found


def data(member: PanelMember) -> dict[str, Any]:
    """The same for a machine: plain JSON, dates as 2026-11-27."""
    told: dict[str, Any] = {
        **NAME.data(member),
        **{
            part.value: asdict(record) | {"changed_on": plain(changed_on)}
            for part, (record, changed_on) in all_parts(member).items()
        },
        "panels": [PLACES.data(row) for row in _places(member)],
        "agreements": [
            AGREEMENTS.data(a)
            | {"panel": a.place.panel.name, "version": a.text.number, "state": a.state}
            | {"terms": a.text.terms_cy if a.language == "cy" and a.text.terms_cy else a.text.terms}
            for a in _agreements(member)
        ],
        "messages": [MESSAGES.data(row) for row in member.messages.all()],
        "codes": [CODES.data(row) for row in member.codes.all()],
        "new_address": [NEW.data(row) for row in _new(member)],
        "login": how_she_comes_in(member.user) if member.user else {},
        "done_by_staff": [
            {"on": line.at.date().isoformat(), "what": line.action} for line in _lines(member)
        ],
    }
    for tell in _tellers:
        told |= tell(member)[1]
    return told


def _places(member: PanelMember) -> Any:
    return member.memberships.select_related("panel")


def _agreements(member: PanelMember) -> Any:
    return Agreement.objects.filter(place__member=member).select_related("text", "place__panel")


def _new(member: PanelMember) -> Iterable[NewAddress]:
    return NewAddress.objects.filter(member=member).select_related("member")


def _lines(member: PanelMember) -> Any:
    return about(f"member {member.pk}")


def _done(member: PanelMember) -> list[tuple[str, str]]:
    return [(shown(line.at), str(DONE.get(line.action, line.action))) for line in _lines(member)]


def _coming_in(member: PanelMember) -> list[tuple[str, str]]:
    rows = [CODES.said(row) for row in member.codes.all()]
    rows += [NEW.said(row) for row in _new(member)]
    if member.user is None:
        return rows
    told = how_she_comes_in(member.user)
    if member.user.last_login:
        rows.append((_("Last time you logged in"), shown(member.user.last_login)))
    rows.append((_("Phones or computers where you are logged in"), str(told["open_sessions"])))
    rows += [(_("Passkey"), f"{key['name']}, {key['made_on']}") for key in told["passkeys"]]
    return rows
