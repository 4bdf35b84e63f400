"""What is asked before responses leave."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from feedback.models import Form
from feedback.review.exports.services import exportable_forms
from feedback.uses import OFFERED, WORDING, Use


class ExportForm(forms.Form):
    """A form, and the one use that its words are wanted for."""

    form: forms.ModelChoiceField[Form] = forms.ModelChoiceField(
        label=_("Form"),
        queryset=Form.objects.none(),
        widget=forms.Select(attrs={"class": "w-w-full"}),
    )
    use = forms.ChoiceField(
        label=_("What are the words for?"),
        choices=[(use.value, WORDING[use][0]) for use in OFFERED],
        help_text=_("You get the words of women who allowed this, and no others."),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = self.fields["form"]
        assert isinstance(chooser, forms.ModelChoiceField)
        chooser.queryset = exportable_forms(user)

    @property
    def chosen_use(self) -> Use:
        """The use that was ticked."""
        return Use(self.cleaned_data["use"])
