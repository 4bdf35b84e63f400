"""What is asked before forms are printed."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from feedback.models import Form
from feedback.review.paper.models import MOST_COPIES
from feedback.review.paper.services import (
    is_proof,
    last_returns,
    most_copies,
    printable_forms,
)
from feedback.selectors import live_version

LANGUAGES = [("en-gb", _("English")), ("cy", _("Welsh"))]


class FormChoice(forms.ModelChoiceField[Form]):
    """Forms, each with a word where a copy is a proof alone."""

    def label_from_instance(self, obj: Form) -> str:
        if is_proof(obj):
            return gettext("%(form)s (a draft: one proof to look at)") % {"form": obj.title}
        return obj.title


class PrintForm(forms.Form):
    """Which form, how many, and how they come back."""

    form = FormChoice(
        label=_("Form"),
        queryset=Form.objects.none(),
        help_text=_(
            "Of what is open, or was checked and opens soon. What has closed is not handed out."
        ),
        error_messages={"required": _("Choose the form to print.")},
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=LANGUAGES, initial="en-gb", widget=forms.RadioSelect
    )
    copies = forms.IntegerField(
        label=_("Number of copies"),
        min_value=1,
        max_value=MOST_COPIES,
        initial=10,
        help_text=_("From 1 to 200. Each copy has six words of its own, so don’t photocopy them."),
        error_messages={
            "required": _("Say how many copies, from 1 to 200."),
            "invalid": _("Write a number, such as 20."),
            "min_value": _("Print at least one copy."),
            "max_value": _("Print 200 copies at most, then the rest in a second run."),
        },
    )
    returns = forms.CharField(
        label=_("How it comes back to you"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Printed at the end, in the language of the form: whom to give it to, or the address, "
            "and whether the envelope needs a stamp. A closed envelope is safer."
        ),
        error_messages={"required": _("Say how she gets the form back to you.")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.remembered = last_returns(user)
        super().__init__(*args, **kwargs)
        self.initial.setdefault("returns", self.remembered.get("en-gb", ""))
        chooser = self.fields["form"]
        assert isinstance(chooser, forms.ModelChoiceField)
        chooser.queryset = printable_forms(user).select_related("consultation__locale")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        version = live_version(cleaned["form"]) if cleaned.get("form") else None
        if version is not None and (cleaned.get("copies") or 0) > most_copies(version):
            words = gettext("This form is long: print %(n)s copies at most, then the rest.")
            self.add_error("copies", words % {"n": most_copies(version)})
        return cleaned
