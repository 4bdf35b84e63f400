"""Exporting as a member of staff: forms of her areas, one use at a time, with an audit line."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import areas_where, user_may
from accounts.services import audit
from feedback.exporting.archive import to_zip
from feedback.exporting.gathering import gather
from feedback.models import Form
from feedback.uses import Use

EXPORT = "feedback.export_responses"


class NothingToExport(ValueError):
    """No woman whose words are here allows this use."""


@dataclass(frozen=True)
class Archive:
    """A zip file, and how many responses it holds."""

    name: str
    data: bytes
    responses: int


def exportable_forms(user: User) -> QuerySet[Form]:
    """Forms of areas where she may export, that were ever published."""
    forms = Form.objects.filter(consultation__area__in=areas_where(user, EXPORT))
    return forms.filter(versions__isnull=False).distinct()


def export_responses(*, user: User, form: Form, use: Use) -> Archive:
    """What women allowed for this use. Raises PermissionDenied, NothingToExport."""
    if not user_may(user, EXPORT, form.area_id):
        raise PermissionDenied
    export = gather(form=form, use=use)
    if not export.rows:
        raise NothingToExport
    count = len(export.rows)
    data = to_zip(export)
    audit(user=user, action="exported responses", subject=f"{form.slug}: {count} for {use}")
    return Archive(f"{form.slug}-{use}.zip", data, count)
