"""The form of a split: names of the new themes, and which of them each response goes to."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from insights.codebook.forms import WhyForm
from insights.codebook.remapping import FEWEST_PARTS
from insights.codebook.selectors import Said
from insights.forms import Ticked

MOST_PARTS = 4
STAYS = "stays"
BELOW, BESIDE = "below", "beside"


class SplitForm(WhyForm):
    """Up to four new themes. Responses are listed once the names are there, so that each column of
    boxes has a name; nothing that was typed or ticked is lost on the way."""

    where = forms.ChoiceField(label=_("Where the new themes stand"), widget=forms.RadioSelect)
    retire = forms.BooleanField(label=_("Retire the old theme afterwards"), required=False)
    others = forms.ChoiceField(label=_("Responses without a tick"), required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        listed: Sequence[Said],
        may_go_below: bool,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.listed = listed
        for number in range(MOST_PARTS):
            self.fields[f"name-{number}"] = forms.CharField(
                label=_("Name of new theme %s") % (number + 1),
                required=number < FEWEST_PARTS,
                max_length=120,
            )
            self.fields[f"cues-{number}"] = forms.CharField(
                label=_("Cues of new theme %s, with commas between them") % (number + 1),
                required=False,
                max_length=2_000,
            )
        where: Any = self.fields["where"]
        below = [(BELOW, _("Under this theme, which stays"))] if may_go_below else []
        where.choices = [*below, (BESIDE, _("Beside this theme"))]
        where.initial = where.choices[0][0]
        self._offer_parts()

    def _offer_parts(self) -> None:
        names = [(str(n), self._typed(n)) for n in range(MOST_PARTS) if self._typed(n)]
        others: Any = self.fields["others"]
        others.choices = [("", _("stay with the old theme")), *names]
        boxes = [*names, (STAYS, _("Stays"))]
        for said in self.listed:
            self.fields[f"to-{said.response}"] = Ticked(
                label=_("Goes to"),
                required=False,
                choices=boxes,
                widget=forms.CheckboxSelectMultiple,
            )

    def _typed(self, number: int) -> str:
        return " ".join(str(self.data.get(self.add_prefix(f"name-{number}"), "")).split())

    @property
    def has_names(self) -> bool:
        """Whether the boxes have something to stand for."""
        return sum(bool(self._typed(n)) for n in range(MOST_PARTS)) >= FEWEST_PARTS

    def pairs(self) -> Iterator[tuple[BoundField, BoundField]]:
        """Name and cues of each new theme."""
        for number in range(MOST_PARTS):
            yield self[f"name-{number}"], self[f"cues-{number}"]

    def rows(self) -> Iterator[tuple[Said, BoundField]]:
        """The words of each response, and its boxes."""
        for said in self.listed:
            yield said, self[f"to-{said.response}"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("where") == BELOW and said.get("retire"):
            self.add_error("retire", _("A theme stays in use while it has sub-themes."))
        return said

    def parts(self) -> list[dict[str, Any]]:
        """Fields of the new themes."""
        said = self.cleaned_data
        return [
            {"name": said[f"name-{n}"], "cues": said[f"cues-{n}"].split(",")}
            for n in range(MOST_PARTS)
            if said.get(f"name-{n}")
        ]

    def chosen(self, codings: Sequence[tuple[int, int]]) -> dict[int, list[int]]:
        """Coding → places of parts, for codings with their responses. A response without a tick
        goes where the others go, and so does one that isn't on the page."""
        said = self.cleaned_data
        numbers = [n for n in range(MOST_PARTS) if said.get(f"name-{n}")]
        place = {str(number): at for at, number in enumerate(numbers)}
        others = [place[said["others"]]] if said.get("others") in place else []
        found = {}
        for coding, response in codings:
            ticked = said.get(f"to-{response}") or []
            found[coding] = [place[one] for one in ticked if one in place] if ticked else others
        return found
