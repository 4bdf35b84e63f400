"""What was done about a request, and how it stands now."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from feedback.review.contacts.models import ContactRequest

STATES = [c for c in ContactRequest.State.choices if c[0] != ContactRequest.State.NEW]


class StepForm(forms.Form):
    """A step: what was done, and the state after it."""

    note = forms.CharField(
        label=_("What was done, and what came of it"),
        max_length=2_000,
        widget=AdminAutoHeightTextInput(attrs={"rows": 3}),
        error_messages={"required": _("Write what was done, in a sentence.")},
        help_text=_("No more about her than the next person needs. It goes when her details go."),
    )
    state = forms.ChoiceField(
        label=_("How it stands now"),
        choices=[("", "–"), *STATES],
        error_messages={"required": _("Choose how it stands now.")},
    )
