"""The one table of how long each kind of data is kept. What is due is reckoned here, without I/O.

Periods are defaults for the data controller to decide on; those marked `per_form` may be set for a
form. All of them run from a day, week or month that is stored anyway, never from a time of hers.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.months import months_after
from feedback.drafts import DRAFT_DAYS
from feedback.equality.sweep import MONTHS_KEPT
from feedback.review.sweep import VISIT_WEEKS
from feedback.sealing import monday

DAYS_TO_CORRECT = 14  # the least that an original stays after it was opened to be read
LONGEST = {"days": 3_660, "months": 240, "weeks": 520}


class Unit(StrEnum):
    """What a period is counted in."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True)
class Kind:
    """One kind of data, for how long it stays, and what is done then."""

    name: str
    label: Promise | str
    length: int
    unit: Unit
    since: Promise | str
    then: Promise | str
    per_form: bool = False
    swept: bool = False  # the sweeps do it: the period is part of how they work

    def limit(self, today: date, length: int | None = None) -> date:
        """What is of a day before this one is due. `length` stands in for the default."""
        length = self.length if length is None else length
        if self.unit is Unit.MONTHS:
            return months_after(today, -length)
        if self.unit is Unit.WEEKS:
            return monday(today) - timedelta(weeks=length)
        return today - timedelta(days=length)


KINDS = (
    Kind(
        "originals",
        _("Sealed originals of responses that were read"),
        90,
        Unit.DAYS,
        _("the day of the sweep, and 14 days after it was opened to be read"),
        _("emptied; a retired key that nothing is sealed to is destroyed"),
        per_form=True,
    ),
    Kind(
        "discarded",
        _("Responses that were discarded, still sealed"),
        90,
        Unit.DAYS,
        _("the day of the sweep"),
        _("deleted"),
        per_form=True,
    ),
    Kind(
        "responses",
        _("Responses that were read, with answers, codings and quotes"),
        24,
        Unit.MONTHS,
        _("the end of its week, or the day on which its form was published, if later"),
        _("deleted"),
        per_form=True,
    ),
    Kind(
        "cases",
        _("Safeguarding cases that were decided"),
        24,
        Unit.MONTHS,
        _("the day of the decision"),
        _("deleted"),
        per_form=True,
    ),
    Kind(
        "slips",
        _("Receipt slips, which six words open"),
        12,
        Unit.MONTHS,
        _("the end of its week"),
        _("deleted, once nothing is held that she could take back"),
    ),
    Kind(
        "equality",
        _("Equality answers"),
        24,
        Unit.MONTHS,
        _("the end of their month"),
        _("deleted"),
    ),
    Kind(
        "body_contacts",
        _("E-mail addresses of organisations that answered"),
        6,
        Unit.MONTHS,
        _("the day on which it was sent"),
        _("emptied, as the form promises"),
    ),
    Kind(
        "body_originals",
        _("What organisations sent, before details were taken out, and what was set aside"),
        90,
        Unit.DAYS,
        _("the day on which it was last read or set aside"),
        _("emptied; what was set aside is deleted whole"),
    ),
    Kind(
        "bodies",
        _("Answers of organisations, with their themes"),
        24,
        Unit.MONTHS,
        _("the day on which it was sent"),
        _("deleted; published packs keep what they tell"),
    ),
    Kind(
        "duty",
        _("Alarms that have ended, and times of safeguarding leads that are over"),
        24,
        Unit.MONTHS,
        _("the day on which it ended"),
        _("deleted"),
    ),
    Kind(
        "audit",
        _("Lines of the audit log"),
        24,
        Unit.MONTHS,
        _("the end of their month"),
        _("whole months are deleted, and a checkpoint keeps the chain whole"),
    ),
    Kind(
        "history",
        _("Wagtail’s history and older drafts of pages"),
        24,
        Unit.MONTHS,
        _("the day of the change"),
        _("deleted, but for the latest draft"),
    ),
    Kind(
        "tasks",
        _("Results of background tasks"),
        14,
        Unit.DAYS,
        _("the day on which it ended"),
        _("deleted"),
    ),
    Kind("sessions", _("Staff logins"), 0, Unit.DAYS, _("the end of the login"), _("deleted")),
    Kind(
        "drafts",
        _("Drafts, which six words open"),
        DRAFT_DAYS,
        Unit.DAYS,
        _("the day of saving"),
        _("stops opening; deleted by the sweep in the week after"),
        swept=True,
    ),
    Kind(
        "visits",
        _("Marks of visits that are over"),
        VISIT_WEEKS,
        Unit.WEEKS,
        _("the end of its week"),
        _("deleted by the sweep"),
        swept=True,
    ),
    Kind(
        "sealed_equality",
        _("Equality answers, still sealed"),
        MONTHS_KEPT,
        Unit.MONTHS,
        _("the end of their month"),
        _("deleted by the monthly sweep, uncounted"),
        swept=True,
    ),
)
BY_NAME = {kind.name: kind for kind in KINDS}
PER_FORM = [kind for kind in KINDS if kind.per_form]


def first_of_month(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def in_words(length: int, unit: Unit) -> str:
    """Such as "90 days"."""
    words = {
        Unit.DAYS: ngettext("%(n)s day", "%(n)s days", length),
        Unit.WEEKS: ngettext("%(n)s week", "%(n)s weeks", length),
        Unit.MONTHS: ngettext("%(n)s month", "%(n)s months", length),
    }
    return words[unit] % {"n": length}
