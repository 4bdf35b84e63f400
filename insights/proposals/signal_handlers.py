"""What proposals do when a response leaves or its words change. Connected in apps.py."""

from typing import Any

from django.db.models import QuerySet

from feedback.models import Response
from insights.analysis.enough import FEWEST
from insights.proposals.models import Proposal, ProposalMember, ProposalQuote
from insights.selectors.women import women

GONE_WITH_ITS_WOMEN = (Proposal.State.OPEN, Proposal.State.DISCARDED)


def forget_small_proposals(
    sender: type[ProposalMember], instance: ProposalMember, origin: Any = None, **kwargs: Any
) -> None:
    """A response has left: where fewer than FEWEST women stay, name and words go too, since they
    could be one woman's. What a person made a theme of stays: the codebook is hers to change.

    After the delete and not before, so that several that go at once are all counted as gone.
    """
    model = origin.model if isinstance(origin, QuerySet) else type(origin)
    if model is Proposal:
        return  # it is going anyway
    left: dict[str, int] = ProposalMember.objects.filter(proposal=instance.proposal_id).aggregate(
        n=women("response__")
    )
    if left["n"] < FEWEST:
        Proposal.objects.filter(pk=instance.proposal_id, state__in=GONE_WITH_ITS_WOMEN).delete()


def forget_old_places(sender: type[Response], response: Response, **kwargs: Any) -> None:
    """Stored words changed: a quote that pointed into the old ones would show others."""
    ProposalQuote.objects.filter(response=response).delete()
