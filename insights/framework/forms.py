"""What a person writes into a cell, carried beside what the page had shown (decision 0012)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.meanwhile.shown import carry
from insights.framework.services import LONGEST


class Lines(forms.CharField):
    """Text whose line ends count as one character, as the browser counts them."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class SummaryForm(forms.Form):
    """A woman's summary under a theme."""

    text = Lines(
        label=_("Summary"),
        help_text=_(
            "What she said about this, in a sentence or two: 600 characters at most. Near to her "
            "own words, and without anything that tells who she is."
        ),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "max_length": _("Shorten it to %(limit_value)d characters; it has %(show_value)d.")
        },
    )
    drop_kept = forms.BooleanField(
        label=_("I have taken over what matters of the older summary. Remove it."), required=False
    )

    def __init__(self, data: Any, *, text: str = "", has_kept: bool = False) -> None:
        self.has_kept = has_kept
        super().__init__(data, initial={"text": text})
        if not has_kept:
            del self.fields["drop_kept"]
        carry(self)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written. Ask only once it is valid."""
        return not self.cleaned_data["text"]
