"""What an editor fills in about questions to bodies, and what is refused before it is saved."""

from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.models import Locale

from consultations.admin_forms import EDIT
from core.policies import areas_where
from core.staff_forms import StaffForm


class BodyFormForm(StaffForm):
    """The questions to bodies of a consultation of one of her areas."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.has_opened:
            self._hold_days()
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

    def _hold_days(self) -> None:
        """Organisations could answer: a day is moved with a reason, on a screen of its own."""
        from consultations.bodies.selectors import is_taking

        for name in {"opens_on", "closes_on"} & set(self.fields):
            self.fields[name].disabled = True
        if "closes_on" in self.fields and is_taking(self.instance):
            self["closes_on"].help_text = format_html(
                '{} <a href="{}">{}</a>',
                _("Organisations read it."),
                reverse("promises:move_bodies_close", args=[self.instance.consultation_id]),
                _("Move it, with a reason that everyone reads."),
            )
        elif "closes_on" in self.fields:
            self["closes_on"].help_text = _("It has closed, and stays closed.")

    def clean_consultation(self) -> Any:
        consultation = self.cleaned_data["consultation"]
        moved = self.instance.pk and self.instance.consultation_id != consultation.pk
        if moved and self.instance.has_opened:
            raise ValidationError(
                _("Organisations could answer here. Make new questions for another consultation.")
            )
        return consultation

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean()
        page = given.get("consultation")
        if page is None:
            return given
        first = given.get("opens_on") or page.opens_on
        last = given.get("closes_on") or page.closes_on
        if self.instance.pk and self.instance.has_opened:
            return self._asks(given)
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
        return self._asks(given)

    def _asks(self, given: dict[str, Any]) -> dict[str, Any]:
        if given.get("is_on") and not given.get("questions"):
            self.add_error("is_on", _("Write a question first. Then let organisations answer."))
        return given


def _day(day: Any) -> str:
    return date_format(day, "j F Y")
