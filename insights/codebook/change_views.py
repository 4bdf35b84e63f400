"""Forms that change a codebook."""

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from accounts.models import User
from accounts.permissions import areas_where
from core.models import Area
from insights.codebook.changes import (
    add_theme,
    edit_theme,
    move_theme,
    name_in_area,
    restore_theme,
    retire_theme,
)
from insights.codebook.forms import (
    AddForm,
    MergeForm,
    MoveForm,
    NamesForm,
    ThemeForm,
    WhyForm,
    themes_in_order,
)
from insights.codebook.making import EDITED
from insights.codebook.models import CodebookChange
from insights.codebook.recording import NotPossible
from insights.codebook.remapping import merge_theme, split_theme
from insights.codebook.screens import Changing, ChangingTheme, MovingCodings
from insights.codebook.selectors import (
    areas_with_codings,
    coded_by_people,
    codings_of,
    to_share_out,
)
from insights.codebook.split_form import BELOW, SplitForm
from insights.permissions import EDIT_CODEBOOKS
from insights.rigour.blind import hidden_from

UNCHANGED = gettext_lazy("Nothing was changed: it is so already.")


class AddView(Changing):
    """A new theme."""

    page_title = gettext_lazy("Add a theme")
    button = gettext_lazy("Add it")

    def make_form(self, data: Any) -> forms.Form:
        return AddForm(data, themes=themes_in_order(self.codebook))

    def change(self) -> str:
        theme = add_theme(codebook=self.codebook, by=self.user, **self.form.said())
        return _("“%s” is in the codebook. Nothing is coded with it yet.") % theme


class EditView(ChangingTheme):
    """What a theme says."""

    page_title = gettext_lazy("Edit a theme")
    intro = gettext_lazy(
        "Packs say the names of themes, so with another name coding that was signed off has to be "
        "signed off anew. A clearer description changes nothing of that."
    )

    def make_form(self, data: Any) -> forms.Form:
        latest = self.latest()
        initial = {name: getattr(self.theme, name) for name in EDITED}
        initial["seen"] = latest.pk if latest else 0
        return ThemeForm(data, initial=initial)

    def latest(self) -> CodebookChange | None:
        """The last change of this theme."""
        changes = self.theme.changes.exclude(kind=CodebookChange.Kind.NAMED)
        return changes.select_related("made_by").defer("codings").first()

    def is_ready(self) -> bool:
        """Two people at one theme: the second is told, keeps what she typed, and may save again."""
        ready = super().is_ready()
        latest = self.latest()
        if latest is not None and (self.form.cleaned_data.get("seen") or 0) < latest.pk:
            self.form.data = self.form.data.copy()
            self.form.data["seen"] = latest.pk
            told = _(
                "%(who)s changed this theme while you were writing. What you wrote is below. Look "
                "at the theme in another window, then save again."
            )
            self.form.add_error(None, told % {"who": latest.made_by})
            return False
        return ready

    def change(self) -> str:
        done = edit_theme(theme=self.theme, by=self.user, **self.form.said())
        return _("“%s” is saved.") % done.theme if done else str(UNCHANGED)


class MoveView(ChangingTheme):
    """Where a theme stands."""

    page_title = gettext_lazy("Move a theme")
    button = gettext_lazy("Move it")
    intro = gettext_lazy(
        "Its sub-themes go along. Nothing that was coded changes. Under another theme or on "
        "another axis it is counted elsewhere, so coding that was signed off has to be signed off "
        "anew; another turn alone changes nothing of that."
    )

    def make_form(self, data: Any) -> forms.Form:
        return MoveForm(data, themes=themes_in_order(self.codebook), theme=self.theme)

    def change(self) -> str:
        done = move_theme(theme=self.theme, by=self.user, **self.form.said())
        return _("“%s” is moved.") % self.theme if done else str(UNCHANGED)


class MergeView(MovingCodings):
    """Two themes become one."""

    page_title = gettext_lazy("Merge a theme")
    button = gettext_lazy("Merge")
    intro = gettext_lazy(
        "What was coded with it is then coded with the other theme, which gets its cues and "
        "sub-themes too. This theme is retired. You can undo it in the history."
    )

    def make_form(self, data: Any) -> forms.Form:
        return MergeForm(data, themes=themes_in_order(self.codebook), theme=self.theme)

    def change(self) -> str:
        said = self.form.said()
        merge_theme(theme=self.theme, by=self.user, **said)
        names = {"theme": self.theme, "into": said["into"]}
        return _("“%(theme)s” is merged into “%(into)s”.") % names

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        coded = coded_by_people(self.theme, self.user).value
        areas = ", ".join(area.name for area in areas_with_codings(self.theme).order_by("name"))
        told = ngettext("%(n)s response has it", "%(n)s responses have it", coded) % {"n": coded}
        facts = _("%(responses)s, in: %(areas)s.") % {"responses": told, "areas": areas}
        return {**super().get_context_data(**kwargs), "facts": facts if areas else ""}


class SplitView(MovingCodings):
    """Several themes of one, and where each response goes."""

    template_name = "insights/codebook/split.html"
    page_title = gettext_lazy("Split a theme")
    button = gettext_lazy("Split")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Not for who codes a sample blind, whichever the theme: the page says who has it."""
        if isinstance(request.user, User) and hidden_from(request.user):
            messages.error(
                request,
                _(
                    "You are coding a sample by yourself, and this page would show what others "
                    "coded. Split themes when both codings are compared."
                ),
            )
            return redirect("insights:codebook:codebook", kwargs["codebook"])
        return super().dispatch(request, *args, **kwargs)

    def make_form(self, data: Any) -> forms.Form:
        self.listed, self.more = to_share_out(self.theme, self.user)
        return SplitForm(data, listed=self.listed, may_go_below=self.theme.parent_id is None)

    def is_ready(self) -> bool:
        """Names first; then, on the same page, the responses."""
        return super().is_ready() and "split" in self.request.POST

    def change(self) -> str:
        said = self.form.cleaned_data
        parts = split_theme(
            theme=self.theme,
            by=self.user,
            parts=self.form.parts(),
            below=said["where"] == BELOW,
            chosen=self.form.chosen(codings_of(self.theme)),
            retire=said["retire"],
            why=said["why"],
        )
        names = ", ".join(f"“{part}”" for part in parts)
        return _("“%(theme)s” is split into %(parts)s.") % {"theme": self.theme, "parts": names}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        go_on = self.form.has_names and (not self.form.errors or "split" in self.request.POST)
        more = {"more": self.more, "go_on": go_on}
        return {**super().get_context_data(**kwargs), **more}


class RetireView(ChangingTheme):
    """Out of use."""

    page_title = gettext_lazy("Retire a theme")
    button = gettext_lazy("Retire it")
    intro = gettext_lazy(
        "What was coded with it stays, and these screens and new packs still count it. It is not "
        "suggested or offered any more."
    )

    def make_form(self, data: Any) -> forms.Form:
        return WhyForm(data)

    def change(self) -> str:
        retire_theme(theme=self.theme, by=self.user, **self.form.said())
        return _("“%s” is retired.") % self.theme


class RestoreView(ChangingTheme):
    """Back into use."""

    page_title = gettext_lazy("Take a theme back into use")
    button = gettext_lazy("Take it back into use")
    intro = gettext_lazy(
        "It is suggested and offered again. What a merge moved stays with the other theme: to have "
        "that back, undo the merge in the history instead."
    )

    def make_form(self, data: Any) -> forms.Form:
        return WhyForm(data)

    def change(self) -> str:
        restore_theme(theme=self.theme, by=self.user, **self.form.said())
        return _("“%s” is in use again.") % self.theme


class NamesView(ChangingTheme):
    """What her areas call it."""

    page_title = gettext_lazy("Names in areas")
    intro = gettext_lazy(
        "Staff of an area see its own name where they code and count. Codes, counts and public "
        "pages stay those of the codebook. Leave a field empty for the codebook's name."
    )

    def make_form(self, data: Any) -> forms.Form:
        names = {one.area_id: (one.name, one.name_cy) for one in self.theme.names.all()}
        areas = areas_where(self.user, EDIT_CODEBOOKS).order_by("name")
        return NamesForm(data, areas=areas, names=names)

    def change(self) -> str:
        with transaction.atomic():  # all areas or none
            done = [self._name(area, names) for area, names in self.form.said()]
        return _("The names are saved.") if any(done) else str(UNCHANGED)

    def _name(self, area: Area, names: dict[str, str]) -> bool:
        try:
            return bool(name_in_area(theme=self.theme, area=area, by=self.user, **names))
        except NotPossible as error:
            raise NotPossible(str(error), f"{error.field}-{area.pk}") from error
