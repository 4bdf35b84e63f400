"""What may follow what, of panels and of their sessions: a table each, state × actor × action."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from consultations.panels.models import Panel, Session
from consultations.panels.people.places import Step
from consultations.panels.sessions.permissions import COORDINATOR, SECOND

S, P = Session.State, Panel.State
HERS = frozenset({COORDINATOR})
SESSION: dict[str, Step] = {
    "approve": Step(frozenset({S.DRAFT}), S.APPROVED, frozenset({SECOND})),
    "rework": Step(frozenset({S.APPROVED}), S.DRAFT, frozenset({COORDINATOR, SECOND})),
    # Of a plan that changed after women were asked: it stays where it is ("").
    "approve_again": Step(frozenset({S.OPEN, S.BRIEFED, S.READY}), "", frozenset({SECOND})),
    "open": Step(frozenset({S.APPROVED}), S.OPEN, HERS),
    "brief": Step(frozenset({S.OPEN}), S.BRIEFED, HERS),
    "make_ready": Step(frozenset({S.BRIEFED}), S.READY, HERS),
    "begin": Step(frozenset({S.READY}), S.LIVE, HERS),
    "was_held": Step(frozenset({S.READY}), S.DONE, HERS),  # nobody pressed it on the day
    "end": Step(frozenset({S.LIVE}), S.DONE, HERS),
    "tell": Step(frozenset({S.DONE}), S.TOLD, HERS),
    "close": Step(frozenset({S.TOLD}), S.CLOSED, HERS),
    "cancel": Step(frozenset({S.DRAFT, S.APPROVED, S.OPEN, S.BRIEFED, S.READY}), S.CANCELLED, HERS),
}
PANEL: dict[str, Step] = {
    "recruit": Step(frozenset({P.DRAFT}), P.RECRUITING, HERS),
    "start": Step(frozenset({P.RECRUITING}), P.ACTIVE, HERS),
    "pause": Step(frozenset({P.RECRUITING, P.ACTIVE}), P.PAUSED, HERS),
    "resume": Step(frozenset({P.PAUSED}), P.ACTIVE, HERS),
    "close": Step(frozenset({P.DRAFT, P.RECRUITING, P.ACTIVE, P.PAUSED}), P.CLOSED, HERS),
}
# The road that is drawn on the screens, without what leads off it.
SESSION_ROAD = [state for state in S if state != S.CANCELLED]
PANEL_ROAD = [P.DRAFT, P.RECRUITING, P.ACTIVE, P.CLOSED]


@dataclass(frozen=True)
class Words:
    """A step as a button: what stands on it, and what happens by it."""

    button: Any
    means: Any


SESSION_WORDS = {
    "approve": Words(_("Approve the plan"), _("You say: this is safe and worth the women’s time.")),
    "approve_again": Words(
        _("Approve the plan as it is now"),
        _("You say: as it stands now, this is safe and worth the women’s time."),
    ),
    "rework": Words(_("Back to draft"), _("The plan is changed, and approved again.")),
    "open": Words(
        _("Open invitations"), _("Nobody is written to yet: next you choose whom to ask.")
    ),
    "brief": Words(
        _("Send the briefing"), _("It goes to everyone who is asked and has not said no.")
    ),
    "make_ready": Words(
        _("It is ready"), _("Who said yes or maybe is told that everything is in place.")
    ),
    "begin": Words(_("It begins"), _("From now on no answer can be changed.")),
    "was_held": Words(
        _("It was held"), _("On its day, and nobody noted that it began. Next: note who was there.")
    ),
    "end": Words(_("It is over"), _("Next: note who was there, and write the minutes.")),
    "tell": Words(
        _("Tell them what came of it"), _("What you wrote goes to everyone who was asked.")
    ),
    "close": Words(_("Close it"), _("Nothing is owed to anybody any more.")),
}
PANEL_WORDS = {
    "recruit": Words(_("Look for members"), _("Women can be invited.")),
    "start": Words(_("Start the panel"), _("Sessions can be planned with those who agreed.")),
    "pause": Words(_("Pause it"), _("Members are told. They keep their places.")),
    "resume": Words(_("Go on"), _("Members are told.")),
    "close": Words(_("Close the panel"), _("Members are told and thanked. It can’t be undone.")),
}
