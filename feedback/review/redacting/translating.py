"""Translations by a person, of words that were read: in a column of its own, beside her words."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from accounts.services import audit
from feedback.models import Response
from feedback.review.permissions import review_areas, user_can_review
from feedback.selectors import answers_for
from feedback.services import Translated, translate_answers
from feedback.signals import answers_changed
from feedback.uses import Use


def answers_to_translate(user: User) -> QuerySet[Any]:
    """Answers of her areas in a language other than English, those without a translation first."""
    answers = answers_for(use=Use.READING_TEAM, areas=review_areas(user)).exclude(text="")
    marked = answers.exclude(language__in=["", "en"])
    return marked.select_related("response__version__form__consultation").order_by(
        "translation", "pk"
    )


@transaction.atomic
def translate(*, user: User, answer: Any, translated: Translated) -> list[str]:
    """Keep a translation of one answer; returns sentences of apps above, for her.

    Raises PermissionDenied, Response.DoesNotExist when it was taken back, and ValueError for a
    language that we don't know.
    """
    response: Response = answer.response
    if not user_can_review(user, response.version.form.area_id):
        raise PermissionDenied
    if not answers_for(use=Use.READING_TEAM, responses=[response.pk]).exists():
        raise Response.DoesNotExist("These words were taken back.")
    changed = translate_answers(response=response, translated={answer.question_key.hex: translated})
    audit(user=user, action="translated an answer", subject=f"area {response.version.form.area_id}")
    if not changed:
        return []
    heard = answers_changed.send(
        sender=Response, response=response, hides_more=False, only_translations=True
    )
    return [str(note) for _, note in heard if note]
