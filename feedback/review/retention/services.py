"""The purge: what is due goes, files are cleared, a certificate says what went, in numbers."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import ChainIsBroken, audit
from feedback.models import Form
from feedback.review.models import PurgeCertificate, RetentionPeriod
from feedback.review.permissions import user_can_retain
from feedback.review.retention import due
from feedback.review.retention.clearing import clear_files
from feedback.review.retention.key_ends import KeyInUse, destroy_key, keys_without_use
from feedback.review.retention.kinds import BY_NAME, LONGEST, in_words
from feedback.review.retention.ledger import Ledger, write_file
from feedback.review.retention.steps import STEPS
from feedback.review.sweep import one_at_a_time

Counts = dict[str, Counter[str]]  # kind → address of the form, or "" → how many


@dataclass
class PurgeReport:
    """What is due, or went, in numbers alone."""

    counts: Counts = field(default_factory=dict)
    held: Counts = field(default_factory=dict)
    unread: Counter[str] = field(default_factory=Counter)  # never go; somebody has to read them
    keys: list[str] = field(default_factory=list)
    keys_elsewhere: list[str] = field(default_factory=list)
    certificate: PurgeCertificate | None = None


def what_is_due(today: date | None = None) -> PurgeReport:
    """What a purge would do now. Keys are those that nothing is sealed to already."""
    today = today or timezone.localdate()
    return PurgeReport(
        counts={step.kind: found for step in STEPS if (found := step.count(today))},
        held={step.kind: found for step in STEPS if (found := step.held(today))},
        unread=due.by_form(due.unread_too_long(today)),
        keys=[key.id for key in keys_without_use()],
    )


def purge_expired(*, ran_by: str, today: date | None = None) -> PurgeReport:
    """Destroy what is due, then clear the files. Safe to repeat, also after it was killed.

    Raises NotClear where a database is too busy to be cleared: what is due is gone, and the
    certificate stays open until the next purge has cleared the files. Raises ChainIsBroken, when
    all else is done, where the audit log was changed.
    """
    today = today or timezone.localdate()
    with one_at_a_time():
        ledger = Ledger(ran_by)
        broken = _go_through(today, ledger)
        report = PurgeReport(
            held={step.kind: found for step in STEPS if (found := step.held(today))},
            unread=due.by_form(due.unread_too_long(today)),
        )
        _destroy_keys(ledger, report)
        if ledger.row is not None:
            clear_files()
        report.certificate = ledger.close({kind: dict(n) for kind, n in report.held.items()})
    if report.certificate is not None:
        write_file(report.certificate)
        report.counts = {k: Counter(n) for k, n in report.certificate.counts.items()}
        report.keys = report.certificate.keys
    if broken is not None:
        raise broken
    return report


def _go_through(today: date, ledger: Ledger) -> ChainIsBroken | None:
    """Every step; where the audit log was changed, all the others."""
    broken = None
    for step in STEPS:
        try:
            step.purge(today, ledger)
        except ChainIsBroken as error:
            broken = error
    return broken


def _destroy_keys(ledger: Ledger, report: PurgeReport) -> None:
    for key in keys_without_use():
        try:
            destroy_key(key.id)
        except KeyInUse:  # its private half is on another machine
            report.keys_elsewhere.append(key.id)
        else:
            ledger.note_key(key.id)


def destroy_key_now(*, key_id: str, ran_by: str) -> None:
    """Destroy one retired key, with a certificate. Raises KeyInUse, which says why not."""
    with one_at_a_time():
        destroy_key(key_id)
        ledger = Ledger(ran_by)
        under_way = ledger.row is not None  # a purge that was killed: the next one closes it
        ledger.note_key(key_id)
        certificate = None if under_way else ledger.close({})
    if certificate is not None:
        write_file(certificate)


class NoSuchPeriod(ValueError):
    """A period that can't be set: for this kind, or of this length."""


@transaction.atomic
def set_period(*, user: User, form: Form, kind: str, length: int | None) -> None:
    """Keep one kind of data of a form for so long; None goes back to the default.

    Raises PermissionDenied and NoSuchPeriod.
    """
    if not user_can_retain(user, form.area_id):
        raise PermissionDenied
    found = BY_NAME.get(kind)
    if found is None or not found.per_form:
        raise NoSuchPeriod("This kind of data has one period for all forms.")
    if length is not None and not 1 <= length <= LONGEST[found.unit]:
        raise NoSuchPeriod(f"A period is from 1 to {LONGEST[found.unit]} {found.unit}.")
    RetentionPeriod.objects.filter(form=form, kind=kind).delete()
    if length is not None:
        RetentionPeriod.objects.create(form=form, kind=kind, length=length)
    words = in_words(length, found.unit) if length is not None else "the default"
    audit(user=user, action=f"set period of {kind}", subject=f"form {form.slug}: {words}")
