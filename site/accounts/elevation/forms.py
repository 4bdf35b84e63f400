"""The form that takes a role for a while."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.elevation.services import MINUTES
from accounts.models import User
from accounts.people.permissions import manage_areas
from accounts.roles import LENDABLE
from core.models import Area
from core.staff_forms import InOurWords

LENGTHS = {30: _("30 minutes"), 60: _("1 hour"), 120: _("2 hours")}
assert tuple(LENGTHS) == MINUTES


class ElevationForm(InOurWords, forms.Form):
    """Which role, where, why and for how long."""

    role = forms.ChoiceField(
        label=_("As what"), choices=[("", _("Choose one")), *((r.value, r.label) for r in LENDABLE)]
    )
    area = forms.ModelChoiceField(Area.objects.none(), label=_("Area"), empty_label=_("Choose one"))
    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        strip=True,
        help_text=_(
            "Colleagues who audit read this. Write no name of a woman, and none of her words."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    minutes = forms.TypedChoiceField(
        label=_("For how long"), choices=list(LENGTHS.items()), coerce=int, widget=forms.RadioSelect
    )

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data, initial={"minutes": MINUTES[0]})
        self.fields["area"].queryset = manage_areas(user)  # type: ignore[attr-defined]
