"""Reads of an outcome in other forms, for the people who write them."""

from dataclasses import dataclass

from consultations.models import Decision, Outcome, Telling
from consultations.outcomes.selectors import told_as
from core.plain_english import sentences, words_of
from insights.models import ReviewPack

LONG_LINE = 15  # words of a line in easy read

Words = dict[str, str]


@dataclass(frozen=True)
class FormStands:
    """A form, and whether somebody has written the outcome in it."""

    form: Telling.Form
    telling: Telling | None


def published_outcome(pack: ReviewPack) -> Outcome | None:
    """What a pack published, while it stands."""
    if pack.status != ReviewPack.Status.PUBLISHED or pack.outcome_id is None:
        return None
    found = Outcome.objects.filter(pk=pack.outcome_id, superseded=False)
    return found.prefetch_related("decisions", "tellings").first()


def forms_of(outcome: Outcome) -> list[FormStands]:
    """The forms beside plain English, and which of them there are."""
    tellings = {telling.form: telling for telling in outcome.tellings.all()}
    return [FormStands(form, tellings.get(form)) for form in Telling.Form]


def words_of_before(outcome: Outcome, form: str) -> dict[str, Words]:
    """Key of a decision → what an earlier version said of it in this form, where the English has
    not changed since: nobody has to translate it twice."""
    earlier = (
        Outcome.objects.filter(consultation=outcome.consultation_id, pk__lt=outcome.pk)
        .prefetch_related("decisions", "tellings")
        .order_by("pk")
    )
    found: dict[str, Words] = {}
    now = {_english(decision) for decision in outcome.decisions.all()}
    for before in earlier:
        told = told_as(before, form)
        for answer in told.replies if told else []:
            if _english(answer.decision) in now:
                found[str(answer.decision.key)] = {
                    "you_said": answer.you_said,
                    "what": answer.what,
                    "because": answer.because,
                }
    return found


def _english(decision: Decision) -> tuple[str, ...]:
    return (str(decision.key), decision.you_said, decision.what, decision.because)


def long_lines(text: str) -> list[str]:
    """Sentences that are long for easy read."""
    return [line for line in sentences(text) if len(words_of(line)) > LONG_LINE]
