"""What the screens of a codebook share: which codebook and theme, who may change it, its forms."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from insights.codebook.codings import applying, areas_of
from insights.codebook.recording import NotPossible, OtherAreas, require_right_in
from insights.models import Codebook
from insights.permissions import user_can_edit_codebook
from insights.views.base import ThemesScreen
from insights.views.signature import telling_of_signatures


class CodebookScreen(ThemesScreen):
    """A page about one codebook. Whoever codes somewhere may read it."""

    page_title = gettext_lazy("Codebook")
    codebook: Codebook

    def prepare(self) -> None:
        self.codebook = get_object_or_404(Codebook, pk=self.kwargs["codebook"])
        self.may_edit = user_can_edit_codebook(self.user, self.codebook)

    def get_page_subtitle(self) -> str:
        return str(self.codebook)

    def trail(self) -> list[dict[str, Any]]:
        here = reverse("insights:codebook:codebook", args=[self.codebook.pk])
        return [
            {"url": reverse("insights:codebook:list"), "label": _("Codebooks")},
            {"url": here, "label": self.codebook.name},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "codebook": self.codebook, "may_edit": self.may_edit}


class ThemeOfCodebook(CodebookScreen):
    """A page about one theme of it."""

    page_title = gettext_lazy("Theme")

    def prepare(self) -> None:
        super().prepare()
        themes = self.codebook.themes.select_related("codebook", "parent", "merged_into")
        self.theme = get_object_or_404(themes, pk=self.kwargs["theme"])

    def get_page_subtitle(self) -> str:
        return self.theme.name

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": self.address(), "label": self.theme.name}]

    def address(self) -> str:
        """Where the theme's page is."""
        return reverse("insights:codebook:theme", args=[self.codebook.pk, self.theme.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "theme": self.theme}


class Changing(CodebookScreen):
    """A form that changes the codebook, for those who may. What can't be used comes back in it,
    with all that was typed."""

    template_name = "insights/codebook/form.html"
    button = gettext_lazy("Save")
    intro: Any = ""
    form: Any

    def prepare(self) -> None:
        super().prepare()
        if not self.may_edit:
            raise PermissionDenied
        self.form = self.make_form(self.request.POST if self.request.method == "POST" else None)

    def make_form(self, data: Any) -> forms.Form:
        """The form, empty or with what was sent."""
        raise NotImplementedError

    def change(self) -> str:
        """Do it, and say what was done. Raises NotPossible."""
        raise NotImplementedError

    def back(self) -> str:
        """Where to go on afterwards."""
        return reverse("insights:codebook:codebook", args=[self.codebook.pk])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_ready():
            try:
                with telling_of_signatures(request, self.codebook):
                    messages.success(request, self.change())
                return redirect(self.back())
            except NotPossible as error:
                field = error.field if error.field in self.form.fields else None
                self.form.add_error(field, str(error))
        return self.get(request)

    def is_ready(self) -> bool:
        """Whether what was sent can be tried."""
        return bool(self.form.is_valid())

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "form": self.form,
            "button": self.button,
            "intro": self.intro,
            "back": self.back(),
        }


class ChangingTheme(Changing, ThemeOfCodebook):
    """The same for one theme."""

    def back(self) -> str:
        return self.address()


class MovingCodings(ChangingTheme):
    """A change that moves what was coded: where she may not, she is told before she begins."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        refused = ""
        try:
            require_right_in(areas_of(applying(self.theme)), self.user)
        except OtherAreas as error:
            refused = str(error)
        return {**super().get_context_data(**kwargs), "refused": refused}
