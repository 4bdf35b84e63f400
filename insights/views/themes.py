"""Consultations to code, their responses, and what was counted."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator

from insights.forms import CodebookForm
from insights.models import Codebook, Theme
from insights.notes.selectors import memos_on
from insights.permissions import user_can_choose_codebook
from insights.rigour.fit import did_not_fit
from insights.rigour.selectors import open_sample_of
from insights.selectors import (
    Show,
    coded_count,
    consultations_to_code,
    counts_by_axis,
    open_suggestions_of,
    progress_of,
    queue,
    quotes_for,
    rows_of,
    seen_with,
)
from insights.selectors.alike import alike_numbers
from insights.selectors.runs import standing_of
from insights.services import choose_codebook
from insights.templatetags.theme_names import called
from insights.views.base import ConsultationScreen, ThemesScreen
from insights.views.filters import QueueFilter

PAGE_SIZE = 25
MOST_NEGATIVE = 25


class IndexView(ThemesScreen):
    """Consultations that she may code, and how far each is."""

    template_name = "insights/themes/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = progress_of(consultations_to_code(self.user), reader=self.user)
        return {**super().get_context_data(**kwargs), "rows": rows}


class ResponsesView(ConsultationScreen):
    """The responses of a consultation, those that she has not read first."""

    template_name = "insights/themes/responses.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filters = QueueFilter.of(self.request, self.consultation, self.theming)
        responses = queue(
            consultation=self.consultation,
            reader=self.user,
            **filters.kept,
        )
        paginator = WagtailPaginator(responses, PAGE_SIZE)
        page = paginator.get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "progress": progress_of([self.consultation], reader=self.user)[0],
            "filters": filters,
            "shows": Show.choices,
            "page": page,
            "elided_page_range": paginator.get_elided_page_range(page.number),
            "rows": rows_of(
                page,
                reader=self.user,
                alike=alike_numbers(self.consultation),
                names=self.names,
                with_marks=True,
            ),
            "codebooks": Codebook.objects.all(),
            "standing": standing_of(self.consultation),
            "hers": open_sample_of(self.consultation, self.user),
            "memos": memos_on(self.consultation, self.user),
            "may_choose": user_can_choose_codebook(self.user, self.consultation),
        }


class OverviewView(ConsultationScreen):
    """How often people gave each theme, an axis at a time."""

    template_name = "insights/themes/overview.html"

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": "", "label": _("Overview")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "axes": counts_by_axis(consultation=self.consultation, reader=self.user),
            "progress": progress_of([self.consultation], reader=self.user)[0],
        }


class ThemeView(ConsultationScreen):
    """One theme: numbers, quotes that may be printed, what it is seen with."""

    template_name = "insights/themes/theme.html"

    def prepare(self) -> None:
        super().prepare()
        theming = self.theming
        themes = Theme.objects.filter(codebook=theming.codebook_id if theming else None)
        self.theme = get_object_or_404(themes, pk=self.kwargs["theme"])

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": "", "label": called(self.theme, self.names)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page, theme = self.consultation, self.theme
        not_fitting = did_not_fit(page, theme, self.user)
        return {
            **super().get_context_data(**kwargs),
            "theme": theme,
            "coded": coded_count(consultation=page, theme=theme, reader=self.user),
            "open": open_suggestions_of(consultation=page, theme=theme),
            "quotes": quotes_for(consultation=page, theme=theme, reader=self.user),
            "not_fitting": rows_of(not_fitting[:MOST_NEGATIVE], reader=self.user),
            "not_fitting_total": not_fitting.count(),
            "seen_with": seen_with(consultation=page, theme=theme, reader=self.user),
            "memos": memos_on(page, self.user, theme=theme),
        }


class CodebookView(ConsultationScreen):
    """Choose the codebook of a consultation."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = CodebookForm(request.POST, codebooks=Codebook.objects.all())
        if form.is_valid():
            codebook = form.chosen
            choose_codebook(consultation=self.consultation, codebook=codebook, by=self.user)
            messages.success(request, _("This consultation is coded with “%s”.") % codebook)
        else:
            messages.error(request, form.errors["codebook"][0])
        return redirect("insights:responses", self.consultation.pk)
