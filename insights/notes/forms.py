"""What people send about memos, marks and words that they point at."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from insights.models import Coding
from insights.notes.memos import LONGEST
from insights.notes.passages import Place

PLACE = re.compile(r"([0-9]{1,19})-([0-9]{1,9})-([0-9]{1,9})-([ot])", re.ASCII)


class MemoForm(forms.Form):
    """A memo."""

    text = forms.CharField(
        label=_("Memo"),
        help_text=_("What you noticed, wondered about or decided. Leave names and places out."),
        max_length=LONGEST,
        error_messages={
            "required": _("Write something first."),
            "max_length": _(
                "A memo holds %(limit_value)d characters and this has %(show_value)d: "
                "shorten it, or make two of it."
            ),
        },
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PointForm(forms.Form):
    """Words, and the coding that they are for."""

    coding = forms.ChoiceField(
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose which of your themes the words are for.")
        )
    )
    seal = forms.CharField(required=False, max_length=64)

    def __init__(self, data: Any, *, codings: Iterable[Coding]) -> None:
        super().__init__(data)
        self.codings = {str(coding.pk): coding for coding in codings}
        self.fields["coding"].choices = [(pk, pk) for pk in self.codings]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Coding:
        return self.codings[self.cleaned_data["coding"]]

    def places(self, texts: Mapping[tuple[int, bool], str]) -> list[Place]:
        """Places in the words as they are stored. A browser shows the two signs at a line's end as
        one, and counts so; what can't be a place is let go."""
        sent = self.data.getlist("places") if hasattr(self.data, "getlist") else []
        found = (PLACE.fullmatch(value) for value in sent)
        return [
            Place(
                answer=(answer := int(match[1])),
                start=_stored(texts.get((answer, match[4] == "t"), ""), int(match[2])),
                end=_stored(texts.get((answer, match[4] == "t"), ""), int(match[3])),
                in_translation=match[4] == "t",
            )
            for match in found
            if match
        ]


def shown(text: str) -> str:
    """A text as a browser counts it."""
    return text.replace("\r\n", "\n")


def _stored(text: str, place: int) -> int:
    if "\r\n" not in text:
        return place
    lines = text.split("\r\n")
    before = at = 0
    for line in lines:
        if place <= before + len(line):
            break
        before += len(line) + 1
        at += len(line) + len("\r\n")
    return at + place - before
