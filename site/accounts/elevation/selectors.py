"""Reads about elevated access."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Elevation, User
from accounts.people.permissions import manage_areas
from accounts.permissions import user_may_anywhere

AUDIT = "accounts.read_audit"
DAYS = 30


def on_now(user: User) -> QuerySet[Elevation]:
    """What she has taken, and what has not ended."""
    taken = user.elevations.filter(ended_at=None, ends_at__gt=timezone.now())
    return taken.select_related("area")


def seen_by(user: User) -> QuerySet[Elevation]:
    """What an auditor sees: all; an administrator: what was taken in her areas, and her own."""
    rows = Elevation.objects.select_related("area", "user")
    if user_may_anywhere(user, AUDIT):
        return rows
    return rows.filter(Q(area__in=manage_areas(user)) | Q(user=user))


def lately(user: User) -> QuerySet[Elevation]:
    """What others took in the last 30 days, of what she sees."""
    since = timezone.now() - timedelta(days=DAYS)
    return seen_by(user).filter(begun_at__gte=since).exclude(user=user)
