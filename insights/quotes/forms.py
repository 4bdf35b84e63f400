"""What a reader says of quotes. What is sent is only compared with what was offered."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from feedback.uses import OFFERED, WORDING, Use
from insights.forms import Ticked
from insights.models import QuoteCheck, Theme
from insights.quotes.checklist import CHECKLIST, KEYS, Point
from insights.quotes.services import LONGEST_WHY
from insights.quotes.states import State

PLACE = re.compile(r"([0-9]{1,19})-([0-9]{1,9})-([0-9]{1,9})", re.ASCII)
LARGEST = 2**63 - 1  # that a database has a place for
MINE = "mine"


@dataclass(frozen=True)
class BankFilter:
    """What a list of the bank holds, read from its address; what can't be understood is left out.

    ?show=second&theme=12&use=public
    """

    state: State | None
    mine: bool
    theme: Theme | None
    use: Use | None

    @classmethod
    def of(cls, asked: QueryDict, themes: Iterable[Theme]) -> "BankFilter":
        show, use = asked.get("show", ""), asked.get("use", "")
        theme = asked.get("theme", "")
        return cls(
            state=State(show) if show in State.values else None,
            mine=show == MINE,
            theme=next((one for one in themes if str(one.pk) == theme), None),
            use=Use(use) if use in list(OFFERED) else None,
        )

    @property
    def show(self) -> str:
        return MINE if self.mine else self.state.value if self.state else ""

    @property
    def query(self) -> str:
        """The filter as it stands in an address, with its question mark."""
        pairs = [("show", self.show), ("theme", str(self.theme.pk) if self.theme else "")]
        pairs.append(("use", self.use.value if self.use else ""))
        given = [(name, value) for name, value in pairs if value]
        return f"?{urlencode(given)}" if given else ""

    @property
    def kept(self) -> dict[str, Any]:
        """What `bank_of` is asked for."""
        return {"state": self.state, "theme": self.theme, "use": self.use, "mine": self.mine}


def uses_offered() -> list[tuple[str, Any]]:
    """Every use, as women read it."""
    return [(use.value, WORDING[use][0]) for use in OFFERED]


class CheckForm(forms.Form):
    """The checklist of one reader."""

    held = Ticked(label=_("What holds"), required=False)
    verdict = forms.ChoiceField(
        label=_("May it be repeated?"),
        choices=[
            ("yes", _("Yes: every point above holds")),
            ("no", _("No")),
        ],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Say whether it may be repeated.")
        ),
    )
    why = forms.CharField(
        label=_("If not, why"),
        help_text=_(
            "What kind of thing in it shows too much, without repeating it. A shorter quote may do."
        ),
        required=False,
        max_length=LONGEST_WHY,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, check: QuoteCheck | None = None) -> None:
        initial = {}
        if check is not None:
            verdict = "yes" if check.passed else "no"
            initial = {"held": check.held, "verdict": verdict, "why": check.why}
        super().__init__(data, initial=initial)
        held: Any = self.fields["held"]
        held.choices = [(key, key) for key in sorted(KEYS)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("verdict") == "yes" and KEYS.difference(given.get("held", ())):
            self.add_error(
                "held",
                _("Tick every point to say that it may be repeated, or say No and why."),
            )
        if given.get("verdict") == "no" and "why" in given and not given["why"].strip():
            self.add_error("why", _("Say why it is not to be repeated, in a sentence."))
        return given

    @property
    def points(self) -> list[tuple[Point, bool]]:
        """Each point, and whether it is ticked."""
        ticked = set(self["held"].value() or [])
        return [(point, point.key in ticked) for point in CHECKLIST]

    @property
    def chosen(self) -> dict[str, Any]:
        """What `check_quote` takes."""
        given = self.cleaned_data
        return {"held": given["held"], "passed": given["verdict"] == "yes", "why": given["why"]}


class ThemeForm(forms.Form):
    """The theme that words are quoted under."""

    theme = forms.ChoiceField(
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose which theme the words speak for.")
        )
    )

    def __init__(self, data: Any, *, themes: Iterable[Theme]) -> None:
        super().__init__(data)
        self.themes = {str(theme.pk): theme for theme in themes}
        field: Any = self.fields["theme"]
        field.choices = [(pk, pk) for pk in self.themes]

    @property
    def chosen(self) -> Theme:
        return self.themes[self.cleaned_data["theme"]]


@dataclass(frozen=True)
class Words:
    """A place in an answer, as it was sent."""

    answer: int
    start: int
    end: int


def words_of(sent: Iterable[str]) -> list[Words]:
    """Places that were sent; what can't be one is let go."""
    found = (PLACE.fullmatch(value) for value in sent)
    places = [Words(int(m[1]), int(m[2]), int(m[3])) for m in found if m]
    return [place for place in places if place.answer <= LARGEST]


def together(words: Iterable[Words], answers: Mapping[int, int]) -> Words | None:
    """From the first to the last of these places, in the first answer that any of them is of."""
    known = [one for one in words if one.answer in answers]
    if not known:
        return None
    here = [one for one in known if one.answer == known[0].answer]
    return Words(known[0].answer, min(w.start for w in here), max(w.end for w in here))
