"""Who may build forms and change which question: editors, for their areas (design §11.18).

What she may is asked once a request and kept on her user object: lists ask for each row.
"""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from wagtail.permission_policies import ModelPermissionPolicy

from core.policies import areas_where
from feedback.models import Form, FormQuestion, Question

EDIT = "feedback.edit_forms"


def areas_of(user: Any) -> set[int]:
    """Ids of the areas whose forms she may build."""
    if not hasattr(user, "areas_of_forms"):
        user.areas_of_forms = {area.pk for area in areas_where(user, EDIT)}
    areas: set[int] = user.areas_of_forms
    return areas


def require_editor(request: HttpRequest) -> None:
    """Raises PermissionDenied unless she builds forms anywhere."""
    if not areas_of(request.user):
        raise PermissionDenied


def form_of(request: HttpRequest, pk: int) -> Form:
    """A form of her areas. Raises PermissionDenied for any other, Http404 for none."""
    form = get_object_or_404(Form.objects.select_related("consultation__area"), pk=pk)
    if form.area_id not in areas_of(request.user):
        raise PermissionDenied
    return form


def asked_elsewhere(user: Any) -> set[Any]:
    """Keys of questions that only forms of areas that aren't hers ask."""
    if not hasattr(user, "questions_elsewhere"):
        places = FormQuestion.objects.values_list(
            "question__translation_key", "form__consultation__area"
        )
        hers = {key for key, area in places if area in areas_of(user)}
        user.questions_elsewhere = {key for key, _area in places} - hers
    keys: set[Any] = user.questions_elsewhere
    return keys


def may_change_question(user: Any, question: Question) -> bool:
    """The bank is shared. A question that only another area asks is that area's to change."""
    return bool(areas_of(user)) and question.translation_key not in asked_elsewhere(user)


class EditorsPolicy(ModelPermissionPolicy):
    """Who builds forms may add, change, look at and delete; nobody else does any of it."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return bool(areas_of(user))

    def user_has_any_permission(self, user: Any, actions: Sequence[str]) -> bool:
        return bool(areas_of(user))


class FormPolicy(EditorsPolicy):
    """Forms of her areas, in Wagtail's own terms."""

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Sequence[str]
    ) -> QuerySet[Form]:
        return Form.objects.filter(consultation__area__in=areas_of(user))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Form) -> bool:
        return instance.area_id in areas_of(user)


class QuestionPolicy(EditorsPolicy):
    """The whole bank to look at and pick from; to change what her own areas may."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Question) -> bool:
        return may_change_question(user, instance)
