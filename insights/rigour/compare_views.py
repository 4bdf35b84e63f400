"""What was measured of two codings, theme by theme, and what they differ in."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from insights.charts.links import Number, opens_list
from insights.rigour.blind import hidden_from
from insights.rigour.selectors import (
    AgreementLine,
    CountedNow,
    comparison_of,
    counted_now,
    pair_rows,
    samples_of,
)
from insights.rigour.views import RigourScreen
from insights.selectors.progress import codebook_in_use


class ComparedScreen(RigourScreen):
    """A page about a sample that was compared; any other is not found."""

    def prepare(self) -> None:
        super().prepare()
        compared = samples_of(self.consultation).exclude(compared_on=None)
        self.sample = get_object_or_404(compared, pk=self.kwargs["sample"])
        self.is_old = self.sample.codebook_id != codebook_in_use(self.consultation)

    def trail(self) -> list[dict[str, Any]]:
        url = reverse("insights:comparison", args=[self.consultation.pk, self.sample.pk])
        return [*super().trail(), {"url": url, "label": _("Comparison")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "sample": self.sample,
            "is_old": self.is_old,
        }


class ComparisonView(ComparedScreen):
    """How far the two agree, theme by theme, and what they differ in."""

    template_name = "insights/rigour/comparison.html"
    page_title = gettext_lazy("Comparison of two codings")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows, hidden = pair_rows(self.sample, self.user), hidden_from(self.user)
        seen = [row.pair for row in rows if row.row.pk not in hidden]
        same = sum(not pair.differs for pair in seen)
        return {
            **context,
            **({"comparison": None} if context["reflexive"] else self.measured()),
            "differing": [row for row in rows if row.pair.differs],
            "same": self.opens(same, "same"),
            "with_earlier": self.sample.adds,
            "may_settle": self.may_check and not self.is_old,
            "unsettled": self.opens(sum(pair.is_open for pair in seen), "unsettled"),
        }

    def measured(self) -> dict[str, Any]:
        """What was measured, and beside each line how often each of the two gives the theme."""
        comparison, now = comparison_of(self.sample), counted_now(self.sample, self.user)
        return {
            "comparison": comparison,
            "both": self.opens(now.n, "both"),
            "is_stale": bool(comparison.n)
            and not hidden_from(self.user)
            and now.is_other_than(comparison),
            "axes": [
                (name, [(line, self.sides(line, now)) for line in lines])
                for name, lines in comparison.axes
            ],
        }

    def sides(self, line: AgreementLine, now: CountedNow) -> list[Number]:
        theme = line.theme.pk
        counts = {"first": now.first[theme], "second": now.second[theme]}
        return [self.opens(n, side, ("gave", str(theme))) for side, n in counts.items()]

    def opens(self, value: int, by: str, *more: tuple[str, str]) -> Number:
        """A number that opens responses of this sample."""
        asked = (("sample", str(self.sample.pk)), ("by", by), *more)
        return opens_list(self.consultation, value, *asked)
