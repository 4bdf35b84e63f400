"""What a person says to a proposal. What is sent is only compared with what was offered."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from insights.forms import Ticked
from insights.models import Codebook, Proposal, Theme
from insights.selectors import themes_in, themes_offered

LONGEST_NAME = 120


class _WordsForm(forms.Form):
    """The words of a proposal, all ticked until she unticks one."""

    words = Ticked(
        label=_("Words that shall find it"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick one word at least: without it nothing is found.")},
    )

    def __init__(self, data: Any, *, proposal: Proposal, kind: str) -> None:
        super().__init__(data, prefix=f"{kind}-{proposal.pk}")
        words: Any = self.fields["words"]
        words.choices = [(word, word) for word in proposal.words]
        words.coerce = str
        words.initial = proposal.words


class AcceptForm(_WordsForm):
    """A new theme: its name, what it covers, where it stands, and its cues."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    description = forms.CharField(
        label=_("What it covers"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    axis = forms.ChoiceField(label=_("Axis"))
    field_order = ("name", "description", "axis", "words")

    def __init__(self, data: Any, *, proposal: Proposal, axes: dict[str, str]) -> None:
        super().__init__(data, proposal=proposal, kind="accept")
        self.fields["name"].initial = proposal.name
        axis: Any = self.fields["axis"]
        empty = [("", _("Choose an axis"))] if len(axes) > 1 else []
        axis.choices = [*empty, *axes.items()]


class MergeForm(_WordsForm):
    """A theme that there is, and the words that it gets."""

    theme = forms.ChoiceField(label=_("Theme"))
    field_order = ("theme", "words")

    def __init__(self, data: Any, *, proposal: Proposal, themes: Iterable[Theme]) -> None:
        super().__init__(data, proposal=proposal, kind="merge")
        self.by_pk = {str(theme.pk): theme for theme in themes}
        groups: dict[str, list[tuple[str, str]]] = {}
        for pk, theme in self.by_pk.items():
            label = f"– {theme.name}" if theme.parent_id else theme.name
            groups.setdefault(theme.axis_name, []).append((pk, label))
        choice: Any = self.fields["theme"]
        choice.choices = [("", _("Choose a theme")), *groups.items()]

    @property
    def chosen(self) -> Theme:
        return self.by_pk[self.cleaned_data["theme"]]


class DiscardForm(forms.Form):
    """Why it is no theme, if she wants to say."""

    reason = forms.CharField(label=_("Why, if you like"), required=False, max_length=300)

    def __init__(self, data: Any, *, proposal: Proposal) -> None:
        super().__init__(data, prefix=f"discard-{proposal.pk}")


Forms = dict[str, AcceptForm | MergeForm | DiscardForm]


def forms_for(proposal: Proposal, codebook: Codebook, data: Any = None, kind: str = "") -> Forms:
    """The three answers to a proposal; that of this kind holds what was sent."""
    axes = {theme.axis: theme.axis_name for theme in themes_in(codebook.pk)}
    sent = {kind: data}
    return {
        "accept": AcceptForm(sent.get("accept"), proposal=proposal, axes=axes),
        "merge": MergeForm(sent.get("merge"), proposal=proposal, themes=themes_offered(codebook)),
        "discard": DiscardForm(sent.get("discard"), proposal=proposal),
    }
