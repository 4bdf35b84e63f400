"""Who may do what, where: area × role × action, asked in one place."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from accounts.models import RoleHolding, User
from accounts.roles import roles_that_may
from core.models import Area


def areas_where(user: User | AnonymousUser, action: str) -> QuerySet[Area]:
    """Areas for which the user holds a role that allows the action. A superuser: all."""
    if _may_all(user):
        return Area.objects.all()
    return Area.objects.filter(pk__in=_held(user, action))


def user_may(user: User | AnonymousUser, action: str, area: Area | int) -> bool:
    """Whether the user may do the action in this area."""
    return _may_all(user) or getattr(area, "pk", area) in _held(user, action)


def user_may_anywhere(user: User | AnonymousUser, action: str) -> bool:
    """Whether there is an area in which the user may do the action."""
    return _may_all(user) or bool(_held(user, action))


def user_holds(user: User, action: str, area: Area) -> bool:
    """Whether one of her own roles of this area allows it: none that is lent, and no superuser's
    power, since both need somebody to answer for them."""
    return people_who_may(action, area).filter(pk=user.pk).exists()


def people_who_may(action: str, area: Area | int) -> QuerySet[User]:
    """People whose account is on and who hold a role of this area that allows the action."""
    held = RoleHolding.objects.filter(role__in=roles_that_may(action), area=area)
    return User.objects.filter(is_active=True, pk__in=held.values("user"))


def _may_all(user: User | AnonymousUser) -> bool:
    return user.is_active and user.is_superuser


def _held(user: User | AnonymousUser, action: str) -> frozenset[int]:
    """Ids of the areas of her roles that allow the action."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    return frozenset().union(*(user.held.areas.get(role, ()) for role in roles_that_may(action)))
