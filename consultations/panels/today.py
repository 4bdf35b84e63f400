"""How much of panels waits for somebody, on the first screen. What of sessions it is stands below
it, in a panel of its own."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from core.today import Line


def messages_by_hand(user: Any) -> Iterator[Line]:
    """Calls, texts and letters for members of hers that a person has to see to."""
    from consultations.panels.people.staff.selectors import to_do_for
    from consultations.panels.permissions import COORDINATE

    if not user.has_perm(COORDINATE):
        return
    if number := len(to_do_for(user)):
        words = ngettext(
            "%(n)s message for a panel member has to be sent by hand",
            "%(n)s messages for panel members have to be sent by hand",
            number,
        )
        yield Line(words % {"n": number}, reverse("members:to_do"))


def named_to_keep_away_from(user: Any) -> Iterator[Line]:
    """Women of hers who told us whom they must not meet, and wait for somebody to see to it."""
    from consultations.panels.people.naming import needs_records, waiting_for
    from consultations.panels.permissions import COORDINATE

    if not user.has_perm(COORDINATE):
        return
    user.needs_records = needs_records(user)  # what waits in sessions asks them too (due)
    if number := len(waiting_for(user, user.needs_records)):
        words = ngettext(
            "%(n)s woman has told us of somebody she must not meet: see to it",
            "%(n)s women have told us of somebody they must not meet: see to it",
            number,
        )
        yield Line(words % {"n": number}, f"{reverse('members:list')}#named", is_urgent=True)


def session_work(user: Any) -> Iterator[Line]:
    """What sessions of hers wait for; urgent when a day has gone by."""
    from consultations.panels.sessions.staff.due import due_for
    from consultations.panels.sessions.staff.hooks import has_sessions

    if not has_sessions(user):
        return
    due = due_for(user)
    user.due_on_sessions = due  # the panel below shows the same, on the same page (hooks)
    if due:
        words = ngettext(
            "%(n)s thing about a session waits for you",
            "%(n)s things about sessions wait for you",
            len(due),
        )
        late = any(one.is_late for one in due)
        yield Line(words % {"n": len(due)}, "#sessions-waiting", is_urgent=late)
