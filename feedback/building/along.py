"""The forms of a consultation that is copied."""

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.models import ConsultationPage
from feedback.building.permissions import areas_of
from feedback.building.selectors import free_address
from feedback.building.services import copy_form
from feedback.models import Form

YEAR = re.compile(r" \(\d{4}\)$")
LONGEST = 110


def forms_along(page: ConsultationPage, copy: ConsultationPage, by: Any) -> list[str]:
    """Each form with the same questions, none of them published. Questions are of the bank, so
    their Welsh comes along."""
    forms = list(Form.objects.filter(consultation=page).order_by("pk"))
    if forms and copy.area_id not in areas_of(by):
        return [_("No form came along: you don’t build forms here. Ask an editor to copy it.")]
    for form in forms:
        title = f"{YEAR.sub('', form.title)[:LONGEST]} ({copy.opens_on.year})"
        copy_form(form=form, consultation=copy, title=title, slug=free_address())
    if not forms:
        return []
    return [
        ngettext(
            "%(n)s form with its questions, not published.",
            "%(n)s forms with their questions, not published.",
            len(forms),
        )
        % {"n": len(forms)}
    ]
