"""Reads that every app may need."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model, ProtectedError
from django.db.models.deletion import Collector, RestrictedError

from core.helplines import grouped
from core.models import Area, Helpline


def must_stay(things: Sequence[Model]) -> bool:
    """Whether something hangs on one of these, of one model, so that it can't be deleted."""
    if not things:
        return False
    try:
        Collector(using="default").collect(things)
    except (ProtectedError, RestrictedError):
        return True
    return False


def people_who_may(codename: str) -> list[Any]:
    """Those on the staff who have a permission anywhere, for "tell …" on a screen."""
    staff = get_user_model().objects.filter(is_active=True, is_staff=True)
    return [user for user in staff if user.has_perm(codename)]


def help_for(area: str) -> dict[str, Any]:
    """What a page of help shows: the same lines for everyone, those of the area with this short
    name first. An area that isn't there changes nothing: help is never "not found"."""
    here = Area.objects.filter(slug=area).first() if area else None
    lines = Helpline.objects.all().select_related("area")
    return {"groups": grouped(lines, here), "area": here}
