"""How far looking for themes is, in plain words for the screen and for the command line."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.models import ConsultationPage
from insights.analysis.pace import READY_AT
from insights.models import SuggestionRun
from insights.selectors.progress import theming_of

State = SuggestionRun.State
Reason = SuggestionRun.Reason


def run_of(consultation: ConsultationPage) -> SuggestionRun | None:
    """The last run of a consultation, whichever language its page is in. None before the first."""
    key = consultation.translation_key
    runs = SuggestionRun.objects.filter(consultation__translation_key=key)
    return runs.order_by("-pk").first()


@dataclass(frozen=True)
class Standing:
    """Where looking for themes stands in one consultation."""

    run: SuggestionRun | None
    said: str
    may_begin: bool

    @property
    def is_live(self) -> bool:
        return self.run is not None and self.run.is_live

    @property
    def may_stop(self) -> bool:
        return self.run is not None and self.run.state in (State.WAITING, State.RUNNING)


def standing_of(consultation: ConsultationPage) -> Standing:
    """What the screen shows. Nothing may begin without a codebook, nor beside another run."""
    run = run_of(consultation)
    live = run is not None and run.is_live
    return Standing(
        run=run,
        said=said_of(run) if run else "",
        may_begin=not live and theming_of(consultation) is not None,
    )


def why_nothing(consultation: ConsultationPage) -> str:
    """Why nothing is suggested for a response: only after a whole look is it the response."""
    run = run_of(consultation)
    if run is None:
        return _("Nobody has had themes looked for here yet.")
    if run.is_live:
        return _("Themes are being looked for. Nothing has been found here so far.")
    if run.state == State.DONE:
        return _("Nothing here speaks clearly for a theme. This one needs you.")
    return _(
        "The last look for themes didn't get to its end, so this one may not have been looked at."
    )


def said_of(run: SuggestionRun) -> str:
    """One or two sentences: where the run stands and, where it failed, what to do."""
    if run.state == State.WAITING:
        return _waiting(run)
    if run.state == State.RUNNING and 0 < run.total <= run.done:
        return _("All responses were looked through; now looking for new themes.")
    if run.state == State.RUNNING:
        return _("Looking for themes: %(far)s.") % {"far": how_far(run)}
    if run.state == State.CANCELLING:
        return _("Stopping: %(far)s.") % {"far": how_far(run)}
    if run.state == State.DONE:
        return _done(run)
    if run.state == State.CANCELLED:
        said = _("Stopped on %(day)s: %(far)s. What was suggested until then stays.")
        return said % {"day": _day(run), "far": how_far(run)}
    return f"{_('Failed on %(day)s.') % {'day': _day(run)}} {_what_to_do(run)}"


def how_far(run: SuggestionRun) -> str:
    """1,500 of 10,000 responses."""
    said = ngettext("%(done)s of %(total)s response", "%(done)s of %(total)s responses", run.total)
    return said % {"done": _number(run.done), "total": _number(run.total)}


def _waiting(run: SuggestionRun) -> str:
    if run.started_on < timezone.localdate():
        return _(
            "Asked for on %(day)s, and nobody has begun. Tell whoever runs the server that the "
            "worker does nothing."
        ) % {"day": date_format(run.started_on, "j F")}
    return _("Waiting for the worker to begin.")


def _done(run: SuggestionRun) -> str:
    looked = ngettext("%(n)s response", "%(n)s responses", run.total) % {"n": _number(run.total)}
    written = ngettext("%(n)s suggestion written", "%(n)s suggestions written", run.written) % {
        "n": _number(run.written)
    }
    kept = _("%(n)s kept that somebody decided on") % {"n": _number(run.kept)}
    proposed = ngettext("%(n)s new theme proposed", "%(n)s new themes proposed", run.proposed) % {
        "n": _number(run.proposed)
    }
    parts = [looked, written, *([kept] if run.kept else []), *([proposed] if run.proposed else [])]
    done = _("Done on %(day)s: %(what)s.") % {"day": _day(run), "what": ", ".join(parts)}
    return f"{done} {_learned(run)}"


def _learned(run: SuggestionRun) -> str:
    """By what the themes were found: it tells facilitators what their codings are good for."""
    if run.coded < READY_AT:
        left = READY_AT - run.coded
        said = ngettext(
            "Found by cues; %(n)s more coded response, and it learns from you.",
            "Found by cues; %(n)s more coded responses, and it learns from you.",
            left,
        )
        return said % {"n": _number(left)}
    if not run.has_learned:
        return _("Found by cues: what was coded tells no two themes apart, so nothing was learned.")
    said = ngettext(
        "Learned from %(n)s coded response of your area.",
        "Learned from %(n)s coded responses of your area.",
        run.coded,
    )
    return said % {"n": _number(run.coded)}


def _what_to_do(run: SuggestionRun) -> str:
    if run.reason == Reason.CODEBOOK:
        return _("There is no codebook, or no theme of it is in use. Choose one, then look again.")
    if run.reason == Reason.LEFT:
        return _(
            "It was begun several times and never came to its end. Look for themes again, and tell "
            "whoever runs the server."
        )
    return _(
        "Something went wrong; what was suggested until then stays. Look for themes again. If "
        "that fails too, tell whoever runs the server."
    )


def _day(run: SuggestionRun) -> str:
    return date_format(run.ended_on or run.started_on, "j F")


def _number(n: int) -> str:
    return number_format(n, use_l10n=True, force_grouping=True)
