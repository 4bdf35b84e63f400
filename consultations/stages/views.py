"""Where one consultation stands, and the list of all that are hers."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from consultations.bodies.selectors import bodies_may_answer
from consultations.models import ConsultationPage
from consultations.promises.holding import is_held
from consultations.stages import selectors
from consultations.stages.changed_words import TO_CHANGE
from consultations.stages.forms import BackForm
from consultations.stages.models import BY_CLOCK, Stage
from consultations.stages.permissions import may_enter, may_go_back, may_see_somewhere
from consultations.stages.services import (
    NotYet,
    NoWayBack,
    ask_gates_again,
    enter_stage,
    go_back,
)

A_PAGE = 50


class StagesScreen(WagtailAdminTemplateMixin, View):
    """A page for people who edit or lead consultations somewhere."""

    page_title = gettext_lazy("Consultations")
    header_icon = "comment"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_see_somewhere(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = self.render_to_response(self.get_context_data())
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = list(self.breadcrumbs_items)
        return [*items, {"url": reverse("stages:list"), "label": _("Consultations")}]


class ListView(StagesScreen):
    """Each consultation of her areas, and the stage it is in."""

    template_name = "consultations/admin/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pages = Paginator(selectors.consultations_to_see(self.request.user), A_PAGE)
        shown = pages.get_page(self.request.GET.get("p"))
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"pages": shown, "elided": pages.get_elided_page_range(shown.number)}


class WhereView(StagesScreen):
    """Its road, what is missing for the next stage, and the button that enters it."""

    template_name = "consultations/admin/where.html"
    back: BackForm | None = None

    @cached_property
    def consultation(self) -> ConsultationPage:
        pages = selectors.consultations_to_see(self.request.user)
        page: ConsultationPage = get_object_or_404(pages, pk=self.kwargs["pk"])
        return page

    def get_page_title(self) -> str:
        return _("Where it stands")

    def get_page_subtitle(self) -> str:
        return str(self.consultation)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": str(self.consultation)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page, user = self.consultation, self.request.user
        changes = list(selectors.history_of(page))
        stage = selectors.next_stage(page)
        missing = selectors.missing_for(page, stage) if stage else []
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "page": page,
            "road": selectors.road_of(page, changes),
            "next": stage,
            "by_itself": stage in BY_CLOCK,
            "missing": selectors.told_to(user, missing, page.area),
            "gone_missing": selectors.told_to(user, selectors.gone_missing(page), page.area),
            "may_edit": may_enter(user, page, Stage.CHECKED),
            "is_held": is_held(page),
            "bodies_may_answer": bodies_may_answer(page),
            "words": TO_CHANGE.items(),
            "may_ask_again": page.held_back and may_enter(user, page, Stage.CHECKED),
            "may_enter": selectors.may_enter_next(user, page),
            "steps": selectors.steps_of(changes, user),
            "back": self.back or self.back_form(),
        }

    def back_form(self, data: Any = None) -> BackForm | None:
        """Where she may take it back to; None where that is nowhere."""
        page, user = self.consultation, self.request.user
        stages = [s for s in selectors.earlier_stages(page) if may_go_back(user, page, s)]
        return BackForm(data, stages=stages) if stages else None

    def here(self) -> HttpResponse:
        return redirect("stages:where", self.consultation.pk)


class EnterView(WhereView):
    """Enter the stage that the page showed as the next."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        stage = named(request.POST.get("stage", ""))
        if stage is None:
            return self.here()
        if stage == Stage.OPEN:
            return self.ask_again()
        try:
            enter_stage(consultation=self.consultation, stage=stage, by=request.user)
        except NotYet as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("It is in the stage “%s” now.") % stage.label)
        return self.here()

    def ask_again(self) -> HttpResponse:
        """What it lacked may be there by now. The clock opens it then, here nobody does."""
        if not may_enter(self.request.user, self.consultation, Stage.CHECKED):
            raise PermissionDenied
        if missing := ask_gates_again(consultation=self.consultation):
            messages.error(self.request, " ".join(one.what for one in missing))
        else:
            messages.success(self.request, _("Nothing is missing. It opens on its day."))
        return self.here()


class BackView(WhereView):
    """Take it back to an earlier stage."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.back = self.back_form(request.POST)
        if self.back is None and selectors.earlier_stages(self.consultation):
            raise PermissionDenied
        if self.back is None:  # it has opened since, or its outcome was published
            messages.warning(request, _("That has changed meanwhile. Look again, please."))
            return self.here()
        if not self.back.is_valid():
            return self.get(request)
        stage = Stage(self.back.cleaned_data["stage"])
        why = self.back.cleaned_data["why"]
        try:
            go_back(consultation=self.consultation, stage=stage, why=why, by=request.user)
        except NoWayBack:
            messages.warning(request, _("That has changed meanwhile. Look again, please."))
        else:
            messages.success(request, _("It is back in the stage “%s”.") % stage.label)
        return self.here()


def named(typed: str) -> Stage | None:
    """The stage of this name, if there is one."""
    return Stage(typed) if typed in Stage.values else None
