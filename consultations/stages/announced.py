"""Days that everyone read, and the others that stand in their place by now: what was read last is
kept, and judged as soon as a day stands there again, whatever came in between (decision 0068)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from consultations.stages.changed import ABOUT_DAYS, OF_BODIES, PageChange

About = PageChange.About
# Days as they are kept: by what they are of. None: organisations answer on the days of women.
Days = dict[str, str | None]
AS_WOMEN = {About.BODIES_OPEN: About.OPENS, About.BODIES_CLOSE: About.CLOSES}


@dataclass(frozen=True)
class Read:
    """What everyone read last of a consultation, and which of it moves with a reason alone."""

    days: Days
    held: Collection[str]

    def told(self, now: Days) -> list[tuple[str, date, date]]:
        """What these days are told as: about what, the day before, the new day."""
        found = []
        for about in [one for one in self.days if one in now and one not in self.held]:
            as_women = self.days[about] is None and now[about] is None
            was, day = _day(about, self.days), _day(about, now)
            if was != day and not as_women:
                found.append((about, was, day))
        return found


def read_of(page: Any) -> Read:
    """Before anything of it is written: `page` is the source, as it is stored."""
    form = _form_of(page)
    held = [*(ABOUT_DAYS if page.has_opened else ()), *(OF_BODIES if _has_opened(form) else ())]
    return Read({**page.days_read, **_shown(page, form)}, held)


def tell(page: Any, read: Read) -> None:
    """After it was written: note each day that stands where everyone had read another. A day moved
    twice on one day is once."""
    today = timezone.localdate()
    for about, was, now in read.told(_shown(page, _form_of(page))):
        same = {"consultation": page, "about": about, "moved_on": today}
        change = PageChange.objects.filter(**same).last() or PageChange(**same, was=was)
        change.now = now
        change.save()


def _shown(page: Any, form: Any) -> Days:
    """The days that everyone can read now. A draft shows none."""
    if not (page.is_published and page.is_promised):
        return {}
    days: Days = {about.value: getattr(page, about).isoformat() for about in ABOUT_DAYS}
    if form is not None and form.is_shown:
        own = {About.BODIES_OPEN: form.opens_on, About.BODIES_CLOSE: form.closes_on}
        days |= {about.value: day.isoformat() if day else None for about, day in own.items()}
    return days


def _day(about: str, days: Days) -> date:
    kept = days[about] or days[AS_WOMEN[About(about)]]
    assert kept is not None
    return date.fromisoformat(kept)


def _form_of(page: Any) -> Any:
    """Its questions to organisations, as they are stored; they stand where `page` does."""
    from consultations.bodies.models import BodyForm

    form = BodyForm.objects.filter(consultation=page.pk).first()
    if form is not None:
        form.consultation = page
    return form


def _has_opened(form: Any) -> bool:
    return form is not None and bool(form.has_opened)
