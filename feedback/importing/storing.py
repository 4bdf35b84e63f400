"""Rows of a checked file: stored, or sealed for the reading room; all or none, none twice (§11.5).

With a provenance (who took details out, and which uses were allowed) rows become responses at
once. Without it they are sealed like any other response and go through the reading room. A row
keeps its identity, so that importing a file twice, or a longer copy of it, adds only what is new.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from feedback.importing.checking import CheckedFile, ImportRow
from feedback.intake.models import SealedResponse
from feedback.keys import current_key
from feedback.late import IMPORTED, require_taken
from feedback.models import Response
from feedback.sealing import seal
from feedback.services import ReadResponse, intake_hash_of, record_responses
from feedback.uses import OFFERED, clean_uses

LONGEST_NAME = 120
CHUNK = 500


@dataclass(frozen=True)
class Provenance:
    """Who took personal details out before the file came here, and what women allowed."""

    removed_by: str
    uses: list[str]

    @classmethod
    def of(cls, removed_by: str, uses: list[str]) -> "Provenance":
        """Raises ValueError when the name is missing or too long to keep."""
        name, most = removed_by.strip(), LONGEST_NAME
        if not 0 < len(name) <= most:
            raise ValueError(_("Say who took details out, in %s characters or fewer.") % most)
        return cls(name, uses)


@dataclass(frozen=True)
class ImportReport:
    """What an import did, in numbers."""

    new: int
    before: int  # rows that an earlier import brought


# Intake hashes that places above this app know: the reading room, filled in its ready().
KnownHashes = Callable[[Sequence[bytes]], set[bytes]]
_known_elsewhere: list[KnownHashes] = []


def register_known_hashes(known: KnownHashes) -> None:
    """Let an app above say which rows it has taken in."""
    if known not in _known_elsewhere:
        _known_elsewhere.append(known)


def read_uses(words: str) -> list[str]:
    """The uses named in a list with commas; "none" is the empty set. Raises ValueError."""
    named = [word.strip() for word in words.split(",") if word.strip()]
    if named == ["none"]:
        return []
    unknown = [name for name in named if name not in {use.value for use in OFFERED}]
    if unknown or not named:
        known = ", ".join(use.value for use in OFFERED)
        raise ValueError(_("Uses are: %(known)s; or none.") % {"known": known})
    return clean_uses(named)


def known_rows(checked: CheckedFile) -> set[int]:
    """Identities of rows that an earlier import brought, wherever they are now."""
    known: set[int] = set()
    for start in range(0, len(checked.rows), CHUNK):
        ids = {row.intake_id for row in checked.rows[start : start + CHUNK]}
        known |= set(SealedResponse.objects.filter(pk__in=ids).values_list("pk", flat=True))
        by_hash = {intake_hash_of(pk): pk for pk in ids}
        stored = Response.objects.filter(intake_hash__in=list(by_hash))
        hashes = {bytes(h) for h in stored.values_list("intake_hash", flat=True)}
        for ask in _known_elsewhere:
            hashes |= ask(list(by_hash))
        known |= {by_hash[h] for h in hashes}
    return known


def import_file(*, checked: CheckedFile, provenance: Provenance | None = None) -> ImportReport:
    """Store (with a provenance) or seal (without) every row that is new. Raises NoIntakeKey, and
    NotTaken before its consultation is open."""
    late = require_taken(checked.form.consultation, IMPORTED)
    known = known_rows(checked)
    new = [
        replace(row, payload=replace(row.payload, late=late))
        for row in checked.rows
        if row.intake_id not in known
    ]
    random.SystemRandom().shuffle(new)  # the file's order may be the order of arrival
    if provenance is not None:
        _store_rows(new, provenance)
    elif new:
        _seal_rows(new)
    return ImportReport(new=len(new), before=len(checked.rows) - len(new))


def _store_rows(rows: list[ImportRow], provenance: Provenance) -> None:
    record_responses(
        responses=[
            ReadResponse(
                payload=replace(row.payload, uses=provenance.uses),
                intake_hash=intake_hash_of(row.intake_id),
                answers=row.payload.answers,
            )
            for row in rows
        ],
        details_removed_by=provenance.removed_by,
    )


def _seal_rows(rows: list[ImportRow]) -> None:
    key = current_key()
    sealed = [
        SealedResponse(
            id=row.intake_id,
            key_id=key.id,
            week=row.payload.monday,
            sealed=seal(row.payload.to_bytes(), bytes(key.public_key)),
        )
        for row in rows
    ]
    # all sealing is done before the intake is locked: a woman who sends waits for this write only
    with transaction.atomic(using="intake"):
        SealedResponse.objects.bulk_create(sealed, ignore_conflicts=True, batch_size=CHUNK)
