"""What happened after a decision, in words that the public reads."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.models import FollowUp
from consultations.selectors import ENDED, Followed


class FollowUpForm(forms.Form):
    """Where it stands, and what happened. `after`: which telling it is; None where none is open."""

    state = forms.ChoiceField(
        label=_("Where it stands"),
        choices=FollowUp.State.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose where it stands: one of the four.")
        ),
    )
    what = forms.CharField(
        label=_("What happened"),
        help_text=_(
            "Anyone can read this: plain English, no names, nothing about one woman. What is not "
            "done may be said too, and why."
        ),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Say what happened, in a sentence or two."),
            "max_length": _("This has %(show_value)d characters. Use %(limit_value)d or fewer."),
        },
    )

    def __init__(self, data: Any, *, row: Followed, today: Any) -> None:
        told = row.last if row.last and row.last.told_on == today else None
        super().__init__(data, initial={"state": told.state, "what": told.what} if told else None)
        self.after = FollowUp.After(told.after) if told else row.after_now
        if self.after is None and row.may_end:
            self.after = FollowUp.After.ENDED
        if self.after == FollowUp.After.ENDED:  # no telling is owed yet: it is over, or it is not
            state: Any = self.fields["state"]
            state.choices = [(one.value, one.label) for one in FollowUp.State if one in ENDED]
            state.error_messages |= dict.fromkeys(
                ("required", "invalid_choice"), _("Choose where it stands: one of the two.")
            )
