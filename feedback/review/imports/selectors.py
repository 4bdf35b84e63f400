"""Reads about imports: forms to import into, kept columns, what was brought in before."""

from collections.abc import Sequence

from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import areas_where
from feedback.importing.survey_tools import plain
from feedback.importing.targets import Mapping
from feedback.models import Form
from feedback.review.imports.models import ImportMapping, ImportRecord
from feedback.review.imports.services import IMPORT, header_mark


def importable_forms(user: User) -> QuerySet[Form]:
    """Published forms of areas where she may import."""
    forms = Form.objects.filter(consultation__area__in=areas_where(user, IMPORT))
    return forms.filter(versions__replaced_on=None, versions__isnull=False).distinct()


def kept_mapping(form: Form, header: Sequence[str]) -> Mapping | None:
    """The columns that somebody chose for this form and files with this header."""
    kept = ImportMapping.objects.filter(form=form, header_mark=header_mark(header)).first()
    if kept is None:
        return None
    # the mark knows no case and spacing: names are those of this file
    names = {plain(name): name for name in header}
    return Mapping(
        {names[plain(name)]: target for name, target in kept.targets.items()},
        {names[plain(name)]: chosen for name, chosen in kept.choices.items()},
    )


def imports_for(user: User) -> QuerySet[ImportRecord]:
    """Imports into forms of her areas, the last one first."""
    records = ImportRecord.objects.select_related("form", "imported_by")
    return records.filter(form__consultation__area__in=areas_where(user, IMPORT))


def last_import_of(form: Form, hashed: str) -> ImportRecord | None:
    """The last import of the very same file into this form."""
    return ImportRecord.objects.filter(form=form, file_hash=hashed).first()
