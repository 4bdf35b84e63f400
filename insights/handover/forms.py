"""What is asked before words leave: what, what for, why, and who will have them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.uses import WORDING, Use
from insights.handover.cards import CARD_USES
from insights.handover.gathering import FILE_USES
from insights.models import HandOver

Kind = HandOver.Kind
LONGEST_WHY, LONGEST_HOLDER = 300, 120


class WhyForm(forms.Form):
    """Why words leave, and who has to be told when a woman takes hers back."""

    why = forms.CharField(
        label=_("Why they leave"),
        help_text=_("In a sentence, so that a later reader can follow it."),
        max_length=LONGEST_WHY,
        error_messages={"required": _("Say why, in a sentence.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    held_by = forms.CharField(
        label=_("Who will have them"),
        help_text=_(
            "A team or a post, such as “Evaluation team, Southdown Council”. They have to be told "
            "when a woman takes her words back."
        ),
        max_length=LONGEST_HOLDER,
        error_messages={"required": _("Say who will have them.")},
    )


class HandOverForm(WhyForm):
    """A coded file, for one use."""

    field_order = ("kind", "use", "why", "held_by", "memos")

    kind = forms.ChoiceField(
        label=_("What you need"),
        choices=[
            (Kind.CODED_CSV, _("CSV, for a spreadsheet or statistics")),
            (Kind.QDPX, _("REFI-QDA project (.qdpx), for NVivo, MAXQDA, ATLAS.ti or QualCoder")),
        ],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose one of the two kinds of file.")
        ),
    )
    use = forms.ChoiceField(
        label=_("What the words are for"),
        choices=[(use.value, WORDING[use][0]) for use in FILE_USES],
        help_text=_(
            "You get the words of women who allowed this. Of all others there are the themes alone."
        ),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose what the words are for.")
        ),
    )
    memos = forms.BooleanField(
        label=_("With memos, in the REFI-QDA project"),
        help_text=_(
            "What coders noted on the way. Read them first: memos are the team's own. One that "
            "repeats four words in a row of a woman whose words are not in the file is left out."
        ),
        required=False,
    )

    @property
    def chosen(self) -> dict[str, Any]:
        """What `hand_over` takes."""
        given = self.cleaned_data
        return {
            "kind": Kind(given["kind"]),
            "use": Use(given["use"]),
            "why": given["why"],
            "held_by": given["held_by"],
            "with_memos": given["memos"],
        }


class CardUseForm(forms.Form):
    """What cards are for: it says whose words may be on them."""

    use = forms.ChoiceField(
        label=_("What the cards are for"),
        choices=[(use.value, WORDING[use][0]) for use in CARD_USES],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose what the cards are for.")
        ),
    )

    @property
    def chosen(self) -> Use:
        return Use(self.cleaned_data["use"])


class CardsForm(WhyForm):
    """The quotes that are ticked, and why they are printed."""

    quotes = forms.TypedMultipleChoiceField(
        label=_("Quotes"),
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Tick at least one quote, then make the cards.")
        ),
    )
    with_themes = forms.BooleanField(
        label=_("Themes on the back"),
        help_text=_("For printing on both sides, turned on the long edge."),
        required=False,
    )

    def __init__(self, data: Any = None, *, keys: Iterable[str] = ()) -> None:
        super().__init__(data)
        self.fields["held_by"].help_text = _(
            "Who brings them to the session and collects them after it. They have to be told when "
            "a woman takes her words back."
        )
        quotes: Any = self.fields["quotes"]
        quotes.choices = [(key, key) for key in keys]

    @property
    def ticked(self) -> list[str]:
        """What is ticked on the page, as it was sent."""
        return [str(key) for key in self["quotes"].value() or []]
