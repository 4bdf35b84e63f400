"""One response that two people coded: her words, both codings, and what is agreed."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from feedback.models import Response
from insights.models import Theme
from insights.rigour.compare_views import ComparedScreen
from insights.rigour.comparing import NotCompared, settle_response
from insights.rigour.forms import SettleForm
from insights.rigour.pairs import Compared, members_of, pairs_of
from insights.rigour.selectors import named, themes_by_pk
from insights.selectors import bench_for, parts_of, themes_offered
from insights.services import ThemeNotOffered
from insights.views.signature import telling_of_signature


class SettleView(ComparedScreen):
    """Settle what two codings differ in."""

    template_name = "insights/rigour/settle.html"
    page_title = gettext_lazy("Settle two codings")

    def prepare(self) -> None:
        super().prepare()
        self.require_check()
        if self.is_old:
            self.not_found()
        wanted = self.kwargs["response"]
        found = (m.response for m in members_of(self.sample) if m.response_id == wanted)
        self.response = next(found, None) or self.not_found()
        self.pairs = pairs_of(self.sample)
        self.pair: Compared = next(p for p in self.pairs if p.response == wanted)
        self.themes: dict[int, Theme] = themes_by_pk(
            [*self.pair.first, *self.pair.second, *self.pair.agreed]
        )
        self.form = self.settle_form()

    def not_found(self) -> Response:
        raise Http404("It is not of this sample, or was taken back.")

    def settle_form(self) -> SettleForm:
        pair, themes = self.pair, self.themes
        both = named(pair.first, themes), named(pair.second, themes)
        given = dict.fromkeys([*both[0], *both[1], *named(pair.agreed, themes)])
        agreed = (
            named(pair.agreed, themes)
            if pair.settlement
            else [theme for theme in both[0] if theme in both[1]]
        )
        codebook = self.theming.codebook if self.theming else None
        return SettleForm(
            self.request.POST if self.request.method == "POST" else None,
            given=sorted(given, key=lambda theme: theme.order),
            offered=themes_offered(codebook) if codebook else [],
            ticked=[theme.pk for theme in agreed],
        )

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": "", "label": _("Settle")}]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.form.is_valid():
            return self.get(request)
        said = self.form.cleaned_data
        try:
            with telling_of_signature(request, self.consultation):
                settle_response(
                    response=self.response, themes=said["themes"], why=said["why"], by=self.user
                )
        except (NotCompared, ThemeNotOffered):
            messages.warning(request, _("That has changed meanwhile. Look again, please."))
            return self.get(request)
        messages.success(request, _("Settled. All three codings are kept; what you agreed counts."))
        after = next(
            (p for p in self.pairs if p.is_open and p.response != self.pair.response), None
        )
        if after is None:
            return redirect("insights:comparison", self.consultation.pk, self.sample.pk)
        return redirect("insights:settle", self.consultation.pk, self.sample.pk, after.response)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pair, themes = self.pair, self.themes
        parts = parts_of(self.response)
        others: dict[str, list[Theme]] = {}
        for theme in self.form.others:
            others.setdefault(theme.axis_name, []).append(theme)
        return {
            **super().get_context_data(**kwargs),
            "bench": bench_for(parts=parts, codebook=None, reader=self.user),
            "pair": pair,
            "first": named(pair.first, themes),
            "second": named(pair.second, themes),
            "form": self.form,
            "others": list(others.items()),
            "is_open": any(str(t.pk) in self.form.ticked for t in self.form.others),
            "left": sum(p.is_open for p in self.pairs),
        }
