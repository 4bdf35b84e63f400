"""What a lead writes about a case. Each form carries how many steps her page showed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.review.cases.models import Done

DO_NOT_COPY = _("Do not copy her words, or any name, into this.")


class DecideForm(forms.Form):
    """What was done, and why."""

    done = forms.MultipleChoiceField(
        choices=Done,
        label=_("What was done"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick what was done.")},
    )
    words = forms.CharField(
        label=_("In your words: what, whom you told, and why"),
        help_text=DO_NOT_COPY,
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
        error_messages={"required": _("Write what was done, and why.")},
    )
    step = forms.CharField(widget=forms.HiddenInput, initial="decide", required=False)
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class ReopenForm(forms.Form):
    """Why it has to be looked at again."""

    words = forms.CharField(
        label=_("Why it has to be looked at again"),
        help_text=DO_NOT_COPY,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        error_messages={"required": _("Write why.")},
    )
    step = forms.CharField(widget=forms.HiddenInput, initial="reopen", required=False)
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
