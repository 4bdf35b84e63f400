"""What panels tell on the page *Is everything ready?*: who answers for them, and mail that is
stuck."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.people.permissions import manage_areas
from core.day_one.checks import Check, State


def check_panels(user: Any) -> Iterator[Check]:
    """Panels of the areas that she manages. No member is named: she need not know them."""
    from consultations.panels.models import Message, Panel

    ended = (Panel.State.DRAFT, Panel.State.CLOSED)
    failed = Q(members__messages__state=Message.State.FAILED)
    panels = (
        Panel.objects.filter(area__in=manage_areas(user))
        .exclude(state__in=ended)
        .annotate(stuck=Count("members__messages", filter=failed, distinct=True))
    )
    why = _("Somebody may tell of harm in a session. A lead has to be there for her.")
    alone = [panel for panel in panels if panel.safeguarding_lead_id is None]
    for panel in alone:
        what = _("The panel %(panel)s has no safeguarding lead.") % {"panel": panel}
        yield Check(State.DANGER, what, why, _("Ask its coordinator to name one."))
    if panels and not alone:
        yield Check(State.FINE, _("Each panel has a safeguarding lead."), why)
    if number := max((panel.stuck for panel in panels), default=0):
        what = ngettext(
            "%(n)s message to a panel member could not be sent.",
            "%(n)s messages to panel members could not be sent.",
            number,
        )
        why = _("She waits for it, or comes for nothing.")
        do = _("Try the mail below. Her coordinator sees which one it is, under “To do by hand”.")
        yield Check(State.TO_DO, what % {"n": number}, why, do)
