"""An outcome in another form, as staff write it: a box for each thing that the English says."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from consultations.models import Decision, Outcome
from consultations.services import ToldDecision
from core.staff_forms import InOurWords
from core.written import has_a_word
from insights.notices.kinds import EASY
from insights.notices.selectors import long_lines, words_of_before

# Signs of: the summary, what was said, what was decided, why. Easy read is short, or it is none.
LONGEST, LONGEST_EASY = (20_000, 300, 600, 600), (600, 160, 240, 240)


@dataclass(frozen=True)
class Row:
    """A decision in English, and its boxes."""

    decision: Decision
    boxes: list[BoundField]


class TellingForm(InOurWords, forms.Form):
    """Made by telling_form, which knows how many decisions there are."""

    outcome: Outcome
    is_easy: bool

    @property
    def rows(self) -> list[Row]:
        return [Row(d, [self[name] for name in _names(d)]) for d in self.outcome.decisions.all()]

    @property
    def hints(self) -> list[tuple[BoundField, list[str]]]:
        """Boxes of an easy read with lines that are too long for it."""
        if not self.is_easy:
            return []
        boxes = [box for box in self if box.name != "checked_by"]
        found = [(box, long_lines(str(box.value() or ""))) for box in boxes]
        return [(box, lines) for box, lines in found if lines]

    @property
    def told(self) -> dict[str, Any]:
        """What tell_outcome takes, once it is valid."""
        given = self.cleaned_data
        decisions = [
            ToldDecision(given[said], given[what], given[why[0]] if why else "")
            for said, what, *why in map(_names, self.outcome.decisions.all())
        ]
        return {
            "summary": given["summary"],
            "decisions": decisions,
            "checked_by": given["checked_by"],
        }


def _names(decision: Decision) -> list[str]:
    """Fields of a decision. One that was done has no reason to give."""
    names = [f"said_{decision.order}", f"what_{decision.order}"]
    return [*names, *([f"why_{decision.order}"] if decision.because.strip() else [])]


NOBODY = _(
    "Name the person who checked it, such as “Siân Jones, translator”. Until somebody has, it does "
    "not go public."
)


def _require_a_name(text: str) -> None:
    if not has_a_word(text):
        raise ValidationError(NOBODY)


def telling_form(data: Any, *, outcome: Outcome, form: str) -> TellingForm:
    """The form for one outcome, with what was written before where the English is the same."""
    is_easy = form in EASY
    summary, *longest = LONGEST_EASY if is_easy else LONGEST
    fields: dict[str, Any] = {"summary": _box(_("What women said, in short"), summary, 6)}
    initial: dict[str, str] = {}
    before = words_of_before(outcome, form)
    for decision in outcome.decisions.all():
        words = before.get(str(decision.key), {})
        kept = (words.get(name, "") for name in ("you_said", "what", "because"))
        labels = (_("You said"), Decision.Answer(decision.answer).label, _("Because"))
        for name, label, most, text in zip(_names(decision), labels, longest, kept, strict=False):
            fields[name] = _box(label, most, 3)
            initial[name] = text
    fields["checked_by"] = forms.CharField(
        label=_("Who checked it"),
        help_text=_(
            "By name: a fluent speaker, or who sat with women who read easy read. Kept here, never "
            "shown."
        ),
        max_length=120,
        validators=[_require_a_name],
        error_messages={"required": NOBODY},
    )
    made: TellingForm = type("TellingForm", (TellingForm,), fields)(data, initial=initial)
    made.outcome, made.is_easy = outcome, is_easy
    return made


def _box(label: Any, most: int, rows: int) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, widget=box)
