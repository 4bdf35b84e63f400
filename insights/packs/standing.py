"""How far the signing of a pack is, in plain words."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from insights.models import PackMaking, ReviewPack

State, Reason = PackMaking.State, PackMaking.Reason


@dataclass(frozen=True)
class Signing:
    """The last signing that was asked for, and a sentence or two on it."""

    making: PackMaking
    said: str


def last_signing(pack: ReviewPack) -> Signing | None:
    """How the last one stands, whatever became of it. None before the first."""
    making = PackMaking.objects.filter(pack=pack).order_by("-pk").first()
    return Signing(making, said_of(making)) if making else None


def signing_of(pack: ReviewPack) -> Signing | None:
    """The same as long as it says more than the pack itself, which says that it is signed."""
    return last_signing(pack) if pack.status == ReviewPack.Status.DRAFT else None


def said_of(making: PackMaking) -> str:
    """Where it stands and, where it failed, what to do."""
    if making.state == State.WAITING:
        return _waiting(making)
    if making.state == State.RUNNING:
        return _step(making)
    if making.state == State.CANCELLED:
        return _("Signing was stopped on %(day)s. The draft is as it was.") % {"day": _day(making)}
    if making.state == State.DONE:
        return _("Signed on %(day)s.") % {"day": _day(making)}
    failed = _("Signing failed on %(day)s; the draft is as it was.") % {"day": _day(making)}
    return f"{failed} {_what_to_do(making)}"


def _waiting(making: PackMaking) -> str:
    if making.started_on < timezone.localdate():
        return _(
            "Asked for on %(day)s, and nobody has begun. Tell whoever runs the server that the "
            "worker does nothing."
        ) % {"day": date_format(making.started_on, "j F")}
    return _("Waiting for the worker to sign it for you.")


def _step(making: PackMaking) -> str:
    steps = {
        1: _("looking whether anything is missing"),
        2: _("working out both editions and freezing them"),
    }
    told = _("Being signed for you: step %(step)d of %(of)d, %(what)s.")
    return told % {"step": making.step, "of": making.of, "what": steps.get(making.step, "")}


def _what_to_do(making: PackMaking) -> str:
    if making.reason == Reason.MISSING:
        return _("Something was missing by then: it stands below, or was put right since.")
    if making.reason == Reason.CHANGED:
        return _(
            "What it is made of changed after you pressed Sign: an answer, a theme or a quote. "
            "Read both editions again, then sign."
        )
    if making.reason == Reason.REFUSED:
        return _("You may not sign here any more, or somebody else has signed.")
    if making.reason == Reason.LEFT:
        return _(
            "It was begun and never came to its end. Sign again, and tell who runs the server."
        )
    return _("Something went wrong. Sign again; if that fails too, tell who runs the server.")


def _day(making: PackMaking) -> str:
    return date_format(making.ended_on or making.started_on, "j F")
