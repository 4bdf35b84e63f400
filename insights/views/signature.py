"""Who changes what was signed off is told that the signature goes with it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin import messages

from consultations.models import ConsultationPage
from insights.rigour.standing import is_signed_off


@contextmanager
def telling_of_signature(request: HttpRequest, consultation: ConsultationPage) -> Iterator[None]:
    """Say so where what is done within takes the signature of a consultation away."""
    was_signed = is_signed_off(consultation)
    yield
    if was_signed and not is_signed_off(consultation):
        messages.warning(
            request,
            _("The coding was signed off. This changes it, so it has to be signed off anew."),
        )
