"""The map of a consultation, and its themes over time."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.models import ConsultationPage
from insights.charts.choices import MOST, axes_asked, only_asked, themes_asked
from insights.charts.drawing import axis_end, draw_line
from insights.charts.links import Number, base_of, number_of
from insights.charts.maps import MOST as MOST_OF_MAP
from insights.charts.maps import axes_of, map_of
from insights.charts.over_time import FEWEST, HALF_CODED, Line, OverTime, Period, Span, over_time
from insights.charts.places import themings_beside
from insights.charts.tally import Tally, tally_of, themes_of
from insights.charts.wording import interval, percent, period_name
from insights.models import Codebook, Theme
from insights.selectors import Show
from insights.templatetags.theme_names import called
from insights.views.base import ConsultationScreen

SPANS = ((Span.MONTH.value, gettext_lazy("Months")), (Span.WEEK.value, gettext_lazy("Weeks")))


class ChartScreen(ConsultationScreen):
    """A page with a picture of what a consultation was coded with."""

    codebook: Codebook | None
    beside: list[ConsultationPage]  # it, and others of its area that have the same codebook

    def prepare(self) -> None:
        super().prepare()
        self.codebook, self.beside = None, [self.consultation]
        key = self.consultation.translation_key
        themings = themings_beside(self.consultation)
        if themings and themings[0].consultation.translation_key == key:
            self.codebook = themings[0].codebook
            same = [t for t in themings[1:] if t.codebook_id == self.codebook.pk]
            self.beside += [theming.consultation for theming in same]

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": "", "label": self.page_title}]

    def tally(self, pages: list[ConsultationPage]) -> Tally:
        """Women of these consultations as this reader may count them."""
        return tally_of(pages, codebook=self.codebook, reader=self.user)


class MapView(ChartScreen):
    """Two axes of the codebook against each other, and a theme of a third to look through."""

    template_name = "insights/charts/map.html"
    page_title = gettext_lazy("Map of themes")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        tally = self.tally([self.consultation])
        axes = axes_of(themes_of(self.codebook, tally))
        titles = {self.consultation.pk: str(self.consultation)}
        base = base_of(tally, titles)
        context |= {"axes": axes, "tally": tally, "base": base, "coded_show": Show.CODED.value}
        if not axes:
            return context
        shown = axes_asked(self.request.GET, axes)
        only = only_asked(self.request.GET, axes, shown)
        return {
            **context,
            "map": map_of(tally, *shown, only),
            "others": [theme for axis in axes if axis not in shown for theme in axis.themes],
            "is_flat": len(axes) == 1,
            "most": MOST_OF_MAP,
        }


class OverTimeView(ChartScreen):
    """The share of coded women with each of a few themes, by week or by month."""

    template_name = "insights/charts/over_time.html"
    page_title = gettext_lazy("Over time")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET
        of_area = asked.get("of") == "area" and len(self.beside) > 1
        pages = self.beside if of_area else [self.consultation]
        tally = self.tally(pages)
        themes = themes_of(self.codebook, tally)
        chosen = themes_asked(asked, themes, tally)
        span = Span(asked["by"]) if asked.get("by") in list(Span) else Span.MONTH
        time = over_time(tally, span, chosen)
        top = axis_end(point.share for line in time.lines for point in line.points)
        self.span, self.titles = span, {page.pk: str(page) for page in pages}
        return {
            **super().get_context_data(**kwargs),
            "tally": tally,
            "base": base_of(tally, self.titles),
            "axes": axes_of(themes),
            "chosen": chosen,
            "most": MOST,
            "too_many": len(set(asked.getlist("theme"))) > MOST,
            "span": span,
            "spans": SPANS,
            "of_area": of_area,
            "beside": len(self.beside),
            "time": time,
            "fewest": FEWEST,
            "half": percent(HALF_CODED),
            "periods": self.periods(time),
            "pictures": [self.picture(line, time, top) for line in time.lines if line.points],
        }

    def periods(self, time: OverTime) -> list[dict[str, Any]]:
        """How many answered and were coded in each period."""
        return [
            {
                "name": period_name(period, self.span),
                "answered": self.number(period, answered, Show.OPEN),
                "coded": self.number(period, coded, Show.CODED),
                "uncoded": self.number(period, uncoded, Show.UNCODED),
                "uncoded_share": percent(1 - period.coded_share),
            }
            for period, answered, coded, uncoded in zip(
                time.periods, time.answered, time.coded, time.uncoded, strict=True
            )
        ]

    def number(
        self, period: Period, behind: list[tuple[int, int]], show: Show, *themes: Theme
    ) -> Number:
        """Women of a period, and the lists that have them."""
        return number_of(
            behind,
            self.titles,
            show=show,
            themes=[theme.pk for theme in themes],
            since=period.first,
            until=period.last_week,
        )

    def picture(self, line: Line, time: OverTime, top: float) -> dict[str, Any]:
        """A theme: its picture, what it says in a sentence, and a row for each period."""
        drawn = [point for point in line.points if point.share]
        rows = [
            {
                "name": period_name(point.period, self.span),
                "number": self.number(point.period, point.behind, Show.CODED, line.theme),
                "coded": self.number(point.period, coded, Show.CODED),
                "share": percent(point.share.value) if point.share else "",
                "interval": interval(point.share) if point.share else "",
                "is_half_coded": point.period.is_half_coded,
            }
            for point, coded in zip(line.points, time.coded, strict=True)
        ]
        return {
            "theme": line.theme,
            "name": called(line.theme, self.names),
            "svg": draw_line(line, top) if drawn else None,
            "rows": rows,
            "first": rows[0],
            "last": rows[-1],
            "says": self.says(rows),
        }

    def says(self, rows: list[dict[str, Any]]) -> str:
        """The picture in a sentence, for who doesn't see it."""
        told = [row for row in rows if row["share"]]
        if not told:
            return ""
        if len(told) == 1:
            return _("%(share)s in %(name)s.") % told[0]
        return _(
            "From %(first)s in %(begin)s to %(last)s in %(end)s. Each number is in the table."
        ) % {
            "first": told[0]["share"],
            "begin": told[0]["name"],
            "last": told[-1]["share"],
            "end": told[-1]["name"],
        }
