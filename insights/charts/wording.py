"""Words for shares, periods and differences, the same in pictures and in tables."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from insights.analysis.differences import Difference, Verdict
from insights.analysis.proportions import Share
from insights.charts.over_time import Period, Span

VERDICTS = {
    Verdict.FEW: gettext_lazy("Too few women to say"),
    Verdict.CHANCE: gettext_lazy("May be chance"),
    Verdict.UNSURE: gettext_lazy("Unsure: among so many themes, some look like this by chance"),
    Verdict.LIKELY: gettext_lazy("A real difference is likely"),
}


def percent(value: float) -> str:
    """A share from 0 to 1 in whole per cent."""
    return f"{round(100 * value)}%"


def interval(share: Share) -> str:
    """The ends of its interval."""
    return _("%(low)s to %(high)s") % {"low": percent(share.low), "high": percent(share.high)}


def points(value: float) -> str:
    """A difference of shares in percentage points, with its sign."""
    rounded = round(100 * value)
    return f"{'+' if rounded > 0 else '−' if rounded < 0 else ''}{abs(rounded)}"


def difference(found: Difference) -> str:
    """A difference with its interval, such as +19 (+5 to +33)."""
    return _("%(value)s (%(low)s to %(high)s)") % {
        "value": points(found.value),
        "low": points(found.low),
        "high": points(found.high),
    }


def period_name(period: Period, span: Span) -> str:
    """October 2026; August to October 2026; 5 October 2026; 5 to 26 October 2026."""
    first = period.first
    last = period.last_week if span == Span.WEEK else period.last.replace(day=1)
    whole = "j F Y" if span == Span.WEEK else "F Y"
    if first == last:
        return date_format(first, whole)
    begin = whole
    if first.year == last.year:
        begin = whole.removesuffix(" Y")
        if span == Span.WEEK and first.month == last.month:
            begin = "j"
    said = {"first": date_format(first, begin), "last": date_format(last, whole)}
    return _("%(first)s to %(last)s") % said
