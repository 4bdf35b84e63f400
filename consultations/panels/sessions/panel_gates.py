"""What stands before a step of a panel."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.panels.admin_forms import is_somebody_else
from consultations.panels.models import AgreementText, Panel, Session
from consultations.panels.permissions import COORDINATE
from consultations.panels.selectors import who_is_here
from consultations.panels.sessions.gates import OF_PANELS
from consultations.panels.sessions.permissions import has_lead
from consultations.panels.sessions.selectors import ASKING, ENDED
from consultations.stages.gates import Missing, screen

LEAST_MEMBERS = 3  # fewer are no panel: each would be known by what "the panel" says


def _edit(panel: Panel, what: str, field: str) -> Missing:
    address = screen("wagtailsnippets_panels_panel:edit", panel.pk)
    return Missing(what, address and f"{address}#id_{field}", _("Edit the panel"), COORDINATE)


def looked_after(panel: Panel) -> Iterator[Missing]:
    """Somebody for danger, and somebody to complain to who isn't the coordinator."""
    if not has_lead(panel):
        yield _edit(panel, _("Name a safeguarding lead."), "safeguarding_lead")
    if not is_somebody_else(panel.complaints_person, panel.coordinator, panel.phone_person):
        said = _("Who is told of complaints must be somebody else than who runs it.")
        yield _edit(panel, said, "complaints_person")


def agreement_published(panel: Panel) -> Iterator[Missing]:
    """Nobody is asked to join before it is written what is agreed."""
    if not AgreementText.objects.filter(panel=panel).exclude(published_on=None).exists():
        yield Missing(
            _("Write the agreement, and publish it."),
            screen("members:texts", panel.pk),
            _("The agreement"),
            COORDINATE,
        )


def enough_members(panel: Panel) -> Iterator[Missing]:
    number = who_is_here(panel).count()
    if number < LEAST_MEMBERS:
        said = ngettext(
            "%(n)d woman has agreed. A panel begins with %(least)d.",
            "%(n)d women have agreed. A panel begins with %(least)d.",
            number,
        )
        told = said % {"n": number, "least": LEAST_MEMBERS}
        yield Missing(told, screen("members:invite", panel.pk), _("Invite"), COORDINATE)


def nobody_waits(panel: Panel) -> Iterator[Missing]:
    """No session that women were asked to is left hanging."""
    yield from _sessions(panel, panel.sessions.filter(state__in=(*ASKING, Session.State.LIVE)))


def all_over(panel: Panel) -> Iterator[Missing]:
    """Every session is closed or cancelled: nobody waits to hear what came of it."""
    yield from _sessions(panel, panel.sessions.exclude(state__in=ENDED))


def _sessions(panel: Panel, sessions: object) -> Iterator[Missing]:
    for session in sessions:  # type: ignore[attr-defined]
        said = _("“%(session)s” on %(day)s is not over: hold it, or cancel it.")
        told = said % {"session": session, "day": date_format(session.day, "j F Y")}
        yield Missing(
            told, screen("panel_sessions:one", session.pk), _("See the session"), COORDINATE
        )


def register() -> None:
    """For ready()."""
    for name in ("recruit", "start", "resume"):
        OF_PANELS.register(name, looked_after, order=10)
        OF_PANELS.register(name, agreement_published, order=10)
    OF_PANELS.register("start", enough_members, order=20)
    OF_PANELS.register("pause", nobody_waits, order=10)
    OF_PANELS.register("close", all_over, order=10)
