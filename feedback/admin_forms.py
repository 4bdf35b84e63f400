"""Checks that an editor's form makes before it is saved."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

# What an address must not tell somebody who looks at her browser's history.
TELLING = frozenset(
    [
        "abuse",
        "abuser",
        "assault",
        "children",
        "court",
        "crime",
        "custody",
        "domestic",
        "drug",
        "drugs",
        "feedback",
        "jail",
        "mental",
        "offence",
        "offender",
        "police",
        "prison",
        "prisoner",
        "probation",
        "rape",
        "refuge",
        "release",
        "sex",
        "sexual",
        "trauma",
        "victim",
        "violence",
        "voices",
        "wing",
        "woman",
        "women",
    ]
)


class FormForm(WagtailAdminModelForm):
    """A form for a consultation of one of her areas, at an address that tells nothing."""

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        telling = TELLING & set(slug.lower().replace("_", "-").split("-"))
        if telling:
            raise ValidationError(
                _("Leave out “%(word)s”: the address stands in her browser's history. Try form-3.")
                % {"word": sorted(telling)[0]}
            )
        return slug

    def clean_consultation(self) -> Any:
        consultation = self.cleaned_data["consultation"]
        if not self.for_user.has_perm("feedback.edit_forms", consultation.area):
            raise ValidationError(_("Choose a consultation of one of your areas."))
        moved = self.instance.pk and self.instance.consultation_id != consultation.pk
        if moved and self.instance.versions.exists():
            raise ValidationError(
                _("Women have been asked these questions here: make a new form for another one.")
            )
        return consultation
