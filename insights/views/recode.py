"""Change a decision into another theme, or split it into several: one page, one step."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from insights.forms import RecodeForm
from insights.models import Coding, Theme
from insights.selectors import bench_for, themes_offered
from insights.services import CodingBlind, CodingCompared, NothingChosen, ThemeNotOffered, recode
from insights.services.undoing import state_of, step_between
from insights.templatetags.theme_names import called
from insights.views.bench import ResponseScreen
from insights.views.signature import telling_of_signature
from insights.views.steps import note_step

TWO = 2


class RecodeView(ResponseScreen):
    """Tick one theme to change it, several to split it. Where several are ticked and she had
    pointed at words, she is asked which words go where."""

    template_name = "insights/bench/recode.html"
    page_title = gettext_lazy("Change a theme")
    asks = False  # where the words go

    def prepare(self) -> None:
        super().prepare()
        self.bench = bench_for(parts=self.parts, codebook=self.codebook, reader=self.user)
        wanted = self.kwargs["theme"]
        suggested = {
            row.suggestion.theme_id: row.suggestion.theme for row in self.bench.suggestions
        }
        hers = {coding.theme_id: coding for coding in self.bench.codings}
        self.coding = hers.get(wanted)
        found = self.coding.theme if self.coding else suggested.get(wanted)
        if found is None:
            raise Http404("Neither suggested nor coded here.")
        self.theme: Theme = found
        self.pointed = list(self.bench.pointed.get(self.coding.pk, ())) if self.coding else []
        offered = themes_offered(self.codebook) if self.codebook else []
        self.form = RecodeForm(
            self.request.POST if self.request.method == "POST" else None,
            offered=list(offered),
            theme=self.theme,
            passages=[one.passage.pk for one in self.pointed],
        )

    def trail(self) -> list[dict[str, Any]]:
        url = self.bench_url(self.response.pk)
        return [
            *super().trail(),
            {"url": url, "label": _("Response")},
            {"url": "", "label": _("Change a theme")},
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.form.is_valid():
            return self.get(request)
        chosen = self.form.chosen
        if self.pointed and len(chosen) >= TWO and not self.form.says_where:
            self.asks = True
            return self.get(request)
        before = state_of(self.parts, self.user)
        try:
            with telling_of_signature(request, self.consultation):
                recode(
                    response=self.response,
                    theme=self.theme,
                    into=chosen,
                    by=self.user,
                    passages=self.form.where(),
                )
        except CodingCompared:
            messages.error(
                request, _("Two codings of this response were compared. Settle it instead.")
            )
        except (ObjectDoesNotExist, ThemeNotOffered, CodingBlind, NothingChosen):
            messages.warning(request, _("That has changed meanwhile. Look again, please."))
        else:
            note_step(
                request, self.response.pk, step_between(before, state_of(self.parts, self.user))
            )
            names = ", ".join(called(theme, self.names) for theme in chosen)
            messages.success(
                request,
                _("“%(old)s” is now: %(new)s.")
                % {"old": called(self.theme, self.names), "new": names},
            )
        into = [theme.pk for theme in chosen if theme != self.theme] or [self.theme.pk]
        return self.to_bench(self.response.pk, self.place_of(into[0]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        groups: dict[str, list[Theme]] = {}
        for theme in self.form.offered:
            groups.setdefault(theme.axis_name, []).append(theme)
        is_rejected = self.coding and self.coding.decision == Coding.Decision.REJECTED
        return {
            **super().get_context_data(**kwargs),
            "bench": self.bench,
            "theme": self.theme,
            "groups": list(groups.items()),
            "form": self.form,
            "asks": self.asks,
            "pointed": self.pointed,
            "is_rejected": is_rejected,
            "back": f"{self.bench_url(self.response.pk)}#theme-{self.theme.pk}",
        }
