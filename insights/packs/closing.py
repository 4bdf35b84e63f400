"""Whether a consultation is over, so that its pack may be signed: nothing more can come."""

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.models import ConsultationPage
from feedback.review.selectors import sealed_count


def still_to_come(page: ConsultationPage) -> list[str]:
    """That a consultation takes answers still: publishing its pack would shut it unannounced."""
    if not page.may_still_come():
        return []
    sentence = _(
        "Women may start an answer until the end of %(closes)s, and send it the day after. "
        "Sign and publish from %(day)s on."
    )
    days = {"closes": page.closes_on, "day": page.closes_on + timedelta(days=2)}
    return [sentence % {name: date_format(day, "j F Y") for name, day in days.items()}]


def still_sealed(page: ConsultationPage) -> list[str]:
    """That answers which may be to this consultation lie sealed; nobody can tell before a sweep."""
    sealed = sealed_count(page.opens_on, page.closes_on + timedelta(days=1))
    if not sealed:
        return []
    sentence = ngettext(
        "%(count)d answer from the weeks of this consultation is still sealed, and may be part of "
        "it. Wait for the next sweep. If it stays after that, tell whoever runs this site.",
        "%(count)d answers from the weeks of this consultation are still sealed, and may be part "
        "of it. Wait for the next sweep. If they stay after that, tell whoever runs this site.",
        sealed,
    )
    return [sentence % {"count": sealed}]
