"""Reads of briefs, and of outcomes in the form that a reader needs."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import get_language

from consultations.models import Brief, ConsultationPage, Decision, Outcome, Telling

WELSH = "cy"


def briefs_for(consultation: ConsultationPage) -> QuerySet[Brief]:
    """Briefs that stand for panels of this consultation, newest first. Their quotes are read
    through consultations.selectors.shown_quotes alone."""
    return Brief.objects.filter(
        consultation__translation_key=consultation.translation_key, superseded=False
    )


@dataclass(frozen=True)
class ToldReply:
    """A decision, and the words in which it is told."""

    decision: Decision
    you_said: str
    what: str
    because: str


@dataclass(frozen=True)
class Told:
    """An outcome in the words of one form. `language` is that of the words."""

    language: str
    summary: str
    replies: list[ToldReply]

    @property
    def is_foreign(self) -> bool:
        """Whether the page that is being read is in another language: then the page says so."""
        return self.language != (get_language() or "").partition("-")[0]


def told_plainly(outcome: Outcome) -> Told:
    """The outcome in plain English, as it was published."""
    return Told(
        "en",
        outcome.summary,
        [ToldReply(d, d.you_said, d.what, d.because) for d in outcome.decisions.all()],
    )


def told_as(outcome: Outcome, form: str) -> Told | None:
    """The outcome in another form; None where nobody has written it, or where it doesn't have
    every decision. Asks nothing of the database where the outcome came with its tellings."""
    found = [telling for telling in outcome.tellings.all() if telling.form == form]
    if not found:
        return None
    rows = {row["key"]: row for row in found[0].decisions}
    decisions = list(outcome.decisions.all())
    if any(str(decision.key) not in rows for decision in decisions):
        return None
    answers = [
        ToldReply(decision, row["you_said"], row["what"], row["because"])
        for decision in decisions
        for row in [rows[str(decision.key)]]
    ]
    is_welsh = form in (Telling.Form.WELSH, Telling.Form.EASY_WELSH)
    return Told(WELSH if is_welsh else "en", found[0].summary, answers)


def told_in(outcome: Outcome, language: str) -> Told:
    """The outcome for a page in this language: Welsh where it was written, English otherwise."""
    welsh = told_as(outcome, Telling.Form.WELSH) if language == WELSH else None
    return welsh or told_plainly(outcome)


def easy_read(outcome: Outcome, language: str) -> Told | None:
    """The easy read of an outcome, in this language if there is one, or in English."""
    easy = told_as(outcome, Telling.Form.EASY_WELSH) if language == WELSH else None
    return easy or told_as(outcome, Telling.Form.EASY)
