"""Where pay joins what others do: attendance, leaving, all that we hold, gates, first screen."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.panels.permissions import COORDINATE
from consultations.panels.sessions.noted import register_after_asking, register_after_noting
from consultations.stages.gates import Missing, screen

if TYPE_CHECKING:
    from consultations.panels.models import Session


def register() -> None:
    """For ready()."""
    from consultations.panels.pay import held
    from consultations.panels.pay.offering import keep_card, offer_for
    from consultations.panels.pay.staff.due import due_pay
    from consultations.panels.sessions.gates import OF_SESSIONS
    from core.today import register_today

    register_after_asking(keep_card)
    register_after_noting(offer_for)
    held.register()
    OF_SESSIONS.register("close", settled, order=20)
    register_today(due_pay, order=75)


def settled(session: "Session") -> Iterator[Missing]:
    """A session is closed once nothing is owed for it, nor waits for a rate card. What she leaves
    open is hers, and keeps nothing open."""
    from consultations.panels.models import Fee
    from consultations.panels.pay.offering import unoffered
    from consultations.panels.pay.owed import SETTLED

    rows = Fee.objects.filter(session=session).exclude(state__in=SETTLED)
    owed = rows.exclude(state=Fee.State.OFFERED).count()
    if number := owed + unoffered().filter(session=session).count():
        said = ngettext("%(n)d fee is not paid yet.", "%(n)d fees are not paid yet.", number)
        where = screen("pay:list")
        yield Missing(said % {"n": number}, where, _("See pay"), COORDINATE)
