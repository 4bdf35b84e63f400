"""What a coordinator fills in about a panel, and what is refused before it is saved."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.policies import areas_where
from core.selectors import people_who_may
from core.staff_forms import StaffForm

COORDINATE = "panels.coordinate_panels"
RUNNING = ("recruiting", "active", "paused")  # states in which women are on it
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
        if self.instance.pk and self.instance.state in RUNNING:
            self._keep_safe(told)
        starts, ends = told.get("term_starts"), told.get("term_ends")
        if starts and ends and ends < starts:
            self.add_error("term_ends", ValidationError(_("It ends before it starts.")))
        return told

    def _keep_safe(self, told: dict[str, Any]) -> None:
        """Women are on it: nobody takes away whom they are told to turn to."""
        if not told.get("safeguarding_lead"):
            self.add_error(
                "safeguarding_lead",
                _("Name somebody: women are on this panel, and it always has a safeguarding lead."),
            )
        runs, phone = told.get("coordinator"), told.get("phone_person", "")
        if runs and not is_somebody_else(told.get("complaints_person", ""), runs, phone):
            self.add_error(
                "complaints_person",
                _("Who is told of complaints must be somebody else than who runs it."),
            )


def is_somebody_else(complaints: str, coordinator: Any, phone_person: str) -> bool:
    """Whether who is told of complaints is neither the coordinator nor who picks up the phone, by
    name or address."""
    runs = {str(coordinator), coordinator.email, getattr(coordinator, "name", ""), phone_person}
    known = {name.strip().casefold() for name in runs if name.strip()}
    return complaints.strip().casefold() not in known
