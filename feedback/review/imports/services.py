"""Importing as a member of staff: for forms of her areas, with an audit line."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import areas_where, user_may
from accounts.services import audit
from feedback.importing import CheckedFile, ImportReport, check_file, import_file
from feedback.models import Form
from feedback.review.imports.parcels import Parcel

IMPORT = "feedback.import_responses"


class FormChanged(ValueError):
    """The form was published anew since the file was checked: what was shown no longer holds."""


def importable_forms(user: User) -> QuerySet[Form]:
    """Published forms of areas where she may import."""
    forms = Form.objects.filter(consultation__area__in=areas_where(user, IMPORT))
    return forms.filter(versions__replaced_on=None, versions__isnull=False).distinct()


def check_parcel(*, user: User, parcel: Parcel) -> CheckedFile:
    """Read a parcel's file again. Raises PermissionDenied, FormChanged, BrokenFile."""
    form = Form.objects.select_related("consultation").get(pk=parcel.form)
    if not user_may(user, IMPORT, form.area_id):
        raise PermissionDenied
    checked = check_file(data=parcel.data, form=form, text_columns=parcel.text_columns)
    if checked.version.pk != parcel.version:
        raise FormChanged
    return checked


@transaction.atomic
def import_parcel(*, user: User, parcel: Parcel) -> ImportReport:
    """Import what was checked. Raises as check_parcel does, and NoIntakeKey."""
    checked = check_parcel(user=user, parcel=parcel)
    report = import_file(checked=checked, provenance=parcel.provenance)
    how = "stored" if parcel.provenance else "sealed"
    audit(
        user=user,
        action="imported responses",
        subject=f"{checked.form.slug}: {report.new} {how}, {report.before} known",
    )
    return report
