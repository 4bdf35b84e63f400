"""How far a coding is on its way to a signature, and what is missing for each step."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from consultations.models import ConsultationPage
from insights.models import SignOff, Suggestion, SuggestionRun
from insights.rigour.missing import missing_for_checked, missing_for_coded
from insights.rigour.signed import Under, changed_since, under_now
from insights.selectors.progress import numbers_of, theming_of

Step = SignOff.Step
STEPS = (Step.CODED, Step.CHECKED, Step.SIGNED)


@dataclass(frozen=True)
class StepStanding:
    """One step: who took it, if it holds, and what is missing now. `lapsed` was taken and doesn't
    hold any more, and `why` says why not."""

    step: str
    label: str
    taken: SignOff | None
    missing: list[str]
    may_be_taken: bool
    lapsed: SignOff | None = None
    why: Sequence[str] = ()


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
    """Steps that hold by what was written down: opening it again takes all of them away, and a
    change takes the signature, which stood under something else."""
    taken: dict[str, SignOff] = {}
    for row in history:
        if row.step == Step.REOPENED:
            taken = {}
        elif row.step == Step.CHANGED:
            taken.pop(Step.SIGNED, None)
        elif row.step in STEPS:
            taken[row.step] = row
    return taken


def holding_steps(consultation: ConsultationPage) -> dict[str, SignOff]:
    """Steps that hold now: those whose ground is still what it was when they were taken."""
    return _holding(consultation, taken_steps(history_of(consultation)))


def _holding(consultation: ConsultationPage, taken: dict[str, SignOff]) -> dict[str, SignOff]:
    now = under_now(consultation) if any(row.under for row in taken.values()) else {}
    return {step: row for step, row in taken.items() if not changed_since(row, now)}


def _lapsed(history: list[SignOff], step: Step, now: Under) -> tuple[SignOff | None, list[str]]:
    """Who took a step last that doesn't hold any more, unless it was opened again since; and why
    it doesn't."""
    opened = max((row.pk for row in history if row.step == Step.REOPENED), default=0)
    row = next((row for row in reversed(history) if row.step == step and row.pk > opened), None)
    if row is None:
        return None, []
    noted = [
        one.note or _("What was coded was changed.")
        for one in history
        if step == Step.SIGNED and one.step == Step.CHANGED and one.pk > row.pk
    ]
    told = " ".join(noted)
    return row, [*noted, *(why for why in changed_since(row, now) if why not in told)]


def came_since(history: list[SignOff]) -> int:
    """How many women's answers came in since it was signed off last."""
    signed = taken_steps(history).get(Step.SIGNED)
    if signed is None:
        return 0
    return sum(row.came for row in history if row.step == Step.LATE and row.pk > signed.pk)


def is_signed_off(consultation: ConsultationPage) -> bool:
    """Whether the coding is signed off. It stays so when a late response comes in."""
    return Step.SIGNED in holding_steps(consultation)


def women_here(consultation: ConsultationPage) -> int:
    """How many women answered, as far as their words weren't taken back."""
    return numbers_of(consultation).women


def standing_of_coding(consultation: ConsultationPage, reader: User | None = None) -> Standing:
    """Every step with what is missing, looked up now and not when a step was taken. For a reader it
    counts nothing of what she codes blind."""
    theming = theming_of(consultation)
    history = history_of(consultation)
    taken = _holding(consultation, taken_steps(history))
    came = came_since(history) if Step.SIGNED in taken else 0
    coding = missing_for_coded(consultation, theming)
    checking = missing_for_checked(consultation, theming, reader)
    missing = {
        Step.CODED: coding,
        Step.CHECKED: _before(taken, Step.CODED) + checking,
        # what "checked" waits for stands there; once it is taken, what changed since stands here
        Step.SIGNED: _before(taken, Step.CHECKED) or coding + checking,
    }
    again = {Step.SIGNED} if came else set()
    now = under_now(consultation) if history else {}
    steps = []
    for step in STEPS:
        lapsed, why = (None, []) if step in taken else _lapsed(history, step, now)
        steps.append(
            StepStanding(
                step=step.value,
                label=str(step.label),
                taken=taken.get(step),
                missing=missing[step],
                may_be_taken=not missing[step] and (step not in taken or step in again),
                lapsed=lapsed,
                why=why,
            )
        )
    return Standing(
        looked=_was_looked(consultation),
        steps=steps,
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
