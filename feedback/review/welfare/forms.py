"""The form that hands a batch over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from feedback.review.models import ReviewBatch
from feedback.review.welfare.batches import colleagues_of


class HandOverForm(forms.Form):
    """To whom, and a note for whoever reads on."""

    to = forms.ModelChoiceField(
        User.objects.none(),
        required=False,
        label=_("Who reads on"),
        empty_label=_("Whoever is next: back into the queue"),
        error_messages={
            "invalid_choice": _("This person may not read here any more. Choose somebody else.")
        },
    )
    note = forms.CharField(
        required=False,
        max_length=500,
        strip=True,
        label=_("A note for the next reader"),
        help_text=_(
            "Such as: two are hard to read. Do not copy her words, or any name, into this."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, user: User, batch: ReviewBatch, data: Any = None) -> None:
        super().__init__(data)
        self.fields["to"].queryset = colleagues_of(user, batch.area_id)  # type: ignore[attr-defined]
