"""What an editor fills in about questions to bodies, and what is refused before it is saved."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Locale

from consultations.admin_forms import EDIT
from core.policies import areas_where
from core.staff_forms import StaffForm


class BodyFormForm(StaffForm):
    """The questions to bodies of a consultation of one of her areas."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user is None:
            return
        field = self.fields["consultation"]
        pages = field.queryset.filter(
            area__in=areas_where(self.for_user, EDIT), locale=Locale.get_default()
        )
        asked = type(self.instance).objects.exclude(pk=self.instance.pk).values("consultation")
        field.queryset = pages.exclude(pk__in=asked).order_by("-closes_on", "title")
        field.error_messages["invalid_choice"] = _(
            "Choose a consultation of one of your areas that has no questions to organisations yet."
        )

    def clean_consultation(self) -> Any:
        consultation = self.cleaned_data["consultation"]
        moved = self.instance.pk and self.instance.consultation_id != consultation.pk
        if moved and self.instance.consultation.body_answers.exists():
            raise ValidationError(
                _("Organisations have answered here. Make new questions for another consultation.")
            )
        return consultation

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean()
        page = given.get("consultation")
        if page is None:
            return given
        first = given.get("opens_on") or page.opens_on
        last = given.get("closes_on") or page.closes_on
        if last < first:
            self.add_error(
                "closes_on",
                _("Choose a day on or after %(day)s, on which it opens.") % {"day": _day(first)},
            )
        elif last > page.reply_by:
            self.add_error(
                "closes_on",
                _("Choose a day up to %(day)s: the reply is promised by then.")
                % {"day": _day(page.reply_by)},
            )
        if given.get("is_on") and not given.get("questions"):
            self.add_error("is_on", _("Write a question first. Then let organisations answer."))
        return given


def _day(day: Any) -> str:
    return date_format(day, "j F Y")
