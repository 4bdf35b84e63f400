"""What changed, as women and organisations read it: the old beside the new."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy

from consultations.models import ConsultationPage, PageChange
from consultations.stages.fairness import PROMISES

About = PageChange.About
SAID = {
    About.OPENS: gettext_lazy(
        "We said first that it opens on %(was)s. On %(on)s we moved that to %(now)s."
    ),
    About.CLOSES: gettext_lazy(
        "We said first that it closes at the end of %(was)s. On %(on)s we moved that to %(now)s."
    ),
    About.REPLY: gettext_lazy(
        "We said first that we reply by %(was)s. On %(on)s we moved that to %(now)s."
    ),
    About.BODIES_OPEN: gettext_lazy(
        "We said first that organisations answer from %(was)s. On %(on)s we moved that to %(now)s."
    ),
    About.BODIES_CLOSE: gettext_lazy(
        "We said first that organisations answer until the end of %(was)s. On %(on)s we moved that "
        "to %(now)s."
    ),
    About.INVOLVEMENT: gettext_lazy("On %(on)s we changed what we promise. We said before:"),
    About.PURPOSE: gettext_lazy("On %(on)s we changed what this is about. We said before:"),
    About.CAN_CHANGE: gettext_lazy("On %(on)s we changed what can still change. We said before:"),
    About.REASONS: gettext_lazy("On %(on)s we changed what is planned, and why. We said before:"),
    About.WHO_READS: gettext_lazy("On %(on)s we changed who reads the answers. We said before:"),
}
# What staff press to change words.
TO_CHANGE = {
    About.PURPOSE: gettext_lazy("Change what this is about"),
    About.CAN_CHANGE: gettext_lazy("Change what is still open to change"),
    About.REASONS: gettext_lazy("Change what is planned, and why"),
    About.WHO_READS: gettext_lazy("Change who reads the answers"),
}
WELSH = "cy"


@dataclass(frozen=True)
class ToldChange:
    """One change, in the language of the page; `language` is that of the reason. `before`: what was
    said until then, in its own language, where that was more than a day."""

    words: str
    because: str
    language: str
    before: str = ""
    before_language: str = "en"


def changes_of(
    page: ConsultationPage, about: Collection[str] = tuple(About.values)
) -> list[ToldChange]:
    """Every change of what was read there, the oldest first. A day that was taken back on the day
    on which it moved is none; nor, on the English page, are words that changed in Welsh alone."""
    found = PageChange.objects.filter(
        consultation__translation_key=page.translation_key, about__in=about
    )
    here = get_language() == WELSH
    return [_told(one) for one in found if one.said or (here and one.said_cy) or one.was != one.now]


def _told(change: PageChange) -> ToldChange:
    days = {"was": change.was, "now": change.now, "on": change.moved_on}
    told = {name: date_format(day, "j F Y") if day else "" for name, day in days.items()}
    here = get_language() == WELSH
    before, in_welsh = change.said, here and bool(change.said_cy)
    if change.about == About.INVOLVEMENT:
        before, in_welsh = str(PROMISES[change.said]), here
    elif in_welsh:
        before = change.said_cy
    is_welsh = here and bool(change.because_cy)
    return ToldChange(
        words=str(SAID[About(change.about)]) % told,
        because=change.because_cy if is_welsh else change.because,
        language=WELSH if is_welsh else "en",
        before=before,
        before_language=WELSH if in_welsh else "en",
    )
