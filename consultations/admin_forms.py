"""What an editor fills in about a consultation, and what is refused before it is saved."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import WagtailAdminPageForm

from core.models import Area
from core.policies import areas_where

EDIT = "consultations.edit_consultations"


class ConsultationForm(WagtailAdminPageForm):
    """A consultation of one of her areas. What every language shares is set on its source."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "area" in self.fields and self.for_user is not None:
            hers = [area.pk for area in areas_where(self.for_user, EDIT)]
            self.fields["area"].queryset = Area.objects.filter(pk__in=hers)
            self.fields["area"].error_messages["invalid_choice"] = _("Choose one of your areas.")
        if self.instance.source is not self.instance:
            self._show_shared()

    def _show_shared(self) -> None:
        source = self.instance.source
        for name in set(source.SHARED) & set(self.fields):
            self.fields[name].disabled = True
            self.fields[name].help_text = _("Set on the English page, for every language.")
            self.initial[name] = source._meta.get_field(name).value_from_object(source)
