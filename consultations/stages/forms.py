"""Going back: where to, and why."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.stages.models import Stage


class BackForm(forms.Form):
    """A stage behind it, and a reason for who reads the history."""

    stage = forms.ChoiceField(
        label=_("Back to"), error_messages={"required": _("Choose where it goes back to.")}
    )
    why = forms.CharField(
        label=_("Why?"),
        max_length=300,
        help_text=_("It stands in the history. Write nothing of what a woman said."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why it goes back.")},
    )

    def __init__(self, *args: Any, stages: Sequence[Stage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = self.fields["stage"]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = [(stage.value, stage.label) for stage in stages]
