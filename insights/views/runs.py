"""Looking for themes: asking for it, how far it is, stopping it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages

from insights.selectors.runs import standing_of
from insights.services import NoCodebook
from insights.services.runs import RunGoingOn, ask_for_run, cancel_run
from insights.views.base import ConsultationScreen


class SuggestView(ConsultationScreen):
    """Ask the worker to look for themes."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            ask_for_run(consultation=self.consultation, by=self.user)
        except NoCodebook:
            messages.error(request, _("Choose a codebook first."))
        except RunGoingOn:
            going_on = _(
                "Themes are being looked for already. Wait until that is done, or stop it."
            )
            messages.warning(request, going_on)
        else:
            asked = _("The worker is looking for themes. This page shows how far it is.")
            messages.success(request, asked)
        return redirect("insights:responses", self.consultation.pk)


class StopView(ConsultationScreen):
    """Stop what is going on."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not cancel_run(consultation=self.consultation, by=self.user):
            messages.warning(request, _("There was nothing left to stop."))
        return redirect("insights:responses", self.consultation.pk)


class RunView(ConsultationScreen):
    """How far it is, as the part of the page that its script puts in place of the one before."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        standing = standing_of(self.consultation)
        part = {"consultation": self.consultation, "standing": standing, "is_part": True}
        return render(request, "insights/themes/_run.html", part)
