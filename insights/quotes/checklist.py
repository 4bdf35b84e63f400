"""What each of two readers asks of a quote before it may be repeated."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Point(NamedTuple):
    """One point: the key that a check keeps, and what a reader says by ticking it."""

    key: str
    says: str | Promise


# A key that was ever kept is never given another meaning: new words for a point are a new key.
CHECKLIST = (
    Point(
        "details",
        _(
            "No name, place, date, age, job or offence is left in it, nor anything else of that "
            "kind."
        ),
    ),
    Point(
        "known",
        _(
            "Her family, and staff of a place that she was in, could not tell from it that it is "
            "she."
        ),
    ),
    Point(
        "rare",
        _("No rare event is in it, nothing from the news, and no mix that fits only a few women."),
    ),
    Point("others", _("It shows nobody else: no child, partner, other woman or member of staff.")),
    Point("danger", _("If somebody who hurts her read it, she would be in no more danger.")),
    Point(
        "meaning",
        _("Read alone, without the rest and without the theme, it still means what she meant."),
    ),
)
KEYS = frozenset(point.key for point in CHECKLIST)
