"""Whom a consultation was to hear, and whom it hasn't."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from accounts.permissions import user_may
from insights.heard.forms import TargetsForm
from insights.heard.selectors import Voice, profile_of
from insights.heard.services import set_targets
from insights.heard.wording import for_anybody, for_reviewers, gap_words
from insights.packs.selectors import WRITE
from insights.permissions import user_can_see_groups, user_can_set_targets
from insights.views.base import ConsultationScreen
from insights.views.filters import query_for


class HeardView(ConsultationScreen):
    """Ways of answering and invited groups: wanted, heard, what is missing; two paragraphs to copy.
    Who may, writes down what is wanted."""

    template_name = "insights/heard/heard.html"
    page_title = gettext_lazy("Who we heard")
    http_method_names = ["get", "head", "post"]

    def prepare(self) -> None:
        super().prepare()
        self.may_set = user_can_set_targets(self.user, self.consultation)
        self.sees_groups = user_can_see_groups(self.user, self.consultation)
        self.profile = profile_of(self.consultation, with_groups=self.sees_groups)
        self.form = TargetsForm(None, profile=self.profile)

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": "", "label": self.page_title}]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_set:
            raise PermissionDenied
        self.form = TargetsForm(request.POST, profile=self.profile)
        if not self.form.is_valid():
            messages.error(request, _("Not saved yet: look at the numbers marked below."))
            return self.get(request)
        wanted = {key: n for key, n in self.form.cleaned_data.items() if key in request.POST}
        set_targets(consultation=self.consultation, wanted=wanted, by=self.user)
        messages.success(request, _("Whom you want to hear is saved."))
        return redirect("insights:heard", self.consultation.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "profile": self.profile,
            "channels": [self.row(voice) for voice in self.profile.channels],
            "groups": [self.row(voice) for voice in self.profile.groups],
            "sees_groups": self.sees_groups,
            "may_set": self.may_set,
            "may_write": user_may(self.user, WRITE, self.consultation.area_id),
            "form": self.form,
            "for_reviewers": for_reviewers(self.profile),
            "for_anybody": for_anybody(self.profile, self.consultation),
        }

    def row(self, voice: Voice) -> dict[str, Any]:
        """A line of the table. A channel's number opens its responses; a group's opens nothing,
        since nobody may know which words came from it."""
        lists = reverse("insights:responses", args=[self.consultation.pk])
        channel = voice.key.partition("-")[2]
        return {
            "voice": voice,
            "gap": gap_words(voice),
            "field": self.form[voice.key],
            "url": "" if voice.is_group else f"{lists}{query_for(channel=channel)}",
        }
