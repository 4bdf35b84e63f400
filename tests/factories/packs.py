"""A consultation that is read and coded, and a pack of it that lacks nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone

from accounts.models import User
from consultations.models import ConsultationPage, Decision
from feedback.models import Form, Response
from feedback.sealing import random_id
from feedback.services import ReadResponse, record_responses
from insights.findings.services import save_decision, save_finding, save_recommendation
from insights.models import (
    BankQuote,
    Coding,
    Finding,
    FindingQuote,
    PackDecision,
    QuoteCheck,
    Reading,
    Recommendation,
    ReviewPack,
    SignOff,
    Theme,
)
from insights.packs.material import codebook_of
from insights.packs.services import save_draft, sign_pack, start_pack
from insights.quotes.checklist import KEYS
from tests.factories.accounts import make_staff
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
    one, read = make_payload(form), []
    for _, channel in people:
        payload = replace(one, channel=channel, receipt_hash=_random_hash().hex())
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


def bank_quote(
    response: Response, code: str = "", *, words: str = "", readers: int = 2, **fields: Any
) -> BankQuote:
    """Her first answer, or these words of it, in the bank, passed by so many readers. Its theme is
    the first that she was given, unless a code is named."""
    answer = response.answers.exclude(text="").order_by("pk")[0]
    start = answer.text.index(words) if words else 0
    coded = response.codings.order_by("pk").values_list("theme__code", flat=True)
    adder = make_staff("facilitator", response.version.form.consultation.area)
    today = timezone.localdate()
    quote, _ = BankQuote.objects.get_or_create(
        answer=answer.pk,
        start=start,
        end=start + len(words or answer.text),
        defaults={
            "response": response,
            "theme": Theme.objects.get(code=code or coded.first() or HOUSING),
            "added_by": adder,
            "added_on": today,
            **fields,
        },
    )
    for _ in range(readers - quote.checks.count()):
        reader = make_staff("second_coder", response.version.form.consultation.area)
        check = {"held": sorted(KEYS), "passed": True, "checked_on": today}
        QuoteCheck.objects.create(quote=quote, reader=reader, **check)
    return quote


def finding_with_quotes(pack: ReviewPack, *quotes: BankQuote, **fields: Any) -> Finding:
    """A finding of a draft that is told with these quotes, on their themes."""
    values: dict[str, Any] = {
        "sentence": "Women leave with nowhere to stay.",
        "said": "They told us so.",
        "strength": Finding.Strength.STRONG,
        "reasons": "Many women, in several ways.",
        "negative": "Some had a flat.",
        "order": pack.findings.count(),
        **fields,
    }
    finding = Finding.objects.create(pack=pack, **values)
    finding.themes.set([quote.theme for quote in quotes])
    for order, quote in enumerate(quotes):
        FindingQuote.objects.create(finding=finding, quote=quote, order=order)
    return finding


def make_finding(pack: ReviewPack, by: User, *codes: str, **fields: Any) -> Finding:
    """A finding of a draft that lacks nothing, on the first theme unless others are named. With
    `key`, the one of an earlier version."""
    values: dict[str, Any] = {
        "sentence": "Women leave with nowhere to stay.",
        "said": "They found out on the day.",
        "strength": Finding.Strength.STRONG,
        "reasons": "Women said so on paper and on the web.",
        "negative": "Some had a flat.",
        **fields,
    }
    quotes = values.pop("quotes", ())
    themes = Theme.objects.filter(codebook=codebook_of(pack.consultation), parent=None)
    about = themes.filter(code__in=codes) if codes else themes.order_by("order")[:1]
    finding = Finding(pack=pack, **values)
    return save_finding(finding=finding, by=by, themes=list(about), quotes=quotes)


def make_recommendation(
    pack: ReviewPack, by: User, *findings: Finding, **fields: Any
) -> Recommendation:
    """A recommendation of a draft that rests on these findings."""
    values: dict[str, Any] = {"text": "Pay for six flats.", "decides": "The cabinet", **fields}
    made = Recommendation(pack=pack, **values)
    return save_recommendation(recommendation=made, by=by, findings=findings)


def make_draft(
    consultation: ConsultationPage, by: User, *, quotes: Sequence[Response] = (), **fields: Any
) -> ReviewPack:
    """A draft that may be signed, unless `fields` take something away. One finding stands in it
    from the beginning, and goes into each next version; with `quotes`, the first answers of these
    responses, another that is told with them."""
    sign_coding(consultation, by)
    pack = start_pack(consultation=consultation, by=by)
    decisions = fields.pop("decisions", None)
    if decisions is None:  # those of the version before stay, as they do for staff
        decisions = [] if pack.decisions.exists() else [make_decision()]
    else:
        pack.decisions.all().delete()
    for decision in decisions:
        decision.pk, decision.pack = None, pack
        save_decision(decision=decision, by=by)
    if quotes:
        _tell_with(pack, [bank_quote(response) for response in quotes])
    elif not pack.findings.exists():
        make_finding(pack, by)
    return save_draft(pack=pack, by=by, **{**TEXTS, **fields})


def _tell_with(pack: ReviewPack, quotes: Sequence[BankQuote]) -> None:
    """A finding that is told with these; where the version before had one, it is told with more."""
    finding = pack.findings.first()
    if finding is None:
        finding_with_quotes(pack, *quotes)
        return
    finding.themes.add(*[quote.theme for quote in quotes])
    for order, quote in enumerate(quotes):
        FindingQuote.objects.update_or_create(
            finding=finding, quote=quote, defaults={"order": order}
        )


def answer_findings(pack: ReviewPack, code: str = HOUSING) -> None:
    """What it decides in general is decided on this theme: it answers each finding of that."""
    general = pack.decisions.filter(theme=None, recommendation=None)
    general.update(theme=Theme.objects.get(code=code))


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
