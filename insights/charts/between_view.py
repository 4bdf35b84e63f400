"""Areas or consultations of one codebook beside each other."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from insights.analysis.differences import FEWEST
from insights.charts.between import Place, compare, places_of
from insights.charts.choices import MOST, themes_asked
from insights.charts.drawing import axis_end, draw_differences, draw_shares
from insights.charts.links import Number, base_of, number_of
from insights.charts.maps import axes_of
from insights.charts.places import by_area, by_consultation, coded_by
from insights.charts.tally import tally_of, themes_of
from insights.charts.wording import VERDICTS, difference, interval, percent
from insights.models import Codebook, Theme
from insights.selectors import Show
from insights.views.base import ThemesScreen

DRAWN = 12  # differences that a picture has room for


class BetweenView(ThemesScreen):
    """One codebook over the consultations and areas in which she may code. Themes are called as the
    codebook calls them: areas have names of their own."""

    template_name = "insights/charts/between.html"
    page_title = gettext_lazy("Between areas")

    def prepare(self) -> None:
        self.books = coded_by(self.user)

    def trail(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        codebooks = list(Codebook.objects.filter(pk__in=self.books))
        context |= {"codebooks": codebooks, "fewest": FEWEST, "most": MOST}
        codebook = _chosen(self.request, codebooks)
        if codebook is None:
            return context
        asked = self.request.GET
        pages = self.books[codebook.pk]
        self.titles = {page.pk: str(page) for page in pages}
        areas, singly = by_area(pages), by_consultation(pages)
        by = asked.get("by")
        is_by_area = by == "area" or (by != "consultation" and len(areas) > 1)
        tally = tally_of(pages, codebook=codebook, reader=self.user)
        themes = themes_of(codebook, tally)
        chosen = themes_asked(asked, themes, tally)
        places = places_of(tally, areas if is_by_area else singly)
        top = axis_end(place.share(theme) for place in places for theme in chosen)
        first, second = _two(asked.get("first"), asked.get("second"), places)
        return {
            **context,
            "codebook": codebook,
            "is_by_area": is_by_area,
            "tally": tally,
            "base": base_of(tally, self.titles),
            "axes": axes_of(themes),
            "chosen": chosen,
            "too_many": len(set(asked.getlist("theme"))) > MOST,
            "places": places,
            "pictures": [self.picture(theme, places, top) for theme in chosen],
            "first": first,
            "second": second,
            **(self.compared(first, second, themes) if first and second else {}),
        }

    def picture(self, theme: Theme, places: list[Place], top: float) -> dict[str, Any]:
        """A theme: dots and whiskers, what they say in a sentence, and a row for each place."""
        rows = [self.row(theme, place) for place in places]
        told = sorted((row for row in rows if row["share"]), key=lambda row: row["value"])
        return {
            "theme": theme,
            "svg": draw_shares([(place.name, place.share(theme)) for place in places], top),
            "rows": rows,
            "says": _says(told),
        }

    def row(self, theme: Theme, place: Place) -> dict[str, Any]:
        share = place.share(theme)
        return {
            "name": place.name,
            "number": self.number(theme, place),
            "coded": self.number(None, place),
            "value": share.value if share else 0,
            "share": percent(share.value) if share else "",
            "interval": interval(share) if share else "",
        }

    def number(self, theme: Theme | None, place: Place) -> Number:
        """Women with a theme, or all who are coded."""
        themes = [theme.pk] if theme else []
        return number_of(place.behind(theme), self.titles, show=Show.CODED, themes=themes)

    def compared(self, first: Place, second: Place, themes: list[Theme]) -> dict[str, Any]:
        """Two places, theme by theme."""
        found = compare(first, second, themes)
        largest = sorted(found, key=lambda row: -abs(row.difference.value))[:DRAWN]
        drawn = [
            (row.theme.name, (row.difference.value, row.difference.low, row.difference.high))
            for row in largest
        ]
        rows = [
            {
                "theme": row.theme,
                "shares": [
                    {"name": place.name, "share": percent(share.value), "number": number}
                    for place, share in ((first, row.first), (second, row.second))
                    for number in (self.number(row.theme, place),)
                ],
                "difference": difference(row.difference),
                "verdict": row.verdict.value,
                "said": VERDICTS[row.verdict],
            }
            for row in found
        ]
        return {
            "compared": rows,
            "likely": sum(row["verdict"] == "likely" for row in rows),
            "differences": draw_differences(drawn),
            "drawn": DRAWN,
            "of": [self.number(None, place) for place in (first, second)],
        }


def _chosen(request: HttpRequest, codebooks: list[Codebook]) -> Codebook | None:
    """The codebook that the address names, or the first."""
    wanted = request.GET.get("codebook", "")
    named = (codebook for codebook in codebooks if str(codebook.pk) == wanted)
    return next(named, codebooks[0] if codebooks else None)


def _two(
    first: str | None, second: str | None, places: list[Place]
) -> tuple[Place | None, Place | None]:
    """The two places that she compares; at first the two with most coded women."""
    by_key = {place.key: place for place in places}
    if first in by_key and second in by_key and first != second:
        return by_key[first], by_key[second]
    most = sorted(places, key=lambda place: -place.coded)[:2]
    return (most[0], most[1]) if len(most) == 2 else (None, None)


def _says(told: list[dict[str, Any]]) -> str:
    if not told:
        return _("Nobody is coded yet.")
    if len(told) == 1:
        return _("%(name)s: %(share)s.") % told[0]
    return _(
        "Lowest in %(low)s with %(least)s, highest in %(high)s with %(most)s. Each number is in "
        "the table."
    ) % {
        "low": told[0]["name"],
        "least": told[0]["share"],
        "high": told[-1]["name"],
        "most": told[-1]["share"],
    }
