"""The one door to what women said. No other code queries answer text; a house test says so."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from consultations.models import ConsultationPage
from core.models import Area
from feedback.intake.selectors import withdrawn_hashes
from feedback.models import Answer, Form, FormVersion, Response
from feedback.uses import OFFERED, Use


def responses_for(
    *,
    use: Use,
    areas: Iterable[Area] | None = None,
    consultation: ConsultationPage | None = None,
) -> QuerySet[Response]:
    """Read responses that this use may see, without those that were taken back a moment ago.

    The reading team sees every response; any other use only those of women who allowed it.
    `areas` limits to consultations of these areas; None means no limit (public pages, packs).
    """
    responses = Response.objects.all()
    if withdrawn := withdrawn_hashes():
        # a NULL hash (paper, imports) must stay: SQL's NOT IN would drop it
        responses = responses.filter(Q(receipt_hash=None) | ~Q(receipt_hash__in=withdrawn))
    if consultation is not None:
        key = consultation.translation_key
        responses = responses.filter(version__form__consultation__translation_key=key)
    if areas is not None:
        responses = responses.filter(version__form__consultation__area__in=list(areas))
    if use is not Use.READING_TEAM:
        responses = responses.filter(_allows(use))
    return responses


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


def _allows(use: Use) -> Q:
    # SQLite has no JSON containment; the set is short, so each place in it is asked.
    return reduce(or_, (Q(**{f"uses__{place}": use.value}) for place in range(len(OFFERED))))


def live_version(form: Form) -> FormVersion | None:
    """The version that new visits get, or None before the first is published."""
    return form.versions.filter(replaced_on=None).order_by("-number").first()


def question_labels(version: FormVersion, language: str) -> dict[str, str]:
    """Question key (32 hex digits) → its words in this language, English where there are none."""
    return {
        q["key"]: q["text"].get(language) or q["text"]["en-gb"]
        for q in version.definition["questions"]
    }


def forms_of(consultation: ConsultationPage) -> QuerySet[Form]:
    """Forms of a consultation, whichever language its page is in."""
    return Form.objects.filter(consultation__translation_key=consultation.translation_key)
