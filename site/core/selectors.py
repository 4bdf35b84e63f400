"""Reads that every app may need."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model, ProtectedError
from django.db.models.deletion import Collector, RestrictedError

from core.helplines import Setting, grouped
from core.models import Area, Helpline

MOST_PRINTED = 6  # telephone numbers on a poster or in a letter


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


def printed_lines(area: Area, *, custody: bool) -> list[Helpline]:
    """Lines for a poster or a letter there: those of the area, then of its country and of
    everywhere."""
    settings = (Setting.BOTH, Setting.CUSTODY if custody else Setting.COMMUNITY)
    countries = (Helpline.Country.BOTH, area.country)
    found = [
        line
        for line in Helpline.objects.filter(setting__in=settings, country__in=countries)
        if line.area_id in (None, area.pk)
    ]
    return sorted(found, key=lambda line: line.area_id is None)[:MOST_PRINTED]
