"""Answers Django's has_perm from the roles a person holds."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from accounts.models import User
from accounts.permissions import user_may, user_may_anywhere
from core.models import Area


class RoleBackend(ModelBackend):
    """Role permissions by codename; with an object that has an area, for that area alone."""

    def authenticate(self, request: Any, **credentials: Any) -> None:  # type: ignore[override]
        """Never logs anybody in: allauth's backend is the only door."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        if not isinstance(user_obj, User):
            return False
        area_id = obj.pk if isinstance(obj, Area) else getattr(obj, "area_id", None)
        if area_id is not None:
            return user_may(user_obj, perm, area_id)
        return user_may_anywhere(user_obj, perm) or super().has_perm(user_obj, perm, obj)
