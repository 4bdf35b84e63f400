"""Double coding: where it stands, drawing a sample, her list, and what was measured."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from insights.charts.links import opens_list
from insights.models import Sample
from insights.permissions import user_can_check_coding, user_can_choose_codebook
from insights.rigour.comparing import NotDone, compare_sample
from insights.rigour.forms import DrawForm, MethodForm
from insights.rigour.method import CantChange, choose_method
from insights.rigour.owed import coded_twice
from insights.rigour.sampling import (
    CantDraw,
    NotYours,
    draw_sample,
    finish_place,
    may_be_second,
    take_back_sample,
)
from insights.rigour.selectors import (
    is_reflexive,
    next_place,
    open_disagreements,
    open_sample,
    open_sample_of,
    places_of,
    samples_of,
)
from insights.views.base import ConsultationScreen
from insights.views.bench import ResponseScreen
from insights.views.signature import telling_of_signature


class RigourScreen(ConsultationScreen):
    """A page about double coding."""

    may_check: bool

    def prepare(self) -> None:
        super().prepare()
        self.may_check = user_can_check_coding(self.user, self.consultation)

    def require_check(self) -> None:
        if not self.may_check:
            raise PermissionDenied

    def trail(self) -> list[dict[str, Any]]:
        url = reverse("insights:double_coding", args=[self.consultation.pk])
        return [*super().trail(), {"url": url, "label": _("Double coding")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "theming": self.theming,
            "reflexive": is_reflexive(self.theming),
            "may_check": self.may_check,
        }


class DoubleCodingView(RigourScreen):
    """The method, the sample that is being coded, and the samples that were compared."""

    template_name = "insights/rigour/double_coding.html"
    page_title = gettext_lazy("Double coding")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        samples, twice = samples_of(self.consultation), coded_twice(self.consultation)
        of = {"coded_now": twice.coded, "compared": twice.compared}
        return {
            **super().get_context_data(**kwargs),
            "open": open_sample(self.consultation),
            "compared": list(samples.exclude(compared_on=None)),
            "twice": twice,
            "numbers": {
                name: opens_list(self.consultation, n, ("progress", name)) for name, n in of.items()
            },
            "unsettled": open_disagreements(self.consultation),
            "may_choose": user_can_choose_codebook(self.user, self.consultation),
            "draw": self.draw_form(),
            "method": self.method_form(),
        }

    def draw_form(self, data: Any = None) -> DrawForm:
        people = may_be_second(self.consultation, self.user) if self.may_check else ()
        return DrawForm(data, people=people)

    def method_form(self) -> MethodForm:
        theming = self.theming
        initial = {"method": theming.method, "standpoint": theming.standpoint} if theming else {}
        return MethodForm(None, initial=initial)


class DrawView(DoubleCodingView):
    """Draw a sample."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.require_check()
        self.form = super().draw_form(request.POST)
        if not self.form.is_valid():
            return self.get(request)
        try:
            sample = draw_sample(
                consultation=self.consultation, second=self.form.chosen, by=self.user
            )
        except CantDraw as error:
            self.form.add_error("second", str(error))
            return self.get(request)
        number = sample.members.count()
        said = ngettext(
            "%(number)d response is drawn. %(who)s finds it under “Sample to code”.",
            "%(number)d responses are drawn. %(who)s finds them under “Sample to code”.",
            number,
        )
        messages.success(request, said % {"number": number, "who": sample.second})
        return redirect("insights:double_coding", self.consultation.pk)

    def draw_form(self, data: Any = None) -> DrawForm:
        return self.form


class MethodView(DoubleCodingView):
    """Choose the method."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not user_can_choose_codebook(self.user, self.consultation):
            raise PermissionDenied
        self.form = MethodForm(request.POST)
        if not self.form.is_valid():
            return self.get(request)
        try:
            with telling_of_signature(request, self.consultation):
                choose_method(
                    consultation=self.consultation, by=self.user, **self.form.cleaned_data
                )
        except CantChange as error:
            self.form.add_error("method", str(error))
            return self.get(request)
        messages.success(request, _("The method is saved."))
        return redirect("insights:double_coding", self.consultation.pk)

    def method_form(self) -> MethodForm:
        return self.form


class SampleDecision(RigourScreen):
    """A button about the sample that is being coded, or that was compared."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.require_check()
        sample = get_object_or_404(samples_of(self.consultation), pk=self.kwargs["sample"])
        return self.decide(sample)

    def decide(self, sample: Sample) -> HttpResponse:
        raise NotImplementedError


class TakeBackView(SampleDecision):
    """Take a sample back that isn't compared."""

    def decide(self, sample: Sample) -> HttpResponse:
        try:
            take_back_sample(sample=sample, by=self.user)
        except Sample.DoesNotExist:
            messages.warning(self.request, _("That has changed meanwhile. Look again, please."))
        else:
            messages.success(self.request, _("The sample is taken back. You may draw another."))
        return redirect("insights:double_coding", self.consultation.pk)


class CompareView(SampleDecision):
    """Lay both codings beside each other, or have them measured again."""

    def decide(self, sample: Sample) -> HttpResponse:
        try:
            compare_sample(sample=sample, by=self.user)
        except NotDone:
            messages.warning(
                self.request, _("The second coder hasn't finished, so nothing is compared yet.")
            )
            return redirect("insights:double_coding", self.consultation.pk)
        messages.success(
            self.request, _("Compared. A worker measures how far the two codings agree.")
        )
        return redirect("insights:comparison", self.consultation.pk, sample.pk)


class SampleView(RigourScreen):
    """Her own list: the responses that she codes blind."""

    template_name = "insights/rigour/sample.html"
    page_title = gettext_lazy("Sample to code")

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": "", "label": _("Sample to code")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        hers = open_sample_of(self.consultation, self.user)
        rows = places_of(hers.sample, self.user) if hers else []
        first = next((row for row in rows if not row.is_done), None)
        return {**super().get_context_data(**kwargs), "hers": hers, "rows": rows, "first": first}


class DoneView(ResponseScreen):
    """She has finished with a response of her sample: on to the next."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            place = finish_place(response=self.response, by=self.user)
        except NotYours:
            messages.warning(request, _("That has changed meanwhile. Look again, please."))
            return self.to_bench(self.response.pk)
        after = next_place(place)
        if after is not None:
            return self.to_bench(after)
        messages.success(
            request, _("You have coded the whole sample. Tell whoever drew it: it can be compared.")
        )
        return redirect("insights:sample", self.consultation.pk)
