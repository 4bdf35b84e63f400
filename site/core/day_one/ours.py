"""What core itself checks: whether mail goes out, and the numbers of helplines."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.day_one.checks import Check, State
from core.day_one.days import day_of

MAIL = "mail"  # the name of the test
NOWHERE = ("console", "dummy", "filebased")  # backends that send nothing to anybody


def mail_is_on() -> bool:
    """Whether mail leaves this machine."""
    return not any(name in settings.EMAIL_BACKEND for name in NOWHERE)


def check_mail(user: Any) -> Iterator[Check]:
    """Mail set up, and tried."""
    why = _("Alarms, invitations to staff and new passwords go by mail.")
    if not mail_is_on():
        yield Check(
            State.DANGER,
            _("Mail goes nowhere: it is only printed on the machine."),
            why,
            _("Set EMAIL_URL and DEFAULT_FROM_EMAIL, and start the site and the worker again."),
        )
        return
    day = day_of(MAIL)
    if day is None:
        what = _("No test mail was sent yet.")
        yield Check(State.TO_DO, what, why, _("Send one to yourself, below."))
    else:
        what = _("A test mail was sent on %(day)s.") % {"day": date_format(day, "j F Y")}
        yield Check(State.FINE, what, why)


def check_helplines(user: Any) -> Iterator[Check]:
    """Numbers that women may ring, and whether somebody looked at them lately."""
    from core.models import STALE_DAYS, Helpline  # models aren't there yet when apps get ready

    why = _("A woman in danger rings the number that she sees. A wrong one is worse than none.")
    lines = list(Helpline.objects.all())
    link, where = reverse("wagtailsnippets_core_helpline:list"), _("Helplines")
    stale = [line for line in lines if line.is_stale]
    if not lines:
        what = _("No helpline is there.")
        yield Check(State.DANGER, what, why, _("Add those for your areas."), link, where)
    elif stale:
        what = _("%(stale)s of %(all)s helplines were not checked for more than %(days)s days.") % {
            "stale": len(stale),
            "all": len(lines),
            "days": STALE_DAYS,
        }
        now = _("Look each up at its source, and set the day on which you did.")
        yield Check(State.TO_DO, what, why, now, link, where)
    else:
        oldest = date_format(min(line.checked_on for line in lines), "j F Y")
        what = _("All %(all)s helplines were checked, none before %(day)s.")
        yield Check(State.FINE, what % {"all": len(lines), "day": oldest}, why)
