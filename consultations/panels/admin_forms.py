"""What a coordinator fills in about a panel, and what is refused before it is saved."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.policies import areas_where
from core.selectors import people_who_may
from core.staff_forms import StaffForm

COORDINATE = "panels.coordinate_panels"
SAFEGUARD = "feedback.decide_safeguarding"  # a codename: panels know nothing of feedback


class PanelForm(StaffForm):
    """A panel of one of her areas. Its state has steps of its own and is no field here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user is None:
            return
        areas = areas_where(self.for_user, COORDINATE)
        self.fields["area"].queryset = self.fields["area"].queryset.filter(
            pk__in=[area.pk for area in areas]
        )
        for name, codename in (("coordinator", COORDINATE), ("safeguarding_lead", SAFEGUARD)):
            people = [person.pk for person in people_who_may(codename)]
            self.fields[name].queryset = self.fields[name].queryset.filter(pk__in=people)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        area = told.get("area")
        for name, codename in (("coordinator", COORDINATE), ("safeguarding_lead", SAFEGUARD)):
            person = told.get(name)
            if area and person and not person.has_perm(codename, area):
                self.add_error(name, _("Choose somebody who has this role in the area."))
        starts, ends = told.get("term_starts"), told.get("term_ends")
        if starts and ends and ends < starts:
            self.add_error("term_ends", ValidationError(_("It ends before it starts.")))
        return told
