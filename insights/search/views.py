"""Searching a consultation, as a list or a table; giving a theme to what is ticked; undoing it."""

from dataclasses import replace
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator

from feedback.models import Channel
from feedback.uses import WORDING
from insights.models import Mark, Theme
from insights.search.added import Outcome, forget_added, keep_added, last_added
from insights.search.coding import code_selected, take_back
from insights.search.forms import SelectionForm
from insights.search.question import Coded, Pairs, Question, Read, address_of
from insights.search.rows import found_rows
from insights.search.selectors import finder_for, language_name, offered_by, search
from insights.search.wording import beside_of, clauses_of, notes_of, sentence_of
from insights.services import ThemeNotOffered
from insights.templatetags.theme_names import called
from insights.views.base import ConsultationScreen
from insights.views.signature import telling_of_signature

PAGE_SIZE = 25


class SearchScreen(ConsultationScreen):
    """A page about what a question finds. The question is the address, the form's too."""

    page_title = gettext_lazy("Search")

    def prepare(self) -> None:
        super().prepare()
        self.offered = offered_by(self.consultation, self.theming)
        self.question = Question.of(self.request.GET, self.offered)
        self.is_table = self.request.GET.get("view") == "table"

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": "", "label": _("Search")}]

    def address(self, question: Question | None = None, *more: tuple[str, str]) -> str:
        """The end of an address: the question, or another one, in the view that she has chosen."""
        shown: Pairs = [("view", "table")] if self.is_table else []
        asked = self.question if question is None else question
        return address_of([*asked.pairs(), *shown, *more])

    def back(self, *more: tuple[str, str]) -> HttpResponseRedirect:
        """To the page of results that she was on."""
        page = self.request.GET.get("p", "")
        here: Pairs = [("p", page)] if page.isascii() and page.isdigit() and len(page) < 9 else []
        where = reverse("insights:search", args=[self.consultation.pk])
        return HttpResponseRedirect(f"{where}{self.address(None, *here, *more)}")


class SearchView(SearchScreen):
    """The form, how it was read, and what it found."""

    template_name = "insights/search/search.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = search(self.consultation, self.question, self.user)
        paginator = WagtailPaginator(found.ids, PAGE_SIZE)
        page = paginator.get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            **self.said(),
            **self.choices(),
            "question": self.question,
            "found": len(found.ids),
            "first": next(iter([*found.unread, *found.ids]), None),
            "unread": len(found.unread),
            "unread_alone": self.address(replace(self.question, read=Read.NOT_ME)),
            "rows": found_rows(
                self.consultation,
                list(page.object_list),
                reader=self.user,
                finder=finder_for(self.question),
                names=self.names,
            ),
            "page": page,
            "elided_page_range": paginator.get_elided_page_range(page.number),
            "is_table": self.is_table,
            "here": self.address(),
            "page_address": self.address(None, ("p", str(page.number))),
            **self.ticked(list(page.object_list), page.number),
            "as_list": self.question.address,
            "as_table": address_of([*self.question.pairs(), ("view", "table")]),
            "bench": self.question.on_the_bench,
            "selection": self.selection,
            "outcome": self.outcome(),
        }

    @cached_property
    def selection(self) -> SelectionForm:
        """The table's form; nothing is ticked yet."""
        return SelectionForm(None, offered=self.offered.themes, most=PAGE_SIZE)

    def outcome(self) -> Outcome | None:
        """What the last press added, on the page that follows it."""
        if self.request.GET.get("done") != "1":
            return None
        return last_added(self.request, self.consultation, self.names)

    def said(self) -> dict[str, Any]:
        """The question in words, each part with the address of what is left without it."""
        clauses = clauses_of(self.question, self._called)
        parts = [(part.text, self.address(part.left)) for c in clauses for part in c.parts]
        return {
            "sentence": _("Nothing was looked for.")
            if self.question.query.is_only_signs
            else sentence_of(clauses),
            "parts": parts,
            "notes": notes_of(self.question),
            "beside": beside_of(self.question),
            "with_any": self._with_any(),
            "with_beside": self.address(self._also(on=True)),
            "without_beside": self.address(self._also(on=False)),
        }

    def choices(self) -> dict[str, Any]:
        """What the form offers, and what of it is chosen."""
        q = self.question
        filters = [
            name for name, _value in q.pairs() if name not in ("q", "any", "without", "also")
        ]
        return {
            "themes": [
                (theme, theme in q.given, theme in q.suggested, theme in q.not_given)
                for theme in self.offered.themes
            ],
            "offered": self.offered.themes,
            "codeds": Coded.choices,
            "reads": Read.choices,
            "channels": _ticks(Channel.choices, q.channels),
            "languages": _ticks(
                [(c, language_name(c)) for c in self.offered.languages], q.languages
            ),
            "marks": _ticks(Mark.Kind.choices, q.marks),
            "uses": _ticks([(use.value, label) for use, (label, _h) in WORDING.items()], q.uses),
            "filters": len(filters),
        }

    def ticked(self, ids: list[int], number: int) -> dict[str, Any]:
        """Which boxes are ticked, and the address that ticks the page's others: without script."""
        ticks_all = self.request.GET.get("tick") == "all"
        other: Pairs = [("p", str(number)), *([] if ticks_all else [("tick", "all")])]
        return {
            "ticked": self.selection.ticked or (ids if ticks_all else []),
            "ticks_all": ticks_all,
            "other_ticks": self.address(None, *other),
        }

    def _with_any(self) -> str:
        """The same question for any of its words; empty where that is no other question."""
        query = self.question.query
        if query.any_of or len(query.wanted) < 2:
            return ""
        return self.address(replace(self.question, query=replace(query, any_of=True)))

    def _called(self, theme: Theme) -> str:
        return called(theme, self.names)

    def _also(self, *, on: bool) -> Question:
        return replace(self.question, synonyms=on)


class CodeView(SearchView):
    """Give a theme to what is ticked."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.is_table = True
        form = SelectionForm(request.POST, offered=self.offered.themes, most=PAGE_SIZE)
        self.selection = form
        if not form.is_valid():
            return self.get(request)
        try:
            with telling_of_signature(request, self.consultation):
                added = code_selected(
                    consultation=self.consultation,
                    responses=form.ticked,
                    theme=form.chosen,
                    by=self.user,
                )
        except ThemeNotOffered:
            form.add_error("theme", _("That theme is not in the codebook any more."))
            return self.get(request)
        keep_added(request, self.consultation, form.chosen, added)
        return self.back(("done", "1"))


class TakeBackView(SearchScreen):
    """Take back what the last press added."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with telling_of_signature(request, self.consultation):
            taken = take_back(codings=forget_added(request, self.consultation), by=self.user)
        said = ngettext("%(n)d coding is undone.", "%(n)d codings are undone.", taken)
        if taken:
            messages.success(request, said % {"n": taken})
        else:
            messages.warning(request, _("There was nothing left to undo."))
        return self.back()


def _ticks(choices: Any, chosen: tuple[str, ...]) -> list[tuple[str, Any, bool]]:
    return [(value, label, value in chosen) for value, label in choices]
