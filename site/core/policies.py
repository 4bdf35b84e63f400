"""Who may touch a thing of an area, in Wagtail's own terms: one policy for all models with an area.

Apps below accounts ask by codename; accounts answers through its authentication backend.
"""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from core.models import Area
from core.permissions import NATIONAL_HELPLINES


def areas_where(user: Any, codename: str) -> list[Area]:
    """Areas for which the user has the permission of this codename; who has it nowhere isn't asked
    for each."""
    if not user.has_perm(codename):
        return []
    return [area for area in Area.objects.all() if user.has_perm(codename, area)]


class AreaPermissionPolicy(ModelPermissionPolicy):
    """Model permissions that hold for the areas of the roles a person has (design §11.18).

    `area_lookup` is the path from the model to its area, as a queryset takes it.
    """

    def __init__(self, model: type[Model], area_lookup: str) -> None:
        super().__init__(model)
        self.area_lookup = area_lookup

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Sequence[str]
    ) -> QuerySet[Any]:
        areas: set[Area] = set()
        for action in actions:
            areas.update(areas_where(user, self._get_permission_name(action)))
        instances: QuerySet[Any] = self.model._default_manager.filter(
            **{f"{self.area_lookup}__in": {area.pk for area in areas}}
        )
        return instances

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Sequence[str], instance: Any
    ) -> bool:
        return (
            self.instances_user_has_any_permission_for(user, actions)
            .filter(pk=instance.pk)
            .exists()
        )

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)


class HelplinePermissionPolicy(AreaPermissionPolicy):
    """Lines of her areas for an editor; lines for everywhere for administrators.

    Who keeps lines of an area looks at those for everywhere: her women get them too.
    """

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Sequence[str]
    ) -> QuerySet[Any]:
        instances = super().instances_user_has_any_permission_for(user, actions)
        looks = "view" in actions and user.has_perm(self._get_permission_name("view"))
        if looks or user.has_perm(NATIONAL_HELPLINES):
            instances |= self.model._default_manager.filter(**{self.area_lookup: None})
        return instances


class HersOnly:
    """Wagtail's screens of one thing ask for the kind of thing; these ask for the thing itself.

    A mixin before a view of a snippet whose policy knows instances (design §11.18).
    """

    def get_object(self, *args: Any) -> Any:
        found = super().get_object(*args)  # type: ignore[misc]
        policy: Any = self.permission_policy  # type: ignore[attr-defined]
        if not policy.user_has_permission_for_instance(self.request.user, "change", found):  # type: ignore[attr-defined]
            raise PermissionDenied
        return found
