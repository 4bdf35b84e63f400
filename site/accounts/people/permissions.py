"""Which colleagues an administrator looks after: by area, always, and never herself."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from accounts.models import RoleHolding, User
from accounts.permissions import areas_where
from core.models import Area

MANAGE = "accounts.manage_roles"


def manage_areas(user: User) -> QuerySet[Area]:
    """Areas whose roles are hers to give and to end."""
    return areas_where(user, MANAGE)


def require_manager(user: User) -> None:
    """Raises PermissionDenied unless there is such an area."""
    if not manage_areas(user).exists():
        raise PermissionDenied


def people_for(user: User) -> QuerySet[User]:
    """Staff who hold a role in one of her areas, and staff who hold none anywhere. Panel members
    aren't staff, and not here."""
    here = RoleHolding.objects.filter(area__in=manage_areas(user))
    free = Q(is_staff=True, role_holdings=None)
    return User.objects.filter(free | Q(pk__in=here.values("user"))).distinct()


def looks_after(by: User, user: User) -> bool:
    """Whether all of her account is hers to deal with: it isn't her own, each area in which the
    other holds a role is hers, and only a superuser deals with a superuser."""
    if by == user or (user.is_superuser and not by.is_superuser):
        return False
    held = set(user.role_holdings.values_list("area", flat=True))
    return held <= set(manage_areas(by).values_list("pk", flat=True))
