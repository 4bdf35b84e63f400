"""Invented answers about two things that no small codebook has, and some about nothing shared."""

from collections.abc import Sequence
from typing import Any

from feedback.models import Form, Response
from feedback.sealing import random_id
from feedback.selectors import answers_for
from feedback.services import ReadResponse, record_responses
from feedback.uses import Use
from insights.models import Proposal, ProposalMember, ProposalQuote
from tests.factories.feedback import make_payload

LAUNDRY = (
    "The washing machine broke and my clothes came back wet.",
    "We had one washing machine for forty of us, so clothes stayed dirty.",
    "Clothes went missing from the washing machine every single visit.",
    "Laundry closed, washing machine broken, no clean clothes for visits.",
    "I washed my clothes in the sink because the laundry was shut.",
    "Somebody stole clothes out of the washing machine again.",
    "No clean clothes since the laundry closed in spring.",
)
BUSES = (
    "There is no bus after six, so evening groups are out of reach.",
    "Two buses and a long walk to reach the groups.",
    "The bus stops at six and evening groups finish at eight.",
    "Missed every evening group: the last bus leaves before it ends.",
    "A later bus would bring me to the evening groups.",
    "They moved the evening group to where no bus stops.",
    "My bus pass ended, so I dropped the evening group.",
)
ODD = (
    "Nobody explained the forms.",
    "My tooth ached for a month.",
    "Christmas cards were lovely.",
    "Sunlight in the garden helped.",
)
MIXED = (*LAUNDRY, *BUSES, *ODD)


def make_unexplained(form: Form, texts: tuple[str, ...] = MIXED, **fields: Any) -> list[Response]:
    """A response of a woman of her own for each text, in bulk, each with a receipt."""
    read = []
    for place, text in enumerate(texts, 1):
        payload = make_payload(form, text, receipt_hash=f"{place:02x}" * 32, **fields)
        read.append(ReadResponse(payload, random_id().to_bytes(32, "big"), payload.answers))
    return record_responses(responses=read)


def make_proposal(responses: Sequence[Response], **fields: Any) -> Proposal:
    """An open proposal, "Evening groups", that these responses are behind."""
    consultation = responses[0].version.form.consultation
    codebook = consultation.theming.codebook
    values: dict[str, Any] = {
        "consultation": consultation,
        "codebook": codebook,
        "codebook_version": codebook.version,
        "engine": "nmf-1",
        "name": "Evening groups",
        "words": ["evening group", "bus"],
        **fields,
    }
    proposal = Proposal.objects.create(**values)
    ProposalMember.objects.bulk_create(
        ProposalMember(proposal=proposal, response=response, weight=0.5) for response in responses
    )
    answers = answers_for(use=Use.READING_TEAM, responses=[r.pk for r in responses])
    for answer in answers.order_by("pk")[:3]:
        ProposalQuote.objects.create(
            proposal=proposal, response=answer.response, answer=answer.pk, start=0, end=12
        )
    return proposal
