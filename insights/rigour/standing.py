"""How far a coding is on its way to a signature, and what is missing for each step."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.models import ConsultationPage
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import Reading, SignOff, Suggestion, SuggestionRun, Theming
from insights.rigour.quiet import undecided_voices
from insights.rigour.sampling import coded_women
from insights.rigour.selectors import (
    is_reflexive,
    open_disagreements,
    open_sample,
    samples_of,
)
from insights.selectors.progress import theming_of
from insights.selectors.women import count_women

Step = SignOff.Step
STEPS = (Step.CODED, Step.CHECKED, Step.SIGNED)


@dataclass(frozen=True)
class StepStanding:
    """One step: who took it, if somebody did, and what is missing now."""

    step: str
    label: str
    taken: SignOff | None
    missing: list[str]
    may_be_taken: bool


@dataclass(frozen=True)
class Standing:
    """All steps; `came` women's answers came in since it was signed."""

    looked: bool
    steps: list[StepStanding]
    signed: SignOff | None
    came: int
    history: list[SignOff]

    @property
    def is_begun(self) -> bool:
        """Whether a step holds, so that it could be opened again."""
        return any(step.taken for step in self.steps)


def history_of(consultation: ConsultationPage) -> list[SignOff]:
    """Every step that was taken, the first one first, whichever language the page is in."""
    rows = SignOff.objects.filter(consultation__translation_key=consultation.translation_key)
    return list(rows.select_related("by").order_by("pk"))


def taken_steps(history: list[SignOff]) -> dict[str, SignOff]:
    """Steps that hold now: opening it again takes all of them away, and a change of what was coded
    takes the signature, which stood under something else."""
    taken: dict[str, SignOff] = {}
    for row in history:
        if row.step == Step.REOPENED:
            taken = {}
        elif row.step == Step.CHANGED:
            taken.pop(Step.SIGNED, None)
        elif row.step in STEPS:
            taken[row.step] = row
    return taken


def came_since(history: list[SignOff]) -> int:
    """How many women's answers came in since it was signed off last."""
    signed = taken_steps(history).get(Step.SIGNED)
    if signed is None:
        return 0
    return sum(row.came for row in history if row.step == Step.LATE and row.pk > signed.pk)


def is_signed_off(consultation: ConsultationPage) -> bool:
    """Whether the coding is signed off. It stays so when a late response comes in."""
    return Step.SIGNED in taken_steps(history_of(consultation))


def women_here(consultation: ConsultationPage) -> int:
    """How many women answered, as far as their words weren't taken back."""
    return count_women(responses_for(use=Use.READING_TEAM, consultation=consultation))


def standing_of_coding(consultation: ConsultationPage) -> Standing:
    """Every step with what is missing, looked up now and not when a step was taken."""
    theming = theming_of(consultation)
    history = history_of(consultation)
    taken = taken_steps(history)
    came = came_since(history)
    coding = missing_for_coded(consultation, theming)
    checking = missing_for_checked(consultation, theming)
    missing = {
        Step.CODED: coding,
        Step.CHECKED: _before(taken, Step.CODED) + checking,
        # what "checked" waits for stands there; once it is taken, what changed since stands here
        Step.SIGNED: _before(taken, Step.CHECKED) or coding + checking,
    }
    again = {Step.SIGNED} if came else set()
    return Standing(
        looked=_was_looked(consultation),
        steps=[
            StepStanding(
                step=step.value,
                label=str(step.label),
                taken=taken.get(step),
                missing=missing[step],
                may_be_taken=not missing[step] and (step not in taken or step in again),
            )
            for step in STEPS
        ],
        signed=taken.get(Step.SIGNED),
        came=came,
        history=history,
    )


def _before(taken: dict[str, SignOff], step: SignOff.Step) -> list[str]:
    if step in taken:
        return []
    return [_("The step before it: “%(step)s”.") % {"step": step.label}]


def _was_looked(consultation: ConsultationPage) -> bool:
    key = consultation.translation_key
    runs = SuggestionRun.objects.filter(consultation__translation_key=key)
    found = Suggestion.objects.filter(response__version__form__consultation__translation_key=key)
    return runs.exists() or found.exists()


def missing_for_coded(consultation: ConsultationPage, theming: Theming | None) -> list[str]:
    """What stands between a consultation and "coded"."""
    if theming is None:
        return [_("Choose a codebook for this consultation first.")]
    rows = responses_for(use=Use.READING_TEAM, consultation=consultation).order_by()
    if not rows.exists():
        return [_("Nobody has answered yet.")]
    missing = []
    unread = count_women(rows.exclude(pk__in=Reading.objects.values("response")))
    if unread:
        missing.append(
            ngettext(
                "%(count)d response has been read by nobody yet.",
                "%(count)d responses have been read by nobody yet.",
                unread,
            )
            % {"count": unread}
        )
    if not coded_women(consultation).exists():
        missing.append(_("No response is coded yet."))
    return missing


def missing_for_checked(consultation: ConsultationPage, theming: Theming | None) -> list[str]:
    """What stands between coded and "checked": two codings settled, or a standpoint told, and every
    quiet voice decided on."""
    if theming is None:
        return []
    missing = _standpoint(theming) if is_reflexive(theming) else _double_coding(consultation)
    quiet = undecided_voices(consultation)
    if quiet:
        missing.append(
            ngettext(
                "%(count)d theme that few women raised is neither kept nor left out.",
                "%(count)d themes that few women raised are neither kept nor left out.",
                quiet,
            )
            % {"count": quiet}
        )
    return missing


def _standpoint(theming: Theming) -> list[str]:
    if theming.standpoint.strip():
        return []
    return [_("Write down where the readers stand, under “Double coding”.")]


def _double_coding(consultation: ConsultationPage) -> list[str]:
    going_on = open_sample(consultation)
    if going_on and going_on.left:
        said = ngettext(
            "%(count)d response of the sample is not coded by the second coder yet.",
            "%(count)d responses of the sample are not coded by the second coder yet.",
            going_on.left,
        )
        return [said % {"count": going_on.left}]
    if going_on:
        return [_("The sample that was coded twice is not compared yet.")]
    if not samples_of(consultation).exists():
        return [_("No sample has been coded twice yet.")]
    unsettled = open_disagreements(consultation)
    if not unsettled:
        return []
    said = ngettext(
        "%(count)d response that two people coded differently is not settled yet.",
        "%(count)d responses that two people coded differently are not settled yet.",
        unsettled,
    )
    return [said % {"count": unsettled}]
