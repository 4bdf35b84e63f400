"""Sign-off of a consultation's coding, and the quiet voices that it waits for."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from insights.models import Theme
from insights.permissions import user_can_sign_coding
from insights.rigour.comparing import NoReason
from insights.rigour.fit import new_themes
from insights.rigour.forms import QuietForm, ReopenForm
from insights.rigour.quiet import QUIET_BELOW, NotQuiet, QuietTheme, decide_voice, quiet_voices
from insights.rigour.selectors import open_sample_of
from insights.rigour.signing import NothingToOpen, NotYet, open_again, take_step
from insights.rigour.standing import Step, StepStanding, standing_of_coding
from insights.rigour.views import RigourScreen


class SignOffView(RigourScreen):
    """Each step with what is missing, who took it, and the button that takes it."""

    template_name = "insights/rigour/sign_off.html"
    page_title = gettext_lazy("Sign-off")

    def prepare(self) -> None:
        super().prepare()
        self.may_sign = user_can_sign_coding(self.user, self.consultation)
        self.reopen = ReopenForm()

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail()[:-1], {"url": "", "label": _("Sign-off")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        standing = standing_of_coding(self.consultation)
        return {
            **super().get_context_data(**kwargs),
            "standing": standing,
            "steps": [(step, self.may_take(step)) for step in standing.steps],
            "may_sign": self.may_sign,
            "reopen": self.reopen,
            "new": None
            if open_sample_of(self.consultation, self.user)
            else new_themes(self.consultation),
        }

    def may_take(self, step: StepStanding) -> bool:
        """Whether she sees the button."""
        return step.may_be_taken and (self.may_sign if step.step == Step.SIGNED else self.may_check)

    def here(self) -> HttpResponse:
        return redirect("insights:sign_off", self.consultation.pk)


class TakeStepView(SignOffView):
    """Take a step under one's own name."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            taken = take_step(
                consultation=self.consultation,
                step=request.POST.get("step", ""),
                by=self.user,
            )
        except NotYet as error:
            messages.error(request, " ".join(error.missing))
        else:
            said = _("“%(step)s” is written down under your name, %(name)s.")
            named = {"step": taken.get_step_display(), "name": taken.name}
            messages.success(request, said % named)
        return self.here()


class ReopenView(SignOffView):
    """Open the coding again, with a reason."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_sign:
            raise PermissionDenied
        self.reopen = ReopenForm(request.POST)
        if not self.reopen.is_valid():
            return self.get(request)
        why = self.reopen.cleaned_data["why"]
        try:
            open_again(consultation=self.consultation, why=why, by=self.user)
        except (NoReason, NothingToOpen):
            messages.warning(request, _("That has changed meanwhile. Look again, please."))
        else:
            messages.success(request, _("Opened again. Each step has to be taken anew."))
        return self.here()


class QuietVoicesView(RigourScreen):
    """Themes that few women raised, with their words."""

    template_name = "insights/rigour/quiet.html"
    page_title = gettext_lazy("Quiet voices")

    def trail(self) -> list[dict[str, Any]]:
        url = reverse("insights:quiet_voices", args=[self.consultation.pk])
        return [*super().trail()[:-1], {"url": url, "label": _("Quiet voices")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = quiet_voices(self.consultation, self.user)
        return {
            **super().get_context_data(**kwargs),
            "voices": [(quiet, self.form(quiet)) for quiet in found],
            "most": QUIET_BELOW - 1,
            "undecided": sum(quiet.decision is None for quiet in found),
        }

    def form(self, quiet: QuietTheme) -> QuietForm:
        """The form of a theme."""
        return QuietForm(None, theme=quiet.theme, why=quiet.decision.why if quiet.decision else "")


class QuietVoiceView(QuietVoicesView):
    """Keep one, or leave it out and say why."""

    http_method_names = ["post"]

    def prepare(self) -> None:
        super().prepare()
        self.require_check()
        themes = Theme.objects.filter(codebook=self.theming.codebook_id if self.theming else None)
        self.theme = get_object_or_404(themes, pk=self.kwargs["theme"])
        self.sent = QuietForm(self.request.POST, theme=self.theme)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_kept = "keep" in request.POST
        if not self.sent.is_valid():
            return self.get(request)
        try:
            decide_voice(
                consultation=self.consultation,
                theme=self.theme,
                is_kept=is_kept,
                why=self.sent.cleaned_data["why"],
                by=self.user,
            )
        except NoReason:
            self.sent.add_error("why", _("Say why it is left out."))
            return self.get(request)
        except NotQuiet:
            messages.warning(request, _("That has changed meanwhile. Look again, please."))
        else:
            said = _("“%s” is kept.") if is_kept else _("“%s” is left out, with your reason.")
            messages.success(request, said % self.theme)
        url = reverse("insights:quiet_voices", args=[self.consultation.pk])
        return redirect(f"{url}#voice-{self.theme.pk}")

    def form(self, quiet: QuietTheme) -> QuietForm:
        return self.sent if quiet.theme == self.theme else super().form(quiet)
