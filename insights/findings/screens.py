"""What the screens of a draft's conclusions share: which of three kinds, and the form for one."""

from typing import Any, ClassVar

from django.contrib import messages
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from insights.findings import services
from insights.findings.selectors import Listed
from insights.models import Finding, PackDecision, Recommendation
from insights.packs.frozen import PackIsBeingSigned
from insights.packs.guard import guarded, hold
from insights.packs.screens import DraftScreen


class Kind:
    """Which of the three a screen is about: names of addresses, and words."""

    model: ClassVar[Any]
    one: ClassVar[str]
    many: ClassVar[str]
    titles: ClassVar[tuple[LazyText, LazyText, LazyText]]  # of the list, of a new one, of one
    saved: ClassVar[LazyText]


class OfFindings(Kind):
    model, one, many = Finding, "finding", "findings"
    titles = (gettext_lazy("Findings"), gettext_lazy("New finding"), gettext_lazy("Finding"))
    saved = gettext_lazy("The finding is saved.")


class OfRecommendations(Kind):
    model, one, many = Recommendation, "recommendation", "recommendations"
    titles = (
        gettext_lazy("Recommendations"),
        gettext_lazy("New recommendation"),
        gettext_lazy("Recommendation"),
    )
    saved = gettext_lazy("The recommendation is saved.")


class OfDecisions(Kind):
    model, one, many = PackDecision, "decision", "decisions"
    titles = (gettext_lazy("Decisions"), gettext_lazy("New decision"), gettext_lazy("Decision"))
    saved = gettext_lazy("The decision is saved.")


class ConclusionScreen(Kind, DraftScreen):
    """A page about one of the three."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except services.NotOfThisPack as error:
            messages.error(request, str(error))
            return self.to_list()

    def to_list(self, row: Any = None) -> HttpResponse:
        """The list, at the place of one thing in it."""
        place = f"#row-{row.pk}" if row else ""
        return redirect(self.address(self.many) + place)

    def address(self, name: str, *more: int) -> str:
        return reverse(f"insights:packs:{name}", args=[self.pack.pk, *more])

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), self.here(str(self.titles[0]))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "lists": [
                (self.address(kind.many), kind.titles[0], kind.many == self.many)
                for kind in (OfFindings, OfRecommendations, OfDecisions)
            ],
        }


class ListScreen(ConclusionScreen):
    """All of them, with what each lacks, and the buttons of each."""

    def listed(self) -> list[Listed]:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "rows": self.listed(),
            "one": self.one,
            "is_ordered": hasattr(self.model, "order"),
            "is_list": True,
        }


class RowScreen(ConclusionScreen):
    """A form for one of them, new or old. Nothing typed is lost, nor what others saved."""

    row: Any
    form: BaseForm

    def prepare(self) -> None:
        super().prepare()
        self.is_new = self.kwargs.get("row") is None
        self.find()
        if self.request.method != "POST":
            self.form = self.make_form(None)

    def find(self) -> None:
        """The row as it is stored now, and what its form offers."""
        pk = self.kwargs.get("row")
        rows = self.model._default_manager.filter(pack=self.pack)
        self.row = self.model(pack=self.pack) if self.is_new else get_object_or_404(rows, pk=pk)

    def make_form(self, data: Any) -> BaseForm:
        raise NotImplementedError

    def save(self) -> Any:
        raise NotImplementedError

    def trail(self) -> list[dict[str, Any]]:
        *above, _list = super().trail()
        of_list = {"url": self.address(self.many), "label": str(self.titles[0])}
        return [*above, of_list, self.here(str(self.titles[1 if self.is_new else 2]))]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if "look" in request.POST:
            self.form = self.make_form(request.POST)
            self.form.errors.clear()  # nothing is saved, so nothing is wrong yet
            return self.render_to_response(self.get_context_data())
        with transaction.atomic():
            hold(self.pack)
            self.find()
            self.form = guarded(self.make_form, request.POST)
            return self.answer()

    def answer(self) -> HttpResponse:
        """Save it, or show what stands in the way."""
        if hasattr(self.form, "meanwhile") or not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        try:
            row = self.save()
        except (
            *(services.NotOfThisPack, services.Promised, services.ReasonForChange),
            PackIsBeingSigned,
        ) as error:
            self.form.add_error(None, str(error))
            return self.render_to_response(self.get_context_data())
        messages.success(self.request, str(self.saved))
        if "more" in self.request.POST:
            return redirect(self.address(f"add_{self.one}"))
        return self.to_list(row)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "form": self.form,
            "row": self.row,
            "is_new": self.is_new,
            "back": self.address(self.many),
        }


class RowAct(ConclusionScreen):
    """Something done to one of them."""

    def prepare(self) -> None:
        super().prepare()
        rows = self.model._default_manager.filter(pack=self.pack)
        self.row = get_object_or_404(rows, pk=self.kwargs["row"])


class MoveView(RowAct):
    """One place up or down."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        services.move(row=self.row, by=self.user, up="up" in request.POST)
        return self.to_list(self.row)


class RemoveView(RowAct):
    """Asked first, since its words are gone then."""

    template_name = "insights/findings/remove.html"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            services.remove(row=self.row, by=self.user)
        except services.Promised as error:
            messages.error(request, str(error))
            return self.to_list()
        messages.success(request, _("Removed from this draft."))
        return self.to_list()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = self.address(self.many)
        return super().get_context_data(**kwargs) | {"row": self.row, "back": back}
