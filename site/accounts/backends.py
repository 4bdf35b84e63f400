"""Who logs in, and what the roles that she holds allow her."""

from collections.abc import Set
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
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

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> Set[str]:  # type: ignore[override]
        """Nobody but editors holds more than roles, so that for most nothing needs to be asked."""
        if isinstance(user_obj, User) and not user_obj.is_superuser and not user_obj.held.has_more:
            # where Django keeps it, for the next backend too
            user_obj._perm_cache = set()  # type: ignore[attr-defined]
        return super().get_all_permissions(user_obj, obj)


class LoginBackend(AuthenticationBackend):
    """allauth's door. Whoever came in by it is read with how she has set the admin up, which
    Wagtail asks for on every page."""

    def get_user(self, user_id: Any) -> User | None:
        found = User.objects.select_related("wagtail_userprofile").filter(pk=user_id).first()
        return found if found and self.user_can_authenticate(found) else None
