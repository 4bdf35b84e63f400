"""Consultations to code, their responses, and what was counted."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator

from insights.charts.links import Number, opens_list
from insights.forms import CodebookForm
from insights.models import Codebook
from insights.notes.selectors import memos_on
from insights.permissions import user_can_choose_codebook
from insights.rigour.blind import hidden_from
from insights.rigour.fit import first_that_did_not_fit
from insights.rigour.selectors import open_sample_of
from insights.selectors import (
    Show,
    codebook_before,
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
from insights.selectors.progress import Progress
from insights.selectors.runs import standing_of
from insights.services import SampleGoingOn, choose_codebook
from insights.templatetags.theme_names import called
from insights.views.base import ConsultationScreen, ThemesScreen
from insights.views.filters import QueueFilter
from insights.views.signature import telling_of_signature

PAGE_SIZE = 25
MOST_NEGATIVE = 25


class IndexView(ThemesScreen):
    """Consultations that she may code, and how far each is."""

    template_name = "insights/themes/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = progress_of(consultations_to_code(self.user), reader=self.user)
        # which of what she codes blind have suggestions isn't shown to her
        blind = bool(hidden_from(self.user))
        return {**super().get_context_data(**kwargs), "rows": rows, "blind": blind}


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
        progress = progress_of([self.consultation], reader=self.user)[0]
        return {
            **super().get_context_data(**kwargs),
            "progress": progress,
            "numbers": self.numbers(progress),
            "filters": filters,
            "shows": _offered(filters.show),
            "page": page,
            "elided_page_range": paginator.get_elided_page_range(page.number),
            "rows": rows_of(
                page,
                reader=self.user,
                alike=alike_numbers(self.consultation),
                names=self.names,
                with_marks=True,
            ),
            # chosen for a whole consultation: not on a list of those behind a number
            "codebooks": [] if filters.behind else Codebook.objects.all(),
            "codebook_before": codebook_before(self.consultation) if not self.theming else None,
            "standing": standing_of(self.consultation),
            "hers": open_sample_of(self.consultation, self.user),
            "memos": memos_on(self.consultation, self.user),
            "may_choose": user_can_choose_codebook(self.user, self.consultation),
        }

    def numbers(self, progress: Progress) -> dict[str, Number]:
        """How far it is, with the responses behind each number."""
        of = {
            "mine": progress.read_by_her,
            "coded": progress.coded,
            "suggested": progress.suggested,
        }
        return {
            "all": opens_list(self.consultation, progress.responses),
            **{
                what: opens_list(self.consultation, n, ("progress", what)) for what, n in of.items()
            },
            **({"suggested": Number(progress.suggested, [])} if hidden_from(self.user) else {}),
        }


def _offered(shown: Show) -> list[tuple[str, Any]]:
    """What a list may be made to show; what charts count only where a number of theirs led here."""
    return [(show.value, show.label) for show in Show if show != Show.OPEN or show == shown]


class OverviewView(ConsultationScreen):
    """How often people gave each theme, an axis at a time."""

    template_name = "insights/themes/overview.html"

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": "", "label": _("Overview")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        axes = counts_by_axis(consultation=self.consultation, reader=self.user)
        progress = progress_of([self.consultation], reader=self.user)[0]
        coded = ("progress", "coded")
        return {
            **super().get_context_data(**kwargs),
            "axes": axes,
            "any_open": any(count.open for axis in axes for count in axis.counts),
            "hers": open_sample_of(self.consultation, self.user),
            "progress": progress,
            "numbers": {
                "all": opens_list(self.consultation, progress.responses),
                "coded": opens_list(self.consultation, progress.coded, coded),
            },
        }


class ThemeView(ConsultationScreen):
    """One theme: numbers, quotes that may be printed, what it is seen with."""

    template_name = "insights/themes/theme.html"

    def prepare(self) -> None:
        super().prepare()
        self.theme = self.theme_at(self.kwargs["theme"])

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": "", "label": called(self.theme, self.names)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page, theme = self.consultation, self.theme
        not_fitting, in_all = first_that_did_not_fit(page, theme, self.user, MOST_NEGATIVE)
        return {
            **super().get_context_data(**kwargs),
            "theme": theme,
            "coded": coded_count(consultation=page, theme=theme, reader=self.user),
            "open": open_suggestions_of(consultation=page, theme=theme, reader=self.user),
            "quotes": quotes_for(consultation=page, theme=theme, reader=self.user),
            "not_fitting": rows_of(not_fitting, reader=self.user),
            "not_fitting_total": in_all,
            "seen_with": seen_with(consultation=page, theme=theme, reader=self.user),
            "memos": memos_on(page, self.user, theme=theme),
        }


class CodebookView(ConsultationScreen):
    """Choose the codebook of a consultation."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = CodebookForm(request.POST, codebooks=Codebook.objects.all())
        if form.is_valid():
            self.choose(form.chosen)
        else:
            messages.error(request, form.errors["codebook"][0])
        return redirect("insights:responses", self.consultation.pk)

    def choose(self, codebook: Codebook) -> None:
        """Choose it, and say what came of it."""
        try:
            with telling_of_signature(self.request, self.consultation):
                choose_codebook(consultation=self.consultation, codebook=codebook, by=self.user)
        except SampleGoingOn as error:
            messages.error(self.request, str(error))
        else:
            said = _("This consultation is coded with “%s”.")
            messages.success(self.request, said % codebook)
