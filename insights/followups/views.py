"""Doors to what happened after decisions. A decision of another area is not found."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.models import User
from consultations.selectors import followed
from consultations.services import NothingToTell
from insights.findings.changed import told_before
from insights.followups.forms import FollowUpForm
from insights.followups.selectors import decisions_for, shelves_for
from insights.followups.services import follow_up
from insights.packs.her_words import HerWords
from insights.packs.own_counts import OwnCounts
from insights.packs.selectors import may_write_somewhere


class DecisionsScreen(WagtailAdminTemplateMixin, TemplateView):
    """A page about decisions, for those who write packs somewhere."""

    page_title = gettext_lazy("Decisions, and what happened")
    header_icon = "doc-full"
    user: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        assert isinstance(request.user, User)  # require_admin_access stands before
        self.user = request.user
        if not may_write_somewhere(self.user):
            raise PermissionDenied
        self.prepare()
        return super().dispatch(request, *args, **kwargs)

    def prepare(self) -> None:
        """Find what the address names."""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        start = {"url": reverse("insights:packs:list"), "label": _("Review packs")}
        here = {"url": reverse("insights:decisions"), "label": self.page_title}
        return [*self.breadcrumbs_items, start, here, *self.trail()]

    def trail(self) -> list[dict[str, Any]]:
        return []


class DecisionsView(DecisionsScreen):
    """All decisions of her areas, what is late first."""

    template_name = "insights/followups/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(shelves=shelves_for(self.user), **kwargs)


class FollowUpView(DecisionsScreen):
    """One decision, what was told of it, and the next telling."""

    template_name = "insights/followups/follow_up.html"

    def prepare(self) -> None:
        decision = get_object_or_404(decisions_for(self.user), pk=self.kwargs["pk"])
        (self.row,) = followed([decision])
        data = self.request.POST if self.request.method == "POST" else None
        self.form = FollowUpForm(data, row=self.row, today=timezone.localdate())

    def trail(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": self.get_header_title()}]

    def get_header_title(self) -> str:
        return _("What happened: %(said)s") % {"said": self.row.decision.you_said}

    def get_page_title(self) -> str:
        return self.get_header_title()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = self.row.last
        is_anew = bool(told and told.told_on == timezone.localdate())
        return super().get_context_data(
            row=self.row,
            form=self.form,
            told_before=told_before(self.row.decision.key),
            is_anew=is_anew,
            may_tell=self.form.after is not None,
            after=self.form.after,
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        given = self.form.cleaned_data
        try:
            follow_up(decision=self.row.decision, by=self.user, **given)
        except (HerWords, OwnCounts) as error:
            self.form.add_error("what", error.sentences)
            return self.render_to_response(self.get_context_data())
        except NothingToTell:
            messages.error(request, _("Nothing more is to be told of this decision."))
        else:
            messages.success(request, _("Told. The public page of the consultation shows it now."))
        return redirect("insights:decisions")
