"""What the reading room tells on the page *Is everything ready?*: keys, leads, overdue reading,
backups. Filled in by ready()."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.day_one.checks import Check, State
from core.day_one.days import day_of
from feedback.keys import NoIntakeKey, current_key, has_private_half, retired_with_something
from feedback.review.key_copies import copies_tried
from feedback.review.permissions import set_up_areas

OLD_KEY = 92  # days: at least each quarter (docs/deploy.md)
OLD_BACKUP = 7


def _day(day: Any) -> str:
    return date_format(day, "j F Y")


def check_keys(user: Any) -> Iterator[Check]:
    """The key that answers are sealed to: made, here, copied, the copy tried, and not too old."""
    make = "manage.py create_intake_key"
    try:
        key = current_key()
    except NoIntakeKey:
        why = _("Without a key nothing can be taken in: the form says so to each woman.")
        what = _("No key is there to seal answers to.")
        yield Check(State.DANGER, what, why, _("On the machine:"), command=make)
        return
    yield from _private_halves(key.id)
    yield _copies(key.id)
    why = _("Who gets an old key reads all that was ever sealed to it. A new one ends that.")
    day = _day(key.made_on)
    if key.made_on < timezone.localdate() - timedelta(days=OLD_KEY):
        what = _("The key was made on %(day)s.") % {"day": day}
        do = _("Make a new one, and copy it to the custodians. On the machine:")
        yield Check(State.TO_DO, what, why, do, command=make)
    else:
        yield Check(State.FINE, _("The key was made on %(day)s.") % {"day": day}, why)


def _private_halves(current: str) -> Iterator[Check]:
    why = _("What is sealed to a key can be opened with its private half alone.")
    if not has_private_half(current):
        what = _("The private half of the key is not on this machine: nothing new can be read.")
        do = _(
            "Put a custodian’s copy into INTAKE_KEYS_DIR. See below what to do when none is left."
        )
        yield Check(State.DANGER, what, why, do, "#lost-key", _("When a key is lost"))
    else:
        yield Check(State.FINE, _("The private half of the key is here, and whole."), why)
    for key_id in retired_with_something():
        if not has_private_half(key_id):
            what = _("The private half of the older key %(key)s is missing.") % {"key": key_id}
            do = _("Something is still sealed to it. Put a custodian’s copy into INTAKE_KEYS_DIR.")
            yield Check(State.DANGER, what, why, do, "#lost-key", _("When a key is lost"))


def _copies(key_id: str) -> Check:
    tried, why = copies_tried(key_id), _("When this machine breaks, the copies are all that opens.")
    command = "manage.py try_key_copy FILE"
    if len(tried) >= 2:
        what = _("Two copies of the key were tried, the last on %(day)s.")
        return Check(State.FINE, what % {"day": _day(max(tried))}, why)
    what = ngettext(
        "%(n)s copy of the key was tried. There should be two, with two custodians.",
        "%(n)s copies of the key were tried. There should be two, with two custodians.",
        len(tried),
    )
    do = _("Copy the file to a custodian. Then try her copy, from where she keeps it:")
    state = State.TO_DO if tried else State.DANGER
    return Check(state, what % {"n": len(tried)}, why, do, command=command)


def check_leads(user: Any) -> Iterator[Check]:
    """Who leads each area's safeguarding, and whether anybody could stand in."""
    from accounts.permissions import people_who_may
    from feedback.review.duty.selectors import in_force
    from feedback.review.permissions import DECIDE

    areas, link, where = list(set_up_areas(user)), reverse("reading_room:rooms"), _("Reading rooms")
    leads = in_force(areas)
    for area in areas:
        named = {"area": area.local_name}
        why = _("Readers take what is urgent to her, within hours.")
        if area.pk not in leads:
            what = _("%(area)s has no safeguarding lead today.") % named
            yield Check(State.DANGER, what, why, _("Name one."), link, where)
        elif people_who_may(DECIDE, area).count() < 2:
            what = _("%(area)s: nobody could stand in for the safeguarding lead.") % named
            do = _("Give a second person this role.")
            yield Check(
                State.TO_DO, what, why, do, reverse("people:invite"), _("Invite a colleague")
            )
        else:
            what = _("%(area)s: %(person)s leads today, and somebody could stand in.")
            named["person"] = str(leads[area.pk].person)
            yield Check(State.FINE, what % named, why)


def check_reading(user: Any) -> Iterator[Check]:
    """Whether words are taken in and read in time."""
    from feedback.review.duty.selectors import contact_alarms_for, notices_for

    notices, alarms = notices_for(user), contact_alarms_for(user)
    why = _("A box that nobody opens is an unheard cry for help.")
    room, where = reverse("wagtailadmin_home"), _("First screen")
    for alarm in [*notices.alarms, *alarms]:
        what = f"{alarm.area.local_name}: {alarm.get_kind_display()}."
        do = _("Ask who reads there today. If nobody can, name somebody.")
        yield Check(State.DANGER, what, why, do, room, where)
    if notices.last_sweep:
        what = _("Nothing has been taken in since %(day)s.") % {"day": _day(notices.last_sweep)}
        do = _("The worker has stopped. On the machine, start it again:")
        yield Check(State.DANGER, what, why, do, command="manage.py worker")
    elif not notices.alarms and not alarms:
        yield Check(State.FINE, _("Nothing waits for too long in your areas."), why)


def check_backups(user: Any) -> Iterator[Check]:
    """When the last backup was made here. It is tried on another machine (docs/deploy.md), of which
    this one knows nothing: so that is said, and not judged."""
    why = _("When the disk breaks, all that women said since the last backup is gone.")
    made, today = day_of("backup"), timezone.localdate()
    told = {"day": _day(made)} if made else {}
    what = (
        _("The last backup was made on %(day)s.") % told if made else _("No backup was made yet.")
    )
    if made and made >= today - timedelta(days=OLD_BACKUP):
        do = _("Each quarter, bring one back on another machine, to see that it holds everything.")
        yield Check(State.FINE, what, why, do)
    else:
        do = _("Let the machine make one each night, and move it elsewhere:")
        state = State.TO_DO if made else State.DANGER
        yield Check(state, what, why, do, command="manage.py backup FOLDER")
