"""Checks that a form of the admin makes before it is saved."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import WagtailAdminPageForm

from core.permissions import EDIT_PAGES, NATIONAL_HELPLINES
from core.staff_forms import StaffForm


class HelplineForm(StaffForm):
    """A helpline of one of her areas; one for everywhere is kept by administrators."""

    def clean_checked_on(self) -> Any:
        """A day to come would keep the line from ever looking stale."""
        day = self.cleaned_data["checked_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come. Write the day you checked it."))
        return day

    def clean_area(self) -> Any:
        area = self.cleaned_data["area"]
        action = "change" if self.instance.pk else "add"
        if area is None and not self.for_user.has_perm(NATIONAL_HELPLINES):
            raise ValidationError(
                _("A line for everywhere is kept by administrators. Choose one of your areas.")
            )
        if area is not None and not self.for_user.has_perm(f"core.{action}_helpline", area):
            raise ValidationError(_("Choose one of your areas."))
        return area


class PlacedPageForm(WagtailAdminPageForm):
    """A page of one of her areas, or of none where its kind allows that."""

    def clean_area(self) -> Any:
        area = self.cleaned_data["area"]
        hers = self.for_user is None or self.for_user.has_perm(EDIT_PAGES, area)
        if area is not None and not hers:
            raise ValidationError(_("Choose one of your areas."))
        return area
