"""Who may do what, where: area × role × action, asked in one place."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from accounts.models import RoleHolding, User
from accounts.roles import roles_that_may
from core.models import Area


def areas_where(user: User | AnonymousUser, action: str) -> QuerySet[Area]:
    """Areas for which the user holds a role that allows the action. A superuser: all."""
    if not user.is_authenticated or not user.is_active:
        return Area.objects.none()
    if user.is_superuser:
        return Area.objects.all()
    held = RoleHolding.objects.filter(user_id=user.pk, role__in=roles_that_may(action))
    return Area.objects.filter(pk__in=held.values("area"))


def user_may(user: User | AnonymousUser, action: str, area: Area | int) -> bool:
    """Whether the user may do the action in this area."""
    return areas_where(user, action).filter(pk=getattr(area, "pk", area)).exists()


def people_who_may(action: str, area: Area | int) -> QuerySet[User]:
    """People whose account is on and who hold a role of this area that allows the action."""
    held = RoleHolding.objects.filter(role__in=roles_that_may(action), area=area)
    return User.objects.filter(is_active=True, pk__in=held.values("user"))
