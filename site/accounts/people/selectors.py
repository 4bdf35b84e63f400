"""Reads about colleagues."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.models import RoleHolding, User
from accounts.people.permissions import manage_areas, people_for

TOTP = "totp"  # as allauth names it; recovery codes alone are no second step


@dataclass(frozen=True)
class Colleague:
    """Somebody on the staff, as a list shows her."""

    user: User
    roles: list[RoleHolding]
    has_second_factor: bool


def with_second_factor(people: QuerySet[User]) -> QuerySet[User]:
    """Those of them who have an app that makes codes."""
    from allauth.mfa.models import Authenticator  # not installed in the public process

    return people.filter(Exists(Authenticator.objects.filter(user=OuterRef("pk"), type=TOTP)))


def colleagues(user: User) -> list[Colleague]:
    """Those whom she looks after, those whose account is on first, by name."""
    people = people_for(user).prefetch_related("role_holdings__area")
    safe = set(with_second_factor(people_for(user)).values_list("pk", flat=True))
    found = [Colleague(one, list(one.role_holdings.all()), one.pk in safe) for one in people]
    return sorted(found, key=lambda one: (not one.user.is_active, str(one.user).lower()))


def without_second_factor(user: User) -> int:
    """How many of them, with an account that is on, have no second factor."""
    people = people_for(user).filter(is_active=True)
    return people.exclude(pk__in=with_second_factor(people).values("pk")).count()


def silent_for(user: User, days: int) -> int:
    """How many of them have logged in once, and not for so many days."""
    since = timezone.now() - timedelta(days=days)
    return people_for(user).filter(is_active=True, last_login__lt=since).count()


def her_holdings(by: User, person: User) -> list[RoleHolding]:
    """Roles of this person in areas of the administrator."""
    held = person.role_holdings.filter(area__in=manage_areas(by))
    return list(held.select_related("area").order_by("area__name", "role"))
