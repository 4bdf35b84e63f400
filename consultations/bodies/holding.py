"""The days of what organisations are asked stand once they could answer, as women's do: they move
with a reason alone (decision 0063). Before that, a day that everyone read is told when it moves."""

from typing import Any

from django.utils import timezone

from consultations.stages.changed import PageChange

DAYS = {"first_day": PageChange.About.BODIES_OPEN, "last_day": PageChange.About.BODIES_CLOSE}


def before_saving(form: Any) -> list[PageChange]:
    """Keep the days that it opened with; returns what is to be told once it is saved."""
    stored = type(form).objects.filter(pk=form.pk).first() if form.pk else None
    if stored is None:
        return []
    form.opened_once = stored.has_opened
    if stored.has_opened:
        form.opens_on, form.closes_on = stored.opens_on, stored.closes_on
        return []
    return _announced(form, stored) if stored.is_shown else []


def _announced(form: Any, stored: Any) -> list[PageChange]:
    """A day that moves twice on one day is told once."""
    today, found = timezone.localdate(), []
    for name, about in DAYS.items():
        was, now = getattr(stored, name), getattr(form, name)
        if was == now:
            continue
        same = {"consultation": stored.consultation, "about": about, "moved_on": today}
        change = PageChange.objects.filter(**same).last() or PageChange(**same, was=was)
        change.now = now
        found.append(change)
    return found
