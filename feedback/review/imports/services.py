"""Importing as a member of staff: for forms of her areas, with a record and an audit line."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import user_may
from accounts.services import audit
from feedback.importing.checking import CheckedFile, check_table
from feedback.importing.storing import ImportReport, Provenance, import_file
from feedback.importing.survey_tools import plain
from feedback.importing.tables import Table
from feedback.importing.targets import Mapping
from feedback.models import Form
from feedback.review.imports.models import ImportMapping, ImportRecord
from feedback.review.imports.parcels import Parcel

IMPORT = "feedback.import_responses"


class FormChanged(ValueError):
    """The form was published anew since the file was checked: what was shown no longer holds."""


def file_hash(data: bytes) -> str:
    """What a record keeps of a file, to know it again."""
    return hashlib.sha256(data).hexdigest()


def header_mark(header: Sequence[str]) -> str:
    """The same for the same columns, in any order."""
    return hashlib.sha256(json.dumps(sorted(map(plain, header))).encode()).hexdigest()


def form_of(parcel: Parcel, user: User) -> Form:
    """The form of a parcel. Raises PermissionDenied."""
    form = Form.objects.select_related("consultation").get(pk=parcel.form)
    if not user_may(user, IMPORT, form.area_id):
        raise PermissionDenied
    return form


def check_parcel(*, user: User, parcel: Parcel) -> CheckedFile:
    """Check a parcel's rows. Raises PermissionDenied, FormChanged, BrokenFile."""
    form = form_of(parcel, user)
    table = Table.from_bytes(parcel.data)
    checked = check_table(table=table, form=form, mapping=parcel.chosen)
    if checked.version.pk != parcel.version:
        raise FormChanged
    return checked


@transaction.atomic
def keep_mapping(*, user: User, form: Form, header: Sequence[str], mapping: Mapping) -> None:
    """Keep what a person chose for files with this header. Raises PermissionDenied."""
    if not user_may(user, IMPORT, form.area_id):
        raise PermissionDenied
    ImportMapping.objects.update_or_create(
        form=form,
        header_mark=header_mark(header),
        defaults={**asdict(mapping), "saved_by": user, "saved_at": timezone.now()},
    )
    audit(user=user, action="chose columns of an import", subject=form.slug)


@transaction.atomic
def import_parcel(*, user: User, parcel: Parcel) -> ImportReport:
    """Import what was checked. Raises as check_parcel does, and NoIntakeKey."""
    checked = check_parcel(user=user, parcel=parcel)
    report = import_and_record(
        checked=checked,
        provenance=parcel.provenance,
        source=parcel.source,
        hashed=parcel.file_hash,
        user=user,
    )
    how = "stored" if parcel.provenance else "sealed"
    audit(
        user=user,
        action="imported responses",
        subject=f"{checked.form.slug}: {report.new} {how}, {report.before} known",
    )
    return report


@transaction.atomic
def import_and_record(
    *,
    checked: CheckedFile,
    provenance: Provenance | None,
    source: str,
    hashed: str,
    user: User | None = None,
) -> ImportReport:
    """Import a checked file, and keep where it came from. Raises NoIntakeKey."""
    report = import_file(checked=checked, provenance=provenance)
    ImportRecord.objects.create(
        form=checked.form,
        imported_at=timezone.now(),
        imported_by=user,
        source=source,
        tool=checked.tool.name,
        kind=checked.table.kind,
        file_hash=hashed,
        new=report.new,
        before=report.before,
        empty=checked.empty,
        left_out=[name for name, _ in checked.columns.left_out],
        removed_by=provenance.removed_by if provenance else "",
        uses=provenance.uses if provenance else [],
    )
    return report
