"""What is asked to make a code."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import areas_where
from consultations.models import ConsultationPage
from core.models import Area
from feedback.review.invites.models import Invite
from feedback.review.invites.selectors import consultations_for
from feedback.review.invites.services import MAKE_INVITES


class InviteForm(forms.Form):
    """For which group or service, where, and for what."""

    area: forms.ModelChoiceField[Area] = forms.ModelChoiceField(
        label=gettext_lazy("Area"), queryset=Area.objects.none()
    )
    consultation: forms.ModelChoiceField[ConsultationPage] = forms.ModelChoiceField(
        label=gettext_lazy("Consultation"),
        queryset=ConsultationPage.objects.none(),
        required=False,
        empty_label=gettext_lazy("All that the area asks"),
        help_text=gettext_lazy("What the poster and the cards invite to."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Who hands it on"),
        choices=Invite.Kind.choices,
        initial=Invite.Kind.GROUP,
        widget=forms.RadioSelect,
    )
    group = forms.CharField(
        label=gettext_lazy("Name of the group or service"),
        max_length=80,
        help_text=gettext_lazy(
            "Never a person. It stands on no poster and no card. Readers see it before details "
            "are out."
        ),
        error_messages={"required": gettext_lazy("Write the name of the group or service.")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area, consultation = self.fields["area"], self.fields["consultation"]
        assert isinstance(area, forms.ModelChoiceField)
        assert isinstance(consultation, forms.ModelChoiceField)
        area.queryset = areas_where(user, MAKE_INVITES)
        area.initial = area.queryset.first()
        consultation.queryset = consultations_for(user)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        page, area = cleaned.get("consultation"), cleaned.get("area")
        if page and area and page.area_id != area.pk:
            self.add_error(
                "consultation",
                _("This consultation is of %(area)s. Choose that area, or another consultation.")
                % {"area": page.area.name},
            )
        return cleaned
