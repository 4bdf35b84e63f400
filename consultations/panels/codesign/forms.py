"""What members fill in in a room. Nothing but the words themselves is ever required."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.panels.codesign.activities.counting import PLACES, caps_for
from consultations.panels.codesign.activities.models import (
    Activity,
    Card,
    Feeling,
    Naming,
    Row,
)
from consultations.panels.codesign.activities.results import PLACE_WORDS
from consultations.panels.codesign.activities.shown import STEPS
from consultations.panels.codesign.asks.models import Signing
from consultations.panels.codesign.rooms.stages import Kind

ROWS = {"rows": 3}
FOLDED = '<details class="hard"><summary>{}</summary>{}</details>'
WHERE = [(step.value, step.label) for step in STEPS]


class CardForm(forms.Form):
    """A card: the fields that its activity has."""

    step = forms.ChoiceField(label=gettext_lazy("Where on the way?"), choices=WHERE)
    row = forms.ChoiceField(label=gettext_lazy("What do you tell of it?"), choices=Row.choices)
    feeling = forms.ChoiceField(
        label=gettext_lazy("How did it feel?"), choices=Feeling.choices, required=False
    )
    text = forms.CharField(
        label=gettext_lazy("In your words"),
        max_length=600,
        widget=forms.Textarea(attrs=ROWS),
        help_text=gettext_lazy("A few words are enough. It need not be your own story."),
        error_messages={
            "required": gettext_lazy("Write a word or two, or go back: both are fine.")
        },
    )
    naming = forms.ChoiceField(
        label=gettext_lazy("Whose card is it?"),
        choices=Naming.choices,
        widget=forms.RadioSelect,
        initial=Naming.NAMED,
        required=False,
        help_text=gettext_lazy(
            "Once this closes, a card without a name can’t be taken back: nobody knows any more "
            "whose it was."
        ),
    )
    hard = forms.BooleanField(
        label=gettext_lazy("It may be hard to read: fold it, so that others choose"), required=False
    )

    def __init__(self, data: Any, *, activity: Activity, card: Card | None = None) -> None:
        names = ("step", "row", "feeling", "text", "naming", "hard")
        before = {name: getattr(card, name) for name in names} if card else {}
        super().__init__(data, initial=before or None)
        for name in ("step", "row", "feeling"):  # nothing is chosen for her
            field: Any = self.fields[name]
            field.choices = [("", _("Choose")), *field.choices]
        if activity.kind not in (Kind.JOURNEY, Kind.TOUCHPOINTS):
            del self.fields["step"]
        if activity.kind != Kind.JOURNEY:
            del self.fields["row"]
        if activity.kind != Kind.TOUCHPOINTS:
            del self.fields["feeling"]
        else:
            self.fields["text"].label = _("What happened, and why it felt so")

    def on(self) -> dict[str, Any]:
        """Fields of the card, the words apart."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "text"}
        given["naming"] = given.get("naming") or Naming.NAMED
        return given


class VoteForm(forms.Form):
    """One field for each card: how many dots, or in which place."""

    def __init__(self, data: Any, *, activity: Activity, before: dict[str, Any]) -> None:
        super().__init__(data)
        self.activity = activity
        self.cards = list(activity.cards.filter(is_hidden=False))
        for card in self.cards:
            name, begins = f"c{card.pk}", before.get(str(card.pk))
            self.fields[name] = field = self._field(activity, card, begins)
            if card.hard:  # she opens it, or votes on the others
                field.label = f"{_('May be hard to read')} ({card.number})"
                summary = _("May be hard to read. Open it if you like")
                field.help_text = format_html(FOLDED, summary, card.text)

    @staticmethod
    def _field(activity: Activity, card: Card, before: Any) -> forms.ChoiceField:
        choices: list[tuple[Any, Any]]
        if activity.kind == Kind.DOTS:
            choices = [(0, _("No dot"))]
            choices += [(n, "● " * n + f"({n})") for n in range(1, activity.dots + 1)]
        else:
            choices = [("", _("I leave it out"))]
            choices += [(place, PLACE_WORDS[place]) for place in PLACES]
        return forms.ChoiceField(label=card.text, choices=choices, required=False, initial=before)

    def choices(self) -> dict[str, Any]:
        """Card → dots or place; only what she chose."""
        given = {name[1:]: value for name, value in self.cleaned_data.items() if value}
        if self.activity.kind == Kind.DOTS:
            return {card: int(value) for card, value in given.items() if int(value)}
        return given

    def has_all_of(self, choices: dict[str, Any]) -> bool:
        """Whether each card that was chosen before still stands."""
        return set(choices) <= {str(card.pk) for card in self.cards}

    def said(self) -> list[tuple[str, str]]:
        """The same in words: card and what she gave it."""
        chosen: list[tuple[Any, Any]] = [
            (self.fields[f"c{card}"], value) for card, value in self.choices().items()
        ]
        return [(str(field.label), str(dict(field.choices)[value])) for field, value in chosen]

    def caps(self) -> dict[str, int]:
        return {str(PLACE_WORDS[p]): most for p, most in caps_for(len(self.cards)).items()}


class GroupForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name of the group"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("A new name makes a new group. Empty takes the card out."),
    )


class ReportForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("What is wrong?"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs=ROWS),
        help_text=gettext_lazy("You can leave it empty. We look at it either way."),
    )
    for_lead_only = forms.BooleanField(
        label=gettext_lazy("For the safeguarding lead alone: the facilitator doesn’t see it"),
        required=False,
    )

    def __init__(self, data: Any, *, has_lead: bool, about_staff: bool) -> None:
        super().__init__(data, initial={"for_lead_only": about_staff})
        if not has_lead:
            del self.fields["for_lead_only"]


class SignForm(forms.Form):
    """Where she stands, and how she wants to be named."""

    stance = forms.ChoiceField(
        label=gettext_lazy("Where do you stand?"),
        choices=Signing.Stance.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one. Passing is one of them.")},
    )
    otherwise = forms.CharField(
        label=gettext_lazy("If you see it differently: how?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs=ROWS),
        help_text=gettext_lazy("It stands beside it without your name."),
    )
    credit = forms.ChoiceField(
        label=gettext_lazy("Do you want to be named?"),
        choices=Signing.Credit.choices,
        widget=forms.RadioSelect,
        initial=Signing.Credit.NONE,
        help_text=gettext_lazy(
            "Anybody can read it on our public page. You can take your name away on any day."
        ),
    )
    name = forms.CharField(
        label=gettext_lazy("Your name, as it should stand"), max_length=60, required=False
    )

    def __init__(self, data: Any, *, hers: Signing | None, is_sent: bool) -> None:
        names = ("stance", "otherwise", "credit", "name")
        super().__init__(data, initial={n: getattr(hers, n) for n in names} if hers else None)
        if is_sent:  # her stance stands; her name is hers
            del self.fields["stance"]
            del self.fields["otherwise"]
