"""Hand over: a coded file, what was handed over before, and who has to be told."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from insights.handover.forms import HandOverForm
from insights.handover.gathering import NothingCoded
from insights.handover.made import Made
from insights.handover.permissions import user_can_hand_over
from insights.handover.selectors import hand_overs_of, handed_over
from insights.handover.services import (
    CodesBlind,
    NoWords,
    TakenBack,
    hand_codebook_over,
    hand_over,
    note_told,
)
from insights.rigour.selectors import open_sample_of
from insights.views.base import ConsultationScreen

NOT_CODED = gettext_lazy(
    "There is nothing to hand over yet: choose a codebook, and code some responses first."
)
BLIND = gettext_lazy(
    "You are coding a sample of this consultation blind, and a file would show you what others "
    "gave it. Finish the sample, have it compared, then come back; or ask a colleague."
)
MEANWHILE = gettext_lazy(
    "Words were taken back while the file was made. Press the button once more, please."
)


class HandOverScreen(ConsultationScreen):
    """A page for those who may take words of this consultation out."""

    def prepare(self) -> None:
        super().prepare()
        if not user_can_hand_over(self.user, self.consultation):
            raise PermissionDenied

    def trail(self) -> list[dict[str, Any]]:
        url = reverse("insights:hand_over", args=[self.consultation.pk])
        return [*super().trail(), {"url": url, "label": _("Hand over")}]


class HandOverView(HandOverScreen):
    """What may leave, and what has left."""

    template_name = "insights/handover/hand_over.html"
    page_title = gettext_lazy("Hand over")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        listed = handed_over(self.consultation)
        return {
            **super().get_context_data(**kwargs),
            "form": self.form(),
            "theming": self.theming,
            "codes_blind": open_sample_of(self.consultation, self.user) is not None,
            "handed_over": listed,
            "somebody_to_tell": any(one.must_be_told for one in listed),
        }

    def form(self) -> HandOverForm:
        return HandOverForm()


class MakeView(HandOverView):
    """Make a coded file and give it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.sent = HandOverForm(request.POST)
        if not self.sent.is_valid():
            return self.get(request)
        try:
            made = hand_over(consultation=self.consultation, by=self.user, **self.sent.chosen)
        except NothingCoded:
            self.sent.add_error(None, str(NOT_CODED))
        except CodesBlind:
            self.sent.add_error(None, str(BLIND))
        except NoWords:
            self.sent.add_error("use", _("No woman here allows that yet, so no words may leave."))
        except TakenBack:
            self.sent.add_error(None, str(MEANWHILE))
        else:
            return as_file(made, self.consultation.slug)
        return self.get(request)

    def form(self) -> HandOverForm:
        return self.sent


class CodebookFileView(HandOverScreen):
    """The codebook alone, without anybody's words."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            made = hand_codebook_over(consultation=self.consultation, by=self.user)
        except NothingCoded:
            messages.error(request, _("Choose a codebook for this consultation first."))
            return redirect("insights:hand_over", self.consultation.pk)
        return as_file(made, self.consultation.slug)


class ToldView(HandOverScreen):
    """Whoever has a copy was told."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = get_object_or_404(hand_overs_of(self.consultation), pk=self.kwargs["pk"])
        note_told(hand_over=row, by=self.user)
        said = _("It is written down that %(who)s was told.") % {"who": row.held_by}
        messages.success(request, said)
        return redirect("insights:hand_over", self.consultation.pk)


def as_file(made: Made, slug: str) -> HttpResponse:
    """A file that no browser or proxy keeps, called by the page's address."""
    response = HttpResponse(made.data, content_type=made.content_type)
    name = f"{slugify(slug) or 'consultation'}-{made.name}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
