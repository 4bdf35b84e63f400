"""A fee after she has chosen: approved by somebody else, come, come back, sent again, given."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.services import audit
from consultations.panels.models import Advice, Fee
from consultations.panels.pay.choosing import TAKES, locked
from consultations.panels.pay.custody import follow_custody
from consultations.panels.pay.owed import Choice, Method
from consultations.panels.pay.permissions import SHE
from consultations.panels.pay.telling import came_back, tell
from consultations.panels.services import NotFromHere

S = Fee.State


class Lacks(Exception):
    """Something has to be done first: `what` says what, for people."""

    def __init__(self, what: list[str]) -> None:
        super().__init__(" ".join(what))
        self.what = what


def lacks(fee: Fee) -> Iterator[str]:
    """What is missing before it can be approved. To decline, or to give it away, needs nothing."""
    if fee.choice not in TAKES:
        return
    if fee.member is not None and not Advice.objects.filter(member=fee.member).exists():
        yield _("Offer her independent advice on benefits first, and note that you did.")
    if fee.method == Method.GOVERNOR and fee.governor_agreed_on is None:
        yield _("Note what the governor agreed to, and when.")


@transaction.atomic
def approve(*, user: Any, fee: Fee) -> Fee:
    """Neither the payee nor who made the session. A no becomes declined, without any amount.
    Raises PermissionDenied, NotFromHere, Lacks."""
    found, _who = locked(fee, user, "approve")
    if missing := list(lacks(found)):
        raise Lacks(missing)
    found.state = S.DECLINED if found.choice == Choice.DECLINE else S.APPROVED
    found.approved_on, found.approved_by = timezone.localdate(), user
    found.save(update_fields=["state", "approved_on", "approved_by"])
    audit(user=user, action=f"fee: {found.state}", subject=f"fee {found.reference}")
    return found


@transaction.atomic
def give(*, user: Any, fee: Fee) -> Fee:
    """The charity has it. Raises PermissionDenied, NotFromHere."""
    found, _who = locked(fee, user, "give")
    if found.choice != Choice.DONATE:
        raise NotFromHere
    found.state, found.sent_on = S.DONATED, timezone.localdate()
    found.save(update_fields=["state", "sent_on"])
    audit(user=user, action="gave a fee to a charity", subject=f"fee {found.reference}")
    return found


@transaction.atomic
def receive(*, user: Any, fee: Fee) -> Fee:
    """It came. Raises PermissionDenied, NotFromHere."""
    found, who = locked(fee, user, "receive")
    found.state, found.received_on = S.RECEIVED, timezone.localdate()
    found.missing_said_on = None
    found.save(update_fields=["state", "received_on", "missing_said_on"])
    if SHE not in who:
        audit(user=user, action="noted that a fee came", subject=f"fee {found.reference}")
    return found


@transaction.atomic
def miss(*, user: Any, fee: Fee) -> Fee:
    """It has not come: finance looks. Raises PermissionDenied, NotFromHere."""
    found, _who = locked(fee, user, "miss")
    found.missing_said_on = found.missing_said_on or timezone.localdate()
    found.save(update_fields=["missing_said_on"])
    return found


@transaction.atomic
def fail(*, user: Any, fee: Fee) -> Fee:
    """It came back from the bank, or was never picked up, whatever was noted before: "it came" may
    have been said of another. She is told. Raises PermissionDenied, NotFromHere."""
    found, _who = locked(fee, user, "fail")
    found.state, found.missing_said_on, found.received_on = S.FAILED, None, None
    found.times += 1
    found.save(update_fields=["state", "times", "missing_said_on", "received_on"])
    for line in found.lines.filter(failed_on=None):
        line.failed_on = timezone.localdate()
        line.save(update_fields=["failed_on"])
    audit(user=user, action="noted that a fee came back", subject=f"fee {found.reference}")
    follow_custody(found)
    tell(found, f"back {found.times}", came_back)
    return found


@transaction.atomic
def reissue(*, user: Any, fee: Fee) -> Fee:
    """Once what was wrong is right: it goes into the next run. Raises PermissionDenied,
    NotFromHere."""
    found, _who = locked(fee, user, "reissue")
    found.state = S.REISSUED
    found.save(update_fields=["state"])
    audit(user=user, action="put a fee down to be sent again", subject=f"fee {found.reference}")
    return found
