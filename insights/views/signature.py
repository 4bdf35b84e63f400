"""Who changes what was signed off is told that the signature goes with it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin import messages

from consultations.models import ConsultationPage
from insights.models import Codebook
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


@contextmanager
def telling_of_signatures(request: HttpRequest, codebook: Codebook) -> Iterator[None]:
    """The same of every consultation that is coded with a codebook."""
    pages = ConsultationPage.objects.filter(
        theming__codebook=codebook, sign_offs__step="signed"
    ).distinct()
    signed = [page for page in pages.order_by("title") if is_signed_off(page)]
    yield
    if lapsed := [str(page) for page in signed if not is_signed_off(page)]:
        said = _("This changes what was signed off for: %(names)s. It has to be signed off anew.")
        messages.warning(request, said % {"names": ", ".join(lapsed)})
