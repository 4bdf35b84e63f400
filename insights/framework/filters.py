"""Which part of the matrix she looks at. It travels in the address, not in a session."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Response
from insights.framework.columns import Column, axes_of, columns_of, themes_by_pk
from insights.framework.selectors import Cases, cases
from insights.models import Codebook, Theme


@dataclass(frozen=True)
class MatrixFilter:
    """An axis of the codebook, one theme of it or all, and which women."""

    consultation: ConsultationPage
    themes: dict[int, Theme]  # all of the codebook
    axes: dict[str, str]
    axis: str
    with_subs: bool
    tops: list[Theme]  # themes that the axis can be narrowed to
    theme: Theme | None
    show: Cases
    all_columns: list[Column]
    page: str = ""

    @classmethod
    def of(
        cls, asked: QueryDict, consultation: ConsultationPage, codebook: Codebook
    ) -> "MatrixFilter":
        """Read the address. What can't be understood is left out."""
        themes = themes_by_pk(codebook)
        axes = axes_of(themes)
        wanted = asked.get("axis", "")
        axis = wanted if wanted in axes else next(iter(axes), "")
        with_subs = asked.get("subs") == "1"
        columns = columns_of(
            consultation=consultation, themes=themes, axis=axis, with_subs=with_subs
        )
        tops = [column.theme for column in columns if column.theme.parent_id is None]
        show, theme, page = (asked.get(name, "") for name in ("show", "theme", "p"))
        return cls(
            consultation=consultation,
            themes=themes,
            axes=axes,
            axis=axis,
            with_subs=with_subs,
            tops=tops,
            theme=next((one for one in tops if str(one.pk) == theme), None),
            show=Cases(show) if show in Cases.values else Cases.ALL,
            all_columns=columns,
            page=page if page.isdecimal() and len(page) < 7 else "",
        )

    @property
    def columns(self) -> list[Column]:
        """Those that are shown: of one theme, its sub-themes too where they have columns."""
        if self.theme is None:
            return self.all_columns
        pk = self.theme.pk
        return [c for c in self.all_columns if pk in (c.theme.pk, c.theme.parent_id)]

    @property
    def axis_name(self) -> str:
        return self.axes.get(self.axis, "")

    def cases(self, reader: User) -> QuerySet[Response]:
        """The women that are shown: with a theme chosen, those that have it."""
        show = self.show
        if self.theme is not None and show == Cases.ALL:
            show = Cases.SOME
        return cases(
            consultation=self.consultation,
            reader=reader,
            columns=self.columns,
            with_subs=self.with_subs,
            show=show,
        )

    def open_in(self, column: Column, reader: User) -> QuerySet[Response]:
        """Women whose cell of this column is coded and not summarised."""
        return cases(
            consultation=self.consultation,
            reader=reader,
            columns=[column],
            with_subs=self.with_subs,
            show=Cases.OPEN,
        )

    def column_of(self, theme: Theme) -> Column | None:
        """The column that a theme stands in."""
        return next((c for c in self.all_columns if theme.pk in c.holds), None)

    @property
    def query(self) -> str:
        """As it stands in an address, with its question mark."""
        pairs = {"axis": self.axis} if self.axis else {}
        if self.with_subs:
            pairs["subs"] = "1"
        if self.theme:
            pairs["theme"] = str(self.theme.pk)
        if self.show != Cases.ALL:
            pairs["show"] = self.show.value
        if self.page:
            pairs["p"] = self.page
        return f"?{urlencode(pairs)}" if pairs else ""
