"""By which method a consultation is coded: agreed themes and two coders, or one told reading."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import audit
from consultations.models import ConsultationPage
from insights.models import Sample, Theming
from insights.permissions import user_can_choose_codebook
from insights.rigour.signing import note_changed
from insights.selectors.progress import theming_of
from insights.services.codebooks import STILL_CODED


class CantChange(ValueError):
    """The method can't be changed now. The message says why, for the person who asked."""


@transaction.atomic
def choose_method(
    *, consultation: ConsultationPage, method: str, standpoint: str, by: User
) -> Theming:
    """Say how a consultation is coded, and where its readers stand.

    Raises PermissionDenied, and CantChange without a codebook or while a sample is being coded.
    """
    if not user_can_choose_codebook(by, consultation):
        raise PermissionDenied("This is not one of your areas.")
    theming = theming_of(consultation)
    if theming is None:
        raise CantChange(_("Choose a codebook for this consultation first."))
    chosen = Theming.Method(method)
    going_on = Sample.objects.filter(consultation=theming.consultation_id, compared_on=None)
    if chosen != theming.method and going_on.exists():
        raise CantChange(str(STILL_CODED))
    theming.method, theming.standpoint = chosen, standpoint.strip()
    theming.save(update_fields=["method", "standpoint"])
    audit(user=by, action="choose method", subject=f"consultation {theming.consultation_id}")
    note_changed(theming.consultation, by)
    return theming
