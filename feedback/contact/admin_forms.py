"""What an editor types about a service, checked."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm


class ServiceForm(WagtailAdminModelForm):
    """A service of one of her areas."""

    def clean_area(self) -> Any:
        area = self.cleaned_data["area"]
        action = "change" if self.instance.pk else "add"
        if not self.for_user.has_perm(f"feedback.{action}_contactservice", area):
            raise ValidationError(_("Choose one of your areas."))
        return area
