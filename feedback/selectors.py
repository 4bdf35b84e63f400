"""The one door to what women said. No other code queries answer text; a house test says so."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from consultations.models import ConsultationPage
from core.models import Area
from feedback.intake.selectors import changing_hashes, hidden_hashes
from feedback.models import Answer, Form, FormVersion, Response
from feedback.questionnaire import in_language
from feedback.uses import MOST_USES, Use


def responses_for(
    *,
    use: Use,
    areas: Iterable[Area] | None = None,
    consultation: ConsultationPage | None = None,
) -> QuerySet[Response]:
    """Read responses that this use may see, without those that were taken back a moment ago.

    The reading team sees every response; any other use only those of women who allowed it, and
    have not changed their uses since the last sweep.
    `areas` limits to consultations of these areas; None means no limit (public pages, packs).
    """
    responses = _without(Response.objects.all(), hidden_hashes())
    if consultation is not None:
        key = consultation.translation_key
        responses = responses.filter(version__form__consultation__translation_key=key)
    if areas is not None:
        responses = responses.filter(version__form__consultation__area__in=list(areas))
    if use is not Use.READING_TEAM:
        responses = _without(responses.filter(_allows(use)), changing_hashes())
    return responses


def _without(responses: QuerySet[Response], receipts: list[bytes]) -> QuerySet[Response]:
    if not receipts:
        return responses
    # a NULL hash (paper, imports) must stay: SQL's NOT IN would drop it
    return responses.filter(Q(receipt_hash=None) | ~Q(receipt_hash__in=receipts))


def answers_for(
    *,
    use: Use,
    areas: Iterable[Area] | None = None,
    consultation: ConsultationPage | None = None,
    responses: Iterable[int] | None = None,
) -> QuerySet[Answer]:
    """Answers of `responses_for`, or of those among them whose ids are given."""
    allowed = responses_for(use=use, areas=areas, consultation=consultation)
    if responses is not None:
        allowed = allowed.filter(pk__in=list(responses))
    return Answer.objects.filter(response__in=allowed)


def words_that_leave(response: Response) -> list[str]:
    """What a response that is being deleted says, translations too: asked only so that what was
    copied from it can go as well. Every use has stopped seeing it."""
    said = response.answers.values_list("text", "translation")
    return [text for texts in said for text in texts if text]


def choices_of(response: Response) -> dict[str, list[str]]:
    """Question key (32 hex digits) → keys of the options that she chose. No word of hers."""
    chosen = response.answers.values_list("question_key", "options")
    return {key.hex: list(options) for key, options in chosen if options}


def _allows(use: Use) -> Q:
    # SQLite has no JSON containment; the set is short, so each place in it is asked.
    return reduce(or_, (Q(**{f"uses__{place}": use.value}) for place in range(MOST_USES)))


def live_version(form: Form) -> FormVersion | None:
    """The version that new visits get, or None before the first is published."""
    return form.versions.filter(replaced_on=None).order_by("-number").first()


def question_labels(version: FormVersion, language: str) -> dict[str, str]:
    """Question key (32 hex digits) → its words in this language, English where there are none."""
    return {q.key: in_language(q.text, language) for q in version.questionnaire.questions}


def forms_of(consultation: ConsultationPage) -> QuerySet[Form]:
    """Forms of a consultation, whichever language its page is in."""
    return Form.objects.filter(consultation__translation_key=consultation.translation_key)
