"""Codebooks to read: the list, one with its themes, a theme, what was changed, two versions."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator

from insights.codebook.history import differences, steps, versions
from insights.codebook.models import CodebookChange
from insights.codebook.recording import NotPossible
from insights.codebook.screens import CodebookScreen, ThemeOfCodebook
from insights.codebook.selectors import (
    codebooks,
    coded_by_people,
    examples_of,
    rows_by_axis,
    used_areas,
)
from insights.codebook.undoing import undo_change
from insights.views.base import ThemesScreen
from insights.views.signature import telling_of_signatures

PAGE_SIZE = 25


class ListView(ThemesScreen):
    """All codebooks and where each is used."""

    template_name = "insights/codebook/list.html"
    page_title = gettext_lazy("Codebooks")

    def trail(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": _("Codebooks")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "rows": codebooks()}


class CodebookView(CodebookScreen):
    """Its themes by axis, how often each was given, and what may be done with each."""

    template_name = "insights/codebook/codebook.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "axes": rows_by_axis(self.codebook, self.user),
            "areas": used_areas(self.codebook),
        }


class ThemeView(ThemeOfCodebook):
    """What a theme says, and what people coded with it."""

    template_name = "insights/codebook/theme.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        changes = CodebookChange.objects.filter(theme=self.theme).defer("codings")
        return {
            **super().get_context_data(**kwargs),
            "coded": coded_by_people(self.theme, self.user),
            "examples": examples_of(self.theme, self.user),
            "names": self.theme.names.select_related("area").order_by("area__name"),
            "subs": self.theme.children.order_by("order"),
            "latest": changes.select_related("made_by").first(),
        }


class HistoryView(CodebookScreen):
    """Every change, who made it, why, and a button to undo it where that can be done."""

    template_name = "insights/codebook/history.html"
    page_title = gettext_lazy("What was changed")

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        changes = self.codebook.changes.select_related("theme", "made_by", "undone_by")
        paginator = WagtailPaginator(changes, PAGE_SIZE)
        page = paginator.get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "elided_page_range": paginator.get_elided_page_range(page.number),
            "steps": steps(self.codebook, page),
        }


class UndoView(CodebookScreen):
    """Undo one change."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        change = get_object_or_404(self.codebook.changes, pk=self.kwargs["change"])
        try:
            with telling_of_signatures(request, self.codebook):
                undo_change(change=change, by=self.user)
        except NotPossible as error:
            messages.warning(request, str(error))
        else:
            said = _("Undone: %(what)s, “%(theme)s”.")
            messages.success(
                request, said % {"what": change.get_kind_display(), "theme": change.theme}
            )
        return redirect("insights:codebook:history", self.codebook.pk)


class VersionsView(CodebookScreen):
    """Two versions side by side. What can't be understood in the address is left out."""

    template_name = "insights/codebook/versions.html"
    page_title = gettext_lazy("Two versions")

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known = versions(self.codebook)
        asked = [self.request.GET.get(key, "") for key in ("old", "new")]
        old, new = (
            version if version in known else instead
            for version, instead in zip(asked, (known[0], known[-1]), strict=True)
        )
        if known.index(old) > known.index(new):
            old, new = new, old
        return {
            **super().get_context_data(**kwargs),
            "versions": known,
            "old": old,
            "new": new,
            "themes": differences(self.codebook, old, new),
        }
