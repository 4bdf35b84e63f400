"""Sign-off of a consultation's coding, and the quiet voices that it waits for."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from insights.charts.links import Number, number_of, opens_list
from insights.models import Theme
from insights.permissions import user_can_sign_coding
from insights.rigour.comparing import NoReason
from insights.rigour.fit import new_themes
from insights.rigour.forms import SAY_WHY, QuietForm, ReopenForm
from insights.rigour.quiet import QUIET_BELOW, QuietTheme, quiet_sub_themes, quiet_voices
from insights.rigour.selectors import open_sample_of
from insights.rigour.signing import NothingToOpen, NotYet, open_again, take_step
from insights.rigour.standing import Step, StepStanding, standing_of_coding
from insights.rigour.views import RigourScreen
from insights.rigour.voices import NotQuiet, VoiceChanged, decide_voice
from insights.views.signature import telling_of_signature

CHANGED = gettext_lazy(
    "Others raised it, or somebody decided, since you opened this page. Look again: what you wrote "
    "is still below."
)


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
        standing = standing_of_coding(self.consultation, self.user)
        return {
            **super().get_context_data(**kwargs),
            "standing": standing,
            "steps": [(step, self.may_take(step)) for step in standing.steps],
            "may_sign": self.may_sign,
            "reopen": self.reopen,
            "new": self.new(),
        }

    def new(self) -> tuple[Number, Number] | None:
        """How many were coded lately, and how many of them brought a new theme. Whoever codes blind
        isn't told: it would say what others gave."""
        if open_sample_of(self.consultation, self.user):
            return None
        lately, page = new_themes(self.consultation), self.consultation
        return (
            opens_list(page, lately.responses, ("lately", "coded")),
            opens_list(page, lately.with_new, ("lately", "new")),
        )

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
            "voices": [
                (quiet, self.form(quiet), self.number(quiet))
                for quiet in found
                if not quiet.is_lost
            ],
            "lost": [(quiet, self.form(quiet)) for quiet in found if quiet.is_lost],
            "sub_themes": self.sub_themes(),
            "most": QUIET_BELOW - 1,
            "undecided": sum(quiet.is_open for quiet in found),
        }

    def number(self, quiet: QuietTheme) -> Number:
        """How many raise it, with their responses."""
        page = self.consultation
        behind = [(page.pk, quiet.women)]
        return number_of(behind, {page.pk: str(page)}, themes=[quiet.theme.pk])

    def sub_themes(self) -> list[tuple[Theme, Number]]:
        """Those that few raised, each with the responses behind its number."""
        page = self.consultation
        return [
            (theme, opens_list(page, n, ("exactly", str(theme.pk))))
            for theme, n in quiet_sub_themes(page, self.user)
        ]

    def form(self, quiet: QuietTheme) -> QuietForm:
        """The form of a theme."""
        decided = quiet.decision
        # what was said when it was left out, or settled; not what was said of keeping it
        why = quiet.settled if quiet.is_lost and quiet.is_open else decided.why if decided else ""
        form = QuietForm(None, theme=quiet.theme, why=why, seal=quiet.seal)
        if quiet.is_lost:
            form.fields["why"].label = _("Why it is gone")
        return form


class QuietVoiceView(QuietVoicesView):
    """Keep one, or leave it out and say why."""

    http_method_names = ["post"]

    def prepare(self) -> None:
        super().prepare()
        self.require_check()
        self.theme = self.theme_at(self.kwargs["theme"])
        self.sent = QuietForm(self.request.POST, theme=self.theme)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_kept = "keep" in request.POST
        if not self.sent.is_valid():
            return self.get(request)
        try:
            with telling_of_signature(request, self.consultation):
                self.decide(is_kept=is_kept)
        except NoReason:
            self.sent.add_error("why", SAY_WHY["required"])
            return self.get(request)
        except VoiceChanged:
            messages.warning(request, CHANGED)
            return self.get(request)
        except NotQuiet:
            messages.warning(request, _("That has changed meanwhile. Look again, please."))
        else:
            said = _("“%s” is kept.") if is_kept else _("“%s” is left out, with your reason.")
            messages.success(request, said % self.theme)
        url = reverse("insights:quiet_voices", args=[self.consultation.pk])
        return redirect(f"{url}#voice-{self.theme.pk}")

    def decide(self, *, is_kept: bool) -> None:
        """Do it, if what was on the page is what stands there now."""
        said = self.sent.cleaned_data
        decide_voice(
            consultation=self.consultation,
            theme=self.theme,
            is_kept=is_kept,
            why=said["why"],
            by=self.user,
            seal=said["seal"],
        )

    def form(self, quiet: QuietTheme) -> QuietForm:
        if quiet.theme != self.theme:
            return super().form(quiet)
        self.sent.shows(quiet.seal)
        return self.sent
