"""Notes of a meeting, pasted: which question they answer, and what holds for all points."""

import hashlib
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from feedback.flow import LONGEST_TEXT
from feedback.late import Taken, taken_from_staff
from feedback.models import Channel, FormVersion
from feedback.questionnaire import ENGLISH, WRITTEN, in_language
from feedback.review.groups.models import Present
from feedback.review.groups.points import MOST_POINTS, Split, split_points
from feedback.review.groups.services import notable_versions
from feedback.review.paper.forms import LANGUAGES
from feedback.review.wrong_fields import Wrong, wrong_fields
from feedback.uses import OFFERED, WORDING

ANSWERED = "%s:%s"  # version and key of a question


class NotesForm(forms.Form):
    """The notes, and what is the same for all points."""

    question = forms.ChoiceField(
        label=gettext_lazy("Which question do the notes answer?"),
        error_messages={"required": gettext_lazy("Choose the question.")},
    )
    present = forms.ChoiceField(
        label=gettext_lazy("How many people were there?"),
        choices=Present.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say about how many were there.")},
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the notes"),
        choices=LANGUAGES,
        initial="en-gb",
        widget=forms.RadioSelect,
    )
    uses = forms.MultipleChoiceField(
        label=gettext_lazy("What did the group allow?"),
        required=False,
        choices=[(use.value, WORDING[use][0]) for use in OFFERED],
        help_text=gettext_lazy("Only what everybody there agreed to. Nothing: counted only."),
        widget=forms.CheckboxSelectMultiple,
    )
    split = forms.ChoiceField(
        label=gettext_lazy("Where does a point end?"),
        choices=[
            (Split.LINES.value, gettext_lazy("At the end of its line")),
            (Split.PARAGRAPHS.value, gettext_lazy("At an empty line")),
        ],
        initial=Split.LINES.value,
        widget=forms.RadioSelect,
    )
    notes = forms.CharField(
        label=gettext_lazy("Notes"),
        strip=False,
        help_text=gettext_lazy(
            "Paste them, then look at the points. To join two, put them on one line; to split one, "
            "break the line. Leave names out; a reader takes out what is left."
        ),
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": gettext_lazy("Paste the notes first.")},
    )
    told = forms.BooleanField(
        label=gettext_lazy("The group was told who reads this and what can’t be promised"),
        error_messages={"required": gettext_lazy("Tick this if it is so. If not, ask them first.")},
    )

    points: list[str] = []

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.versions = {version.pk: version for version in notable_versions(user)}
        chooser = self.fields["question"]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = [("", "–"), *map(_questions, self.versions.values())]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("question") and (why_not := self.taken.why_not):
            self.add_error("question", why_not)
        if cleaned.get("notes") and cleaned.get("split"):
            self.points = split_points(cleaned["notes"], Split(cleaned["split"]))
            if problem := _problem(self.points):
                self.add_error("notes", problem)
        return cleaned

    @property
    def taken(self) -> Taken:
        """Whether the consultation that they are for takes them now, and whether they are late."""
        chosen = self.cleaned_data.get("question", "").partition(":")[0]
        version = self.versions.get(int(chosen)) if chosen else None
        return taken_from_staff(version.form.consultation, Channel.GROUP) if version else Taken()

    @property
    def wrong(self) -> list[Wrong]:
        """What the summary on top of the page says."""
        return wrong_fields((field.label, field) for field in self)

    @property
    def mark(self) -> str:
        """A mark of the points, so that only what was shown is sealed."""
        return hashlib.sha256("\0".join(self.points).encode()).hexdigest()[:20]

    @property
    def chosen(self) -> dict[str, Any]:
        """What `add_notes` takes."""
        data = self.cleaned_data
        version, _, question = data["question"].partition(":")
        return {
            "version": self.versions[int(version)],
            "question": question,
            "points": self.points,
            **{name: data[name] for name in ("present", "language", "uses")},
        }


def _questions(version: FormVersion) -> tuple[str, list[tuple[str, str]]]:
    """The questions of a version that take words, under the form's title."""
    asked = [item for item in version.questionnaire.questions if item.kind in WRITTEN]
    return version.form.title, [
        (ANSWERED % (version.pk, item.key), str(in_language(item.text, ENGLISH))) for item in asked
    ]


def _problem(points: list[str]) -> str:
    """What is wrong with the points as they are split; empty when nothing is."""
    if not points:
        return _("There is no point in these notes yet.")
    if len(points) > MOST_POINTS:
        return _("These are %(n)s points. Add %(most)s at most, then the rest.") % {
            "n": len(points),
            "most": MOST_POINTS,
        }
    long = next((at for at, point in enumerate(points, 1) if len(point) > LONGEST_TEXT), None)
    if long:
        return _("Point %(n)s is longer than %(most)s characters. Split it.") % {
            "n": long,
            "most": f"{LONGEST_TEXT:,}",
        }
    return ""
