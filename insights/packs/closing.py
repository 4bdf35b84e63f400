"""Whether a consultation is over, so that its pack may be signed: nothing more can come."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.bodies.selectors import bodies_may_still_come
from consultations.models import ConsultationPage
from feedback.review.selectors import sealed_count


def still_to_come(page: ConsultationPage) -> list[str]:
    """That women or organisations may still answer: publishing its pack would shut a consultation
    unannounced."""
    found: list[str] = []
    if page.may_still_come():
        sentence = _(
            "Women may start an answer until the end of %(closes)s, and send it the day after. "
            "Sign and publish from %(day)s on."
        )
        found.append(sentence % _days(page.closes_on))
    if last := bodies_may_still_come(page):
        sentence = _(
            "Organisations may start an answer until the end of %(closes)s, and send it the day "
            "after. Sign and publish from %(day)s on."
        )
        found.append(sentence % _days(last))
    return found


def _days(last: date) -> dict[str, str]:
    days = {"closes": last, "day": last + timedelta(days=2)}
    return {name: date_format(day, "j F Y") for name, day in days.items()}


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
