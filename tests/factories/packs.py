"""A consultation that is read and coded, and a pack of it that lacks nothing."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from accounts.models import User
from consultations.models import ConsultationPage, Decision
from feedback.models import Form, Response
from feedback.sealing import random_id
from feedback.services import ReadResponse, record_responses
from insights.models import Coding, PackDecision, Reading, ReviewPack, SignOff, Theme
from insights.packs.services import save_draft, sign_pack, start_pack
from tests.factories.feedback import make_payload, make_response

HOUSING, MONEY, COURT = "need.housing", "need.money", "stage.court"
SAID = "The hostel had no room for my kids."
TEXTS = {
    "summary": "Most spoke of a place to live.",
    "missing_voices": "Women on remand were not asked.",
    "taken_to": "Southdown board",
    "limits": "One person coded.",
}


def make_coded(
    form: Form, reader: User, *codes: str, text: str = "They listened to me.", **fields: Any
) -> Response:
    """A response that was read, and given these themes by a person."""
    fields.setdefault("receipt_hash", _random_hash().hex())
    response = make_response(form, text, **fields)
    _code(reader, {response: codes})
    return response


def make_crowd(form: Form, reader: User, people: Sequence[tuple[Sequence[str], str]]) -> None:
    """Women of whom each said the same, in bulk: the codes that theirs was given, its channel."""
    read = []
    for _, channel in people:
        payload = make_payload(form, channel=channel, receipt_hash=_random_hash().hex())
        read.append(ReadResponse(payload, _random_hash(), payload.answers))
    responses = record_responses(responses=read)
    _code(reader, dict(zip(responses, (codes for codes, _ in people), strict=True)))


def _random_hash() -> bytes:
    return random_id().to_bytes(32, "big")


def _code(reader: User, given: Mapping[Response, Sequence[str]]) -> None:
    today = timezone.localdate()
    themes = {theme.code: theme for theme in Theme.objects.all()}
    Reading.objects.bulk_create(
        Reading(response=response, reader=reader, read_on=today) for response in given
    )
    Coding.objects.bulk_create(
        Coding(
            response=response,
            theme=themes[code],
            coder=reader,
            decision=Coding.Decision.ADDED,
            codebook_version="1.0",
            coded_on=today,
        )
        for response, codes in given.items()
        for code in codes
    )


def make_decision(**fields: Any) -> PackDecision:
    """A decision that is not saved yet: it was done, unless told otherwise."""
    values: dict[str, Any] = {
        "you_said": "There was nowhere to go.",
        "answer": Decision.Answer.DO,
        "what": "A worker meets each woman.",
        "owner": "Southdown Council",
        "due_on": date(2027, 2, 1),
        **fields,
    }
    return PackDecision(**values)


def make_draft(consultation: ConsultationPage, by: User, **fields: Any) -> ReviewPack:
    """A draft that may be signed, unless `fields` take something away."""
    sign_coding(consultation, by)
    pack = start_pack(consultation=consultation, by=by)
    values: dict[str, Any] = {**TEXTS, "decisions": [make_decision()], **fields}
    return save_draft(pack=pack, by=by, **values)


def sign_coding(consultation: ConsultationPage, by: User) -> SignOff:
    """Its coding is signed off, without the steps before."""
    return SignOff.objects.create(
        consultation=consultation,
        step=SignOff.Step.SIGNED,
        by=by,
        name=str(by),
        made_on=timezone.localdate(),
    )


def draft_of(form: Form, by: User, **fields: Any) -> ReviewPack:
    """The draft of a form's consultation, ready to be signed."""
    return make_draft(form.consultation, by, **fields)


def signed_pack(form: Form, by: User, **fields: Any) -> ReviewPack:
    """The same, signed."""
    return sign_pack(pack=draft_of(form, by, **fields), by=by)


def rows_of(edition: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Rows of all axes, by code."""
    return {row["code"]: row for axis in edition["axes"] for row in axis["rows"]}
