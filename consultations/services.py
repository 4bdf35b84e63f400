"""Writes about consultations: what insights publishes is frozen here."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from consultations.models import ConsultationPage, Decision, Outcome


@dataclass(frozen=True)
class DecisionText:
    """The words of one decision, as they will be read for good."""

    you_said: str
    answer: Decision.Answer
    what: str
    owner: str
    because: str = ""
    due_on: date | None = None
    themes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class QuoteText:
    """Words of one woman who lets anyone read them, under a theme that ten or more spoke of.

    `mark` is what selectors.register_taken_back's readers know her words by, and no more.
    """

    theme: str
    text: str
    language: str
    mark: str
    theme_cy: str = ""


@dataclass(frozen=True)
class EditionText:
    """What a public edition says beside its summary, themes and decisions."""

    missing_voices: str = ""
    tensions: str = ""
    recommendations: str = ""
    limits: str = ""
    quotes: Sequence[QuoteText] = ()


class ReasonMissing(ValueError):
    """A thing that was not done, or done in part, was written down without its reason."""


@transaction.atomic
def publish_outcome(
    *,
    consultation: ConsultationPage,
    version: str,
    summary: str,
    taken_to: str,
    themes: list[dict[str, Any]],
    women: int | None,
    decisions: Sequence[DecisionText],
    edition: EditionText | None = None,
) -> Outcome:
    """Freeze an outcome, supersede the one before it and mark the consultation as decided.

    `themes` are rows for the public: name, words and a rounded number or none (design §11.8);
    `women` is how many answered, rounded, or None when they are fewer than ten.
    Raises ReasonMissing when a decision other than "do" has no reason.
    """
    for decision in decisions:
        if decision.answer != Decision.Answer.DO and not decision.because.strip():
            raise ReasonMissing(f"Say why, for: {decision.you_said}")
    consultation.outcomes.filter(superseded=False).update(superseded=True)
    outcome = Outcome.objects.create(
        consultation=consultation,
        version=version,
        summary=summary,
        taken_to=taken_to,
        themes=themes,
        women=women,
        published_on=timezone.localdate(),
        **asdict(edition or EditionText()),
    )
    Decision.objects.bulk_create(
        Decision(
            outcome=outcome,
            order=order,
            you_said=text.you_said,
            answer=text.answer,
            what=text.what,
            because=text.because,
            owner=text.owner,
            due_on=text.due_on,
            themes=text.themes,
        )
        for order, text in enumerate(decisions)
    )
    ConsultationPage.objects.filter(translation_key=consultation.translation_key).update(
        progress=ConsultationPage.Progress.DECIDED
    )
    return outcome


@transaction.atomic
def take_back_quotes(*, outcome: Outcome, marks: Collection[str], version: str) -> None:
    """Take the quotes with these marks out of an outcome for good; it becomes this version.

    The one change that an outcome knows, also one that was superseded (design §11.10).
    """
    now = Outcome.objects.select_for_update().get(pk=outcome.pk)
    now.quotes = [{**q, "text": ""} if q["mark"] in marks else q for q in now.quotes]
    now.version = version
    now.save(update_fields=["quotes", "version"])
