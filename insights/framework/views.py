"""The framework matrix: read, written cell by cell, and taken out as a file."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator

from accounts.services import audit
from core.meanwhile.merging import Meanwhile, meanwhile
from insights.framework.cell import OpenCell, cell_of
from insights.framework.columns import merges_of
from insights.framework.filters import MatrixFilter
from insights.framework.forms import SummaryForm
from insights.framework.selectors import Case, Cases, matrix_of, next_case
from insights.framework.services import NotCoded, hold, write_summary
from insights.framework.table import csv_of
from insights.models import Theme
from insights.permissions import user_can_download_matrix
from insights.rigour.blind import blind_place
from insights.selectors import bench_for
from insights.services import ThemeNotOffered
from insights.templatetags.theme_names import called
from insights.views.base import ConsultationScreen

PAGE_SIZE = 25


class MatrixScreen(ConsultationScreen):
    """A page about the matrix of a consultation."""

    page_title = gettext_lazy("Framework matrix")
    filters: MatrixFilter | None

    def prepare(self) -> None:
        super().prepare()
        theming = self.theming
        self.codebook = theming.codebook if theming else None
        self.filters = None
        if self.codebook is not None:
            self.filters = MatrixFilter.of(self.request.GET, self.consultation, self.codebook)
        self.may_download = user_can_download_matrix(self.user, self.consultation)

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": self.address(), "label": self.page_title}]

    def address(self) -> str:
        """Where the matrix is, as she looks at it."""
        url = reverse("insights:matrix", args=[self.consultation.pk])
        return f"{url}{self.filters.query if self.filters else ''}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "filters": self.filters,
            "may_download": self.may_download,
        }


class MatrixView(MatrixScreen):
    """Women by themes, twenty-five to a page."""

    template_name = "insights/framework/matrix.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.filters is None:
            return context
        paginator = WagtailPaginator(self.filters.cases(self.user), PAGE_SIZE)
        page = paginator.get_page(self.request.GET.get("p"))
        cases = matrix_of(
            page,
            consultation=self.consultation,
            reader=self.user,
            columns=self.filters.columns,
        )
        return {
            **context,
            "shows": Cases.choices,
            "page": page,
            "elided_page_range": paginator.get_elided_page_range(page.number),
            **self.filled(self.filters, cases),
        }

    def filled(self, filters: MatrixFilter, cases: list[Case]) -> dict[str, Any]:
        """Columns that hold something on this page, and the names of the others: an axis has two
        dozen themes, and most women spoke of three. A theme that she chose keeps its column."""
        found = filters.columns
        full = {
            cell.theme_pk for case in cases for cell in case.cells if cell.coded or cell.summaries
        }
        kept = {theme.pk for theme in (filters.theme,) if theme} | full
        return {
            "cases": [case.only(kept) for case in cases],
            "columns": [column for column in found if column.theme.pk in kept],
            "empty": [column.theme for column in found if column.theme.pk not in kept],
        }


class DownloadView(MatrixScreen):
    """The matrix as she looks at it, on all its pages, as CSV."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_download:
            raise PermissionDenied
        if self.filters is None:
            return redirect("insights:matrix", self.consultation.pk)
        columns = self.filters.columns
        cases = matrix_of(
            self.filters.cases(self.user),
            consultation=self.consultation,
            reader=self.user,
            columns=columns,
            of_all=True,
        )
        audit(
            user=self.user, action="download matrix", subject=f"consultation {self.consultation.pk}"
        )
        name = f"matrix-{slugify(self.filters.axis)}-reading-team-only.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        data = csv_of(cases, columns, self.names)
        return HttpResponse(data, content_type="text/csv; charset=utf-8", headers=headers)


class SummaryView(MatrixScreen):
    """One cell: her words, what is written, and the form that changes it."""

    template_name = "insights/framework/summary.html"
    filters: MatrixFilter

    def prepare(self) -> None:
        super().prepare()
        self.parts = self.parts_at(self.kwargs["response"])
        self.response = self.parts[0]
        self.theme = self.find_theme()
        self.is_blind = blind_place(self.parts, self.user) is not None
        self.form: SummaryForm | None = None
        self.meanwhile: Meanwhile | None = None

    def find_theme(self) -> Theme:
        """The theme that the address names, of this codebook and not merged into another."""
        theme = self.filters.themes.get(self.kwargs["theme"]) if self.filters else None
        if theme is None or theme.merged_into_id is not None:
            raise Http404("It is no theme of this codebook any more.")
        return theme

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": "", "label": called(self.theme, self.names)}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.refused() if self.is_blind else super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_blind:
            return self.refused()
        with transaction.atomic():
            hold(self.parts)
            cell = self.cell()
            self.meanwhile = meanwhile(self.make_form(None, cell), request.POST)
            data = self.meanwhile.data if self.meanwhile else request.POST
            self.form = self.make_form(data, cell)
            if self.meanwhile or not self.form.is_valid():
                return super().get(request)
            return self.save(self.form, cell)

    def save(self, form: SummaryForm, cell: OpenCell) -> HttpResponse:
        """Write it, say so, and go on where she asked."""
        if form.is_empty and cell.summary is None and not form.cleaned_data.get("drop_kept"):
            form.add_error("text", _("Write what she said about this, then save."))
            return super().get(self.request)
        try:
            write_summary(
                response=self.response,
                theme=self.theme,
                text=form.cleaned_data["text"],
                by=self.user,
                drop_kept=form.cleaned_data.get("drop_kept", False),
            )
        except (NotCoded, ThemeNotOffered):
            form.add_error(
                "text",
                _("Nobody gives her this theme any more. Copy what you wrote, and look again."),
            )
            return super().get(self.request)
        said = _("The summary is taken away.") if form.is_empty else _("The summary is saved.")
        messages.success(self.request, said)
        return self.onwards()

    def onwards(self) -> HttpResponse:
        """To the next cell that is coded and not summarised, or back to the matrix."""
        then = self.request.POST.get("then", "")
        if then == "woman":
            if theme := self.next_theme():
                return self.to_cell(self.response.pk, theme)
            messages.info(self.request, _("All cells of this woman are summarised on this axis."))
        elif then == "theme":
            column = self.filters.column_of(self.theme)
            found = self.filters.open_in(column, self.user) if column else None
            after = None if found is None else next_case(found, self.response.pk)
            if column and after is not None:
                return self.to_cell(after, column.theme.pk)
            messages.info(self.request, _("All cells of this theme are summarised."))
        return HttpResponseRedirect(f"{self.address()}#case-{self.response.pk}")

    def next_theme(self) -> int | None:
        """Of her cells on this axis the next that waits, from the beginning after the last."""
        (case,) = matrix_of(
            [self.response],
            consultation=self.consultation,
            reader=self.user,
            columns=self.filters.all_columns,
        )
        places = [n for n, cell in enumerate(case.cells) if self.theme.pk in cell.column.holds]
        here = places[0] if places else 0
        around = [*case.cells[here:], *case.cells[:here]]
        return next((cell.theme_pk for cell in around if cell.waits), None)

    def to_cell(self, response: int, theme: int) -> HttpResponse:
        url = reverse("insights:summary", args=[self.consultation.pk, response, theme])
        return HttpResponseRedirect(f"{url}{self.filters.query}")

    def refused(self) -> HttpResponse:
        """A second coder isn't told what others made of it."""
        messages.warning(
            self.request,
            _("This response is in your sample. Its cells are shown once the sample is compared."),
        )
        return HttpResponseRedirect(self.address())

    def cell(self) -> OpenCell:
        return cell_of(self.parts, self.theme, merged=merges_of(self.filters.themes))

    def make_form(self, data: Any, cell: OpenCell) -> SummaryForm:
        text = cell.summary.text if cell.summary else ""
        return SummaryForm(data, text=text, has_kept=bool(cell.kept))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cell = self.cell()
        return {
            **super().get_context_data(**kwargs),
            "bench": bench_for(parts=self.parts, codebook=None, reader=self.user),
            "theme": self.theme,
            "cell": cell,
            "form": self.form or self.make_form(None, cell),
            "meanwhile": self.meanwhile,
            "back": self.address(),
        }
