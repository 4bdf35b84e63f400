"""Writes of versions: what fits the English text, what got older, the large print."""

import json
import logging
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from consultations.accessible.models import (
    EasyRead,
    Kind,
    LargePrint,
    NotNeeded,
    OtherLanguage,
    Recording,
    Translated,
)
from consultations.models import ConsultationPage

logger = logging.getLogger("alongside.versions")
WRITTEN = (EasyRead, Recording, OtherLanguage)


def mark_of(page: ConsultationPage) -> str:
    """A short mark of what a page says: other words, another mark. Days are not part of it: each
    version shows those of the page itself."""
    body = [(block["type"], block["value"]) for block in page.body.get_prep_value()]
    asked = [page.open_to_change, page.reasons, page.involvement]
    said = json.dumps([page.title, page.purpose, *asked, page.who_reads, body], sort_keys=True)
    return sha256(said.encode()).hexdigest()[:20]


def fits_now(version: EasyRead | Recording | OtherLanguage) -> None:
    """Say that a version, which the caller saves, fits the English as its newest draft has it."""
    version.text_mark = mark_of(version.consultation.get_latest_revision_as_object())
    version.older_since = None


@transaction.atomic
def note_published(*, page: ConsultationPage) -> None:
    """A page was published: the versions of its source fit, or are older from today; large print is
    made anew in each language, since days of the source hold in all of them."""
    twins = ConsultationPage.objects.filter(translation_key=page.translation_key)
    if page.source != page:
        said = {"text_mark": mark_of(page.source), "older_since": None}
        Translated.objects.update_or_create(page=page, defaults=said)
        make_large_print(page=page)
        return
    for model in WRITTEN:
        _fit_or_older(model._default_manager.filter(consultation=page), mark_of(page))
    _fit_or_older(Translated.objects.filter(page__in=twins), mark_of(page))
    for twin in twins.filter(live=True).select_related("locale", "area"):
        make_large_print(page=twin)


def _fit_or_older(versions: QuerySet[Any], mark: str) -> None:
    versions.filter(text_mark=mark).update(older_since=None)
    changed = versions.exclude(text_mark=mark).filter(older_since=None)
    changed.update(older_since=timezone.localdate())


def make_large_print(*, page: ConsultationPage) -> LargePrint | None:
    """Set a page in large letters. What stood before goes first, so that none is ever older than
    its page; None where it can't be set, which keeps no page from being published."""
    from consultations.accessible.large_print import large_print_pdf

    LargePrint.objects.filter(page=page).delete()
    try:
        made = large_print_pdf(page)
    except Exception as error:  # typst names no narrower one
        logger.error("Large print could not be made: %s.", type(error).__name__)
        return None
    file = ContentFile(made, name="large.pdf")
    return LargePrint.objects.create(
        page=page, file=file, size=len(made), made_on=timezone.localdate()
    )


@transaction.atomic
def say_not_needed(*, page: ConsultationPage, kind: Kind, because: str) -> None:
    """Write down why a consultation goes without a version; an empty reason takes it back."""
    NotNeeded.objects.filter(consultation=page, kind=kind).delete()
    if because.strip():
        NotNeeded.objects.create(consultation=page, kind=kind, because=because.strip())


def forget_files(files: list[Any]) -> None:
    """Delete stored files, once what they belonged to is gone for good."""
    named = [(file.storage, file.name) for file in files if file.name]

    def delete() -> None:
        for storage, name in named:
            storage.delete(name)

    transaction.on_commit(delete)
