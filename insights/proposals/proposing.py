"""Looks for themes that the codebook lacks. It reads redacted text and writes proposals alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from consultations.models import ConsultationPage
from consultations.selectors import source_of
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import (
    Codebook,
    Proposal,
    ProposalMember,
    ProposalQuote,
)
from insights.proposals.selectors import Unexplained, proposals_for, unexplained_texts
from insights.selectors import theming_of
from insights.services.suggestions import NoCodebook

if TYPE_CHECKING:  # heavy: loaded by the worker when it looks (trap 4)
    from insights.analysis.proposals import Proposal as Found

LONGEST_NAME = 120


@dataclass(frozen=True)
class ProposalReport:
    """What one look did: women whom no theme explains, proposals made, and those left out since a
    person had decided on nearly the same words."""

    unexplained: int
    proposed: int
    decided_before: int


def propose_themes(
    *, consultation: ConsultationPage, go_on: Callable[[], None] = lambda: None
) -> ProposalReport:
    """Look for new themes in what no theme explains. Replaces open proposals, keeps decided ones.

    The last part of a run: what is explained is what it has just suggested, and what people coded.
    Raises NoCodebook, and what `go_on` raises: it is asked again and again whether to go on.
    """
    theming = theming_of(consultation)
    if theming is None:
        raise NoCodebook("Choose a codebook for this consultation first.")
    from insights.analysis.proposals import nearly_the_same, propose
    from insights.analysis.stopwords import STOPWORDS

    go_on()
    said = unexplained_texts(consultation)
    found = propose([woman.text for woman in said], stopwords=STOPWORDS, go_on=go_on)
    with transaction.atomic():
        proposals_for(consultation, Proposal.State.OPEN).delete()
        decided = list(proposals_for(consultation).values_list("words", flat=True))
        new = [f for f in found if not any(nearly_the_same(f.words, words) for words in decided)]
        codebook = Codebook.objects.get(pk=theming.codebook_id)
        made = [_store(one, said, consultation, codebook) for one in new]
    return ProposalReport(len(said), sum(made), len(found) - len(new))


def _store(
    found: Found, said: Sequence[Unexplained], consultation: ConsultationPage, codebook: Codebook
) -> bool:
    """Keep a proposal, unless words were taken back while the machine looked and too few stay."""
    from insights.analysis.enough import FEWEST
    from insights.analysis.proposals import ENGINE

    rows = responses_for(use=Use.READING_TEAM, consultation=consultation)
    wanted = {piece.response for m in found.members for piece in said[m.text].pieces}
    there = set(rows.filter(pk__in=wanted).values_list("pk", flat=True))
    weights = {
        piece.response: member.weight
        for member in found.members
        for piece in said[member.text].pieces
        if piece.response in there
    }
    if sum(any(p.response in there for p in said[m.text].pieces) for m in found.members) < FEWEST:
        return False
    proposal = Proposal.objects.create(
        consultation=source_of(consultation),
        codebook=codebook,
        codebook_version=codebook.version,
        engine=ENGINE,
        name=found.name[:LONGEST_NAME],
        words=list(found.words),
    )
    ProposalMember.objects.bulk_create(
        ProposalMember(proposal=proposal, response_id=response, weight=weight)
        for response, weight in weights.items()
    )
    places = [(said[q.text].piece_at(q.start), q) for q in found.quotes]
    ProposalQuote.objects.bulk_create(
        ProposalQuote(
            proposal=proposal,
            response_id=piece.response,
            answer=piece.answer,
            translated=piece.translated,
            start=quote.start - piece.begins,
            end=quote.end - piece.begins,
        )
        for piece, quote in places
        if piece.response in there
    )
    return True
