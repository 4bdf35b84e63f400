"""Reads about colleagues."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
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


@dataclass(frozen=True)
class Waiting:
    """Of those whose account is on: how many have no second factor, and how many have logged in
    once, and not for so many days."""

    without_second_factor: int
    silent: int


def waiting_among(user: User, days: int) -> Waiting:
    """What has to be asked about colleagues of hers."""
    since = timezone.now() - timedelta(days=days)
    people = people_for(user).filter(is_active=True)
    safe = Q(pk__in=with_second_factor(User.objects.all()).values("pk"))
    found = people.aggregate(
        without=Count("pk", filter=~safe, distinct=True),
        silent=Count("pk", filter=Q(last_login__lt=since), distinct=True),
    )
    return Waiting(found["without"], found["silent"])


def her_holdings(by: User, person: User) -> list[RoleHolding]:
    """Roles of this person in areas of the administrator."""
    held = person.role_holdings.filter(area__in=manage_areas(by))
    return list(held.select_related("area").order_by("area__name", "role"))
