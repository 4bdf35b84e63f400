"""How many women each way of answering and each group is to bring."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from insights.heard.selectors import Profile
from insights.heard.services import MOST

NUMBER = _("Write a whole number of women, or leave it empty.")


class TargetsForm(forms.Form):
    """A number for each line of the table; empty for no target."""

    def __init__(self, data: Any, *, profile: Profile) -> None:
        super().__init__(data)
        for voice in profile.voices:
            self.fields[voice.key] = forms.IntegerField(
                label=voice.name,
                required=False,
                min_value=1,
                max_value=MOST,
                initial=voice.wanted,
                error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), NUMBER),
            )
