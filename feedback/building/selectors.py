"""Reads of those who build forms."""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Coalesce
from wagtail.models import Locale

from consultations.models import ConsultationPage
from feedback.models import Form, FormQuestion, FormVersion, Question

ADDRESS = re.compile(r"form-([0-9]{1,6})")


def bank() -> QuerySet[Question]:
    """Questions as they were written, not their translations, with how many forms ask each."""
    places = FormQuestion.objects.filter(question=OuterRef("pk")).order_by().values("question")
    counted = Subquery(places.annotate(n=Count("pk")).values("n"))
    return Question.objects.filter(locale=Locale.get_default()).annotate(
        forms_that_ask=Coalesce(counted, 0)
    )


def words_by_key(keys: Iterable[str]) -> dict[str, str]:
    """The words of these questions, by the key that rules and answers know them by."""
    found = bank().filter(translation_key__in=list(keys)).values_list("translation_key", "text")
    return {key.hex: text for key, text in found}


def was_published(question: Question) -> bool:
    """Whether a version of any form holds the question."""
    # as text, since SQLite can't ask whether a JSON list contains something
    versions = FormVersion.objects.annotate(words=Cast("definition", TextField()))
    return versions.filter(words__contains=question.translation_key.hex).exists()


def consultations_of(areas: set[int]) -> QuerySet[ConsultationPage]:
    """Consultations that a form may belong to, in the language in which they were written."""
    pages: QuerySet[ConsultationPage] = ConsultationPage.objects.filter(
        area__in=areas, locale=Locale.get_default()
    ).order_by("-closes_on", "title")
    return pages


def free_address() -> str:
    """The next address that tells nothing: form-8 after form-7."""
    taken = Form.objects.filter(slug__startswith="form-").values_list("slug", flat=True)
    numbers = [int(found[1]) for slug in taken if (found := ADDRESS.fullmatch(slug))]
    return f"form-{max(numbers, default=0) + 1}"


def forms_with_live_version(forms: QuerySet[Form]) -> QuerySet[Form]:
    """Forms with the number and day of the version that women get now, in the same query."""
    live = FormVersion.objects.filter(form=OuterRef("pk"), replaced_on=None).order_by("-number")
    fields: dict[str, Any] = {
        "live_number": Subquery(live.values("number")[:1]),
        "live_since": Subquery(live.values("published_on")[:1]),
    }
    return forms.select_related("consultation").annotate(**fields)
