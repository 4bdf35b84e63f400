"""Writes about consultations: what insights publishes is frozen here."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from consultations.copying.registry import register_along as register_along
from consultations.models import ConsultationPage, Decision, Outcome
from consultations.our_words import register_words_check as register_words_check
from consultations.outcomes.briefs import MOST_ASKS as MOST_ASKS
from consultations.outcomes.briefs import BriefPart as BriefPart
from consultations.outcomes.briefs import publish_brief as publish_brief
from consultations.outcomes.briefs import take_back_from_brief as take_back_from_brief
from consultations.outcomes.services import NothingToTell as NothingToTell
from consultations.outcomes.services import WordsMissing as WordsMissing
from consultations.outcomes.services import tell_what_happened as tell_what_happened
from consultations.outcomes.tellings import NobodyChecked as NobodyChecked
from consultations.outcomes.tellings import NotWhole as NotWhole
from consultations.outcomes.tellings import TellingStands as TellingStands
from consultations.outcomes.tellings import ToldDecision as ToldDecision
from consultations.outcomes.tellings import write_telling as write_telling
from consultations.outcomes.texts import QuoteText as QuoteText
from consultations.promises.promptness import publish_promptness as publish_promptness
from consultations.recommended.services import AnswerText as AnswerText
from consultations.recommended.services import name_again as name_again
from consultations.recommended.services import publish_panel_answer as publish_panel_answer
from consultations.recommended.services import tell_panel_evidence as tell_panel_evidence
from consultations.stages.services import NotYet as NotYet
from consultations.stages.services import ask_all_gates_again as ask_all_gates_again
from consultations.stages.services import ask_gates_again as ask_gates_again
from consultations.stages.services import enter_stage as enter_stage
from consultations.stages.services import go_back as go_back
from consultations.stages.services import reach_outcome as reach_outcome


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
    board: str = ""
    # What it is known by in each version of a pack; a new one where it had none.
    key: str | None = None
    moves: Sequence[dict[str, str]] = ()  # as Decision holds them


@dataclass(frozen=True)
class EditionText:
    """What a public edition says beside its summary, themes and decisions."""

    missing_voices: str = ""
    tensions: str = ""
    limits: str = ""
    quotes: Sequence[QuoteText] = ()
    # Rows as Outcome holds them.
    findings: Sequence[dict[str, str]] = ()
    recommended: Sequence[dict[str, str]] = ()
    bodies: dict[str, Any] = field(default_factory=dict)
    by_hand: bool = False


class ReasonMissing(ValueError):
    """A thing that was not done, or done in part, was written down without its reason."""


@dataclass(frozen=True)
class OutcomeText:
    """All that an outcome says. `themes` are rows for the public: name, words and a rounded number
    or none (design §11.8); `women` is how many answered, rounded, or None when they are fewer than
    ten."""

    version: str
    summary: str
    taken_to: str
    themes: Sequence[dict[str, Any]]
    women: int | None
    decisions: Sequence[DecisionText]
    edition: EditionText = field(default_factory=EditionText)


@transaction.atomic
def publish_outcome(*, consultation: ConsultationPage, text: OutcomeText) -> Outcome:
    """Freeze an outcome, supersede the one before it and take the consultation to "decided".

    Whoever calls has looked at selectors.missing_on_the_way.

    Raises ReasonMissing when a decision other than "do" has no reason.
    """
    for decision in text.decisions:
        if decision.answer != Decision.Answer.DO and not decision.because.strip():
            raise ReasonMissing(f"Say why, for: {decision.you_said}")
    consultation.outcomes.filter(superseded=False).update(superseded=True)
    outcome = _outcome(consultation, text)
    outcome.save()
    Decision.objects.bulk_create(_decisions(outcome, text))
    reach_outcome(consultation=consultation)
    return outcome


def outcome_to_look_at(*, consultation: ConsultationPage, text: OutcomeText) -> Outcome:
    """The outcome as publishing it would make it, for the templates of the public page. Nothing is
    saved, nor may it be."""
    outcome = _outcome(consultation, text)
    outcome.pk = 0  # Django looks up nothing of what has no key
    kept = {"decisions": _decisions(outcome, text), "tellings": []}
    outcome._prefetched_objects_cache = kept  # type: ignore[attr-defined]
    return outcome


def _outcome(consultation: ConsultationPage, text: OutcomeText) -> Outcome:
    return Outcome(
        consultation=consultation,
        version=text.version,
        summary=text.summary,
        taken_to=text.taken_to,
        themes=list(text.themes),
        women=text.women,
        published_on=timezone.localdate(),
        **asdict(text.edition),
    )


def _decisions(outcome: Outcome, text: OutcomeText) -> list[Decision]:
    return [
        Decision(
            outcome=outcome,
            order=order,
            you_said=decision.you_said,
            answer=decision.answer,
            what=decision.what,
            because=decision.because,
            owner=decision.owner,
            board=decision.board,
            key=UUID(decision.key) if decision.key else uuid4(),
            due_on=decision.due_on,
            moves=list(decision.moves),
            themes=decision.themes,
        )
        for order, decision in enumerate(text.decisions)
    ]


@transaction.atomic
def take_back_quotes(*, outcome: Outcome, marks: Collection[str], version: str) -> None:
    """Take the quotes with these marks out of an outcome for good; it becomes this version.

    The one change that an outcome knows, also one that was superseded (design §11.10).
    """
    now = Outcome.objects.select_for_update().get(pk=outcome.pk)
    now.quotes = [{**q, "text": ""} if q["mark"] in marks else q for q in now.quotes]
    now.version = version
    now.save(update_fields=["quotes", "version"])


@transaction.atomic
def take_back_words_of_bodies(*, outcome: Outcome, bodies: dict[str, Any], version: str) -> None:
    """The same of what bodies said: `bodies` is what is left of it."""
    now = Outcome.objects.select_for_update().get(pk=outcome.pk)
    now.bodies, now.version = bodies, version
    now.save(update_fields=["bodies", "version"])
