"""Who may write versions: editors, for consultations of their areas (design §11.18)."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from wagtail.permission_policies import ModelPermissionPolicy

from consultations.admin_forms import EDIT
from consultations.models import ConsultationPage
from core.policies import areas_where


def areas_of(user: Any) -> set[int]:
    """Ids of the areas where she is an editor; asked once a request."""
    if not hasattr(user, "areas_of_versions"):
        user.areas_of_versions = {area.pk for area in areas_where(user, EDIT)}
    areas: set[int] = user.areas_of_versions
    return areas


def pages_of(user: Any) -> QuerySet[ConsultationPage]:
    """Consultations of her areas, each by its source page, the one that closes last first."""
    hers = ConsultationPage.objects.filter(area__in=areas_of(user))
    source = hers.filter(locale__language_code=settings.LANGUAGE_CODE)
    return source.select_related("area", "locale").order_by("-closes_on", "title")


def page_of(request: HttpRequest, pk: int) -> ConsultationPage:
    """A source page of her areas. Raises PermissionDenied for any other, Http404 for none."""
    page: ConsultationPage = get_object_or_404(ConsultationPage, pk=pk)
    if page.area_id not in areas_of(request.user) or page.source != page:
        raise PermissionDenied
    return page


def require_editor(request: HttpRequest) -> None:
    """Raises PermissionDenied unless she is an editor anywhere."""
    if not areas_of(request.user):
        raise PermissionDenied


class VersionPolicy(ModelPermissionPolicy):
    """Versions of consultations of her areas, in Wagtail's own terms."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return bool(areas_of(user))

    def user_has_any_permission(self, user: Any, actions: Sequence[str]) -> bool:
        return bool(areas_of(user))

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Sequence[str]
    ) -> QuerySet[Any]:
        found: QuerySet[Any] = self.model._default_manager.filter(
            consultation__area__in=areas_of(user)
        )
        return found

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return instance.consultation.area_id in areas_of(user)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Sequence[str], instance: Any
    ) -> bool:
        return self.user_has_permission_for_instance(user, "change", instance)
