"""The certificate of a purge, written as it goes: what was destroyed is noted with the deed.

A purge that is killed leaves its certificate open; the next one goes on with it. It is closed, and
marked with a keyed hash that runs on from the one before, when the files are clear too.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from feedback.keys import page_key
from feedback.review.models import PurgeCertificate
from feedback.sealing import keyed_hash


class Ledger:
    """Notes what one purge does. Without anything to note there is no certificate."""

    def __init__(self, ran_by: str) -> None:
        self.ran_by = ran_by
        self.row = PurgeCertificate.objects.filter(finished_at=None).last()

    def _open(self) -> PurgeCertificate:
        if self.row is None:
            self.row = PurgeCertificate.objects.create(
                begun_at=timezone.now(), ran_by=self.ran_by[:80]
            )
        return self.row

    def note(self, kind: str, counted: Counter[str]) -> None:
        """Add to what went. Call it in the transaction of the deed, where there is one."""
        if not counted.total():
            return
        row = self._open()
        whole = Counter(row.counts.get(kind, {})) + counted
        row.counts = {**row.counts, kind: dict(sorted(whole.items()))}
        row.save(update_fields=["counts"])

    def note_key(self, key_id: str) -> None:
        """Add a key that was destroyed."""
        row = self._open()
        row.keys = sorted({*row.keys, key_id})
        row.save(update_fields=["keys"])

    @transaction.atomic
    def close(self, held: dict[str, dict[str, int]]) -> PurgeCertificate | None:
        """Mark it as done, and put a copy into DATA_DIR/certificates. None where nothing went."""
        if self.row is None:
            return None
        last = PurgeCertificate.objects.exclude(finished_at=None).first()
        self.row.finished_at = timezone.now()
        self.row.held = held
        self.row.previous = last.digest if last else ""
        self.row.digest = digest_of(self.row)
        self.row.save()
        return self.row


def as_text(certificate: PurgeCertificate) -> str:
    """The certificate as JSON, with its mark."""
    return json.dumps(
        {**_said(certificate), "digest": certificate.digest}, indent=2, sort_keys=True
    )


def _said(certificate: PurgeCertificate) -> dict[str, Any]:
    finished = certificate.finished_at
    return {
        "number": certificate.pk,
        "begun_at": certificate.begun_at.isoformat(),
        "finished_at": finished.isoformat() if finished else None,
        "ran_by": certificate.ran_by,
        "destroyed": certificate.counts,
        "held_back": certificate.held,
        "keys_destroyed": certificate.keys,
        "previous": certificate.previous,
    }


def digest_of(certificate: PurgeCertificate) -> str:
    """HMAC-SHA256, with a key made from SECRET_KEY, over all that it says."""
    said = json.dumps(_said(certificate), sort_keys=True).encode()
    return keyed_hash(page_key("certificate"), said).hex()


def is_whole(certificate: PurgeCertificate) -> bool:
    """Whether nobody changed it since."""
    return bool(certificate.digest) and certificate.digest == digest_of(certificate)


def file_of(certificate: PurgeCertificate) -> Path:
    """Where its copy is. Named by its mark: after a restore numbers begin again from the backup's,
    and no copy may take another's place."""
    day = certificate.finished_at.date().isoformat() if certificate.finished_at else "open"
    name = f"certificate-{day}-{certificate.digest[:8]}.json"
    return Path(settings.DATA_DIR) / "certificates" / name


def write_file(certificate: PurgeCertificate) -> None:
    """Put the copy there; again, it says the same."""
    path = file_of(certificate)
    path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    path.write_text(as_text(certificate) + "\n")
