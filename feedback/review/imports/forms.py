"""What is asked before a file is brought in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from feedback.importing.storing import LONGEST_NAME, Provenance
from feedback.models import Form
from feedback.review.imports.selectors import importable_forms
from feedback.uses import OFFERED, WORDING

READING_ROOM, REMOVED = "reading_room", "removed"


class ImportForm(forms.Form):
    """A file, the form that it answers, and whether details were taken out before."""

    form: forms.ModelChoiceField[Form] = forms.ModelChoiceField(
        label=_("Form that the rows answer"),
        queryset=Form.objects.none(),
        widget=forms.Select(attrs={"class": "w-w-full"}),
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "A spreadsheet (.xlsx) or CSV in UTF-8, one row for each woman. Files of Microsoft "
            "Forms, SurveyMonkey, Smart Survey, Citizen Space and Google Forms can be taken as "
            "they are."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
    )
    source = forms.CharField(
        label=_("Where do the rows come from?"),
        max_length=LONGEST_NAME,
        help_text=_("Such as “Women’s centre, paper forms of June”. Kept in the list of imports."),
    )
    details = forms.ChoiceField(
        label=_("Have names and other personal details been taken out?"),
        choices=[
            (READING_ROOM, _("No, or not sure: a reviewer reads every row first")),
            (REMOVED, _("Yes, somebody has read every row and taken them out")),
        ],
        initial=READING_ROOM,
        widget=forms.RadioSelect,
    )
    removed_by = forms.CharField(
        label=_("If yes: who took them out?"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=_("A team or an organisation. It is shown wherever the words are."),
    )
    uses = forms.MultipleChoiceField(
        label=_("If yes: what did the women allow?"),
        required=False,
        choices=[(use.value, WORDING[use][0]) for use in OFFERED],
        help_text=_("Tick only what they were asked and agreed to. Nothing ticked: only counted."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, user: User, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = too_large
        chooser = self.fields["form"]
        assert isinstance(chooser, forms.ModelChoiceField)
        chooser.queryset = importable_forms(user)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.too_large:
            self.errors.pop("file", None)  # not "required": it was there, and was not taken
            self.add_error("file", _("This file is larger than 8 MB. Import it in parts."))
        removed = cleaned.get("details") == REMOVED
        if removed and not cleaned.get("removed_by", "").strip():
            self.add_error("removed_by", _("Say who took them out."))
        if not removed and (cleaned.get("removed_by") or cleaned.get("uses")):
            self.add_error("details", _("You filled in the fields for “yes”. Is it yes or no?"))
        if self.errors and "file" in cleaned:
            self.add_error("file", _("Choose the file again: a page can't keep it."))
        return cleaned

    @property
    def provenance(self) -> Provenance | None:
        """Who took details out, if somebody did."""
        if self.cleaned_data["details"] != REMOVED:
            return None
        return Provenance.of(self.cleaned_data["removed_by"], self.cleaned_data["uses"])
