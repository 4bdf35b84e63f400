"""The demo's codes: two services hand them on, one group for the whole area, one is retired."""

from collections.abc import Iterator

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.review.invites.models import Invite
from feedback.review.invites.services import make_invite, retire_invite

SERVICE, GROUP = Invite.Kind.SERVICE, Invite.Kind.GROUP
# Of the open consultation: who hands the code on, and how many of its women type it.
SERVICES = [("Southdown Women’s Centre", 4), ("Southdown Domestic Abuse Service", 2)]
# For all that the area asks: how many women of the decided one typed it, and whether it is retired.
GROUPS = [("Women of the Harbour", 14, False), ("The Friday Group", 11, True)]
OPEN, DECIDED = "form-1", "form-3"


def make_codes(facilitator: User, consultation: ConsultationPage) -> dict[str, Iterator[str]]:
    """Make them, those of services for this consultation. Form → the codes as its women type them,
    one after another, then none."""
    area = consultation.area
    typed: dict[str, list[str]] = {OPEN: [], DECIDED: []}
    for name, women in SERVICES:
        made = make_invite(
            user=facilitator, area=area, group=name, kind=SERVICE, consultation=consultation
        )
        typed[OPEN] += [made.code] * women
    for name, women, retired in GROUPS:
        made = make_invite(user=facilitator, area=area, group=name, kind=GROUP)
        typed[DECIDED] += [made.code] * women
        if retired:
            retire_invite(user=facilitator, invite=made)
    return {form: iter(codes) for form, codes in typed.items()}
