"""Keying as a member of staff: sealed like what the web sends, with nobody's name beside it.

No audit line is written for keying, since its time would stand beside the words of one woman. What
is written down: printing, and that a second key opened a first one.
"""

import random
from dataclasses import dataclass, replace
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.permissions import areas_where, people_who_may, user_may
from accounts.services import audit
from feedback.intake.models import ReceiptSlip
from feedback.keys import NoIntakeKey, current_key, receipt_key
from feedback.late import NotTaken as NotTaken
from feedback.late import require_taken
from feedback.models import Form, FormVersion
from feedback.payload import Payload
from feedback.receipts import code_hash
from feedback.review.cues import safety_cues
from feedback.review.keying.models import FirstKey
from feedback.review.keying.tickets import Ticket
from feedback.review.models import CueLevel
from feedback.review.paper.models import PrintRun
from feedback.review.paper.numbers import Copy
from feedback.review.tombstones import tombstones
from feedback.review.unsealing import CannotBeOpened, open_sealed
from feedback.sealing import seal
from feedback.services import is_closed, may_repeat_receipt, submit_response

KEY_IN = "feedback.key_in"
ONE_IN = 10  # sheets drawn for a second key, beside the first of each run
WAITS_DAYS = 3  # then a sheet that nobody has keyed twice goes its way


class KeyedBefore(ValueError):
    """This sheet, or this page, was saved before. Nothing was added."""


@dataclass(frozen=True)
class Keyed:
    """What became of it. `words` are hers, to be given at once; empty where a slip has them."""

    words: str = ""
    waits: bool = False  # drawn for a second key


def keyable_forms(user: User) -> QuerySet[Form]:
    """Published forms of areas where she keys."""
    forms = Form.objects.filter(consultation__area__in=areas_where(user, KEY_IN))
    return forms.filter(versions__replaced_on=None, versions__isnull=False).distinct()


def run_of(user: User, copy: Copy) -> PrintRun | None:
    """The run of a sheet, if it was printed here for an area where she keys."""
    runs = PrintRun.objects.filter(area__in=areas_where(user, KEY_IN), copies__gte=copy.place)
    return runs.select_related("version__form__consultation").filter(pk=copy.run).first()


def is_keyed(copy: Copy) -> bool:
    """Whether this sheet was sealed before. Taken back since looks the same."""
    hashed = code_hash(receipt_key("slip"), copy.words)
    return ReceiptSlip.objects.filter(receipt_hash=hashed).exists() or hashed in tombstones()


def first_key(copy: Copy) -> FirstKey | None:
    """The keying of this sheet that waits for a second one."""
    keys = FirstKey.objects.select_related("run")
    return keys.filter(run=copy.run, place=copy.place).first()


def waiting_sheets(user: User) -> list[Copy]:
    """Sheets of her areas that wait for a second key, and not for hers."""
    keys = FirstKey.objects.filter(run__area__in=areas_where(user, KEY_IN)).exclude(keyed_by=user)
    return [
        Copy(run, place) for run, place in keys.order_by("run", "place").values_list("run", "place")
    ]


def save_keyed(
    *, user: User, ticket: Ticket, payload: Payload, rng: random.Random | None = None
) -> Keyed:
    """Seal what she keyed; or let it wait, sealed, where the sheet is drawn for a second key.

    Raises PermissionDenied, NotTaken, KeyedBefore, NoIntakeKey, NotTakenNow, and ValueError when
    the words are more than the largest box holds.
    """
    version = version_for(user, ticket)
    copy = ticket.copy
    run = PrintRun.objects.get(pk=copy.run) if copy else None
    late = require_taken(
        version.form.consultation, ticket.channel, printed_on=run.printed_on if run else None
    )
    payload = replace(payload, late=late)
    if copy is None or run is None:
        return _save_without_slip(ticket, payload)
    if is_keyed(copy) or first_key(copy):
        raise KeyedBefore
    if _is_drawn(run, payload, version, user, rng or random.SystemRandom()):
        _let_wait(run, copy, payload, user)
        return Keyed(waits=True)
    submit_response(payload=payload, visit=copy.visit)
    return Keyed()


def version_for(user: User, ticket: Ticket) -> FormVersion:
    """The version of a page for keying. Raises PermissionDenied where it isn't hers to key."""
    versions = FormVersion.objects.select_related("form__consultation__area")
    version = versions.filter(pk=ticket.version).first()
    if version is None or not user_may(user, KEY_IN, version.form.area_id):
        raise PermissionDenied
    return version


def _save_without_slip(ticket: Ticket, payload: Payload) -> Keyed:
    """The same page sent twice shows the same words for ten minutes, and adds nothing."""
    if is_closed(ticket.visit) and not may_repeat_receipt(ticket.visit):
        raise KeyedBefore
    return Keyed(words=submit_response(payload=payload, visit=ticket.visit))


def _is_drawn(
    run: PrintRun, payload: Payload, version: FormVersion, user: User, rng: random.Random
) -> bool:
    """Whether this sheet is keyed twice: the first of a run, and about one in ten. Never where she
    may be in danger, since that would wait, nor where nobody else could key it."""
    level, _ = safety_cues("\n".join(answer.text for answer in payload.answers.values()))
    if level != CueLevel.NONE or not _others_may_key(user, version):
        return False
    is_first = not run.checked and not run.first_keys.exists()
    return is_first or rng.randrange(ONE_IN) == 0


def _others_may_key(user: User, version: FormVersion) -> bool:
    return people_who_may(KEY_IN, version.form.area_id).exclude(pk=user.pk).exists()


def _let_wait(run: PrintRun, copy: Copy, payload: Payload, user: User) -> None:
    key = current_key()
    try:
        with transaction.atomic():
            FirstKey.objects.create(
                run=run,
                place=copy.place,
                key_id=key.id,
                sealed=seal(payload.to_bytes(), bytes(key.public_key)),
                keyed_by=user,
                keyed_on=timezone.localdate(),
            )
    except IntegrityError:  # two people saved the same sheet at the same moment
        raise KeyedBefore from None


def open_first(*, user: User, ticket: Ticket) -> Payload:
    """What the first worker keyed, for the second. Leaves an audit line.

    Raises PermissionDenied (also to the first worker herself), KeyedBefore, CannotBeOpened.
    """
    version_for(user, ticket)
    first = first_key(ticket.copy) if ticket.copy else None
    if first is None:
        raise KeyedBefore
    if first.keyed_by_id == user.pk:
        raise PermissionDenied
    audit(user=user, action="opened a first key", subject=f"run {first.run_id}")
    return open_sealed(first.key_id, bytes(first.sealed))


def settle(*, user: User, ticket: Ticket, payload: Payload, differed: bool) -> None:
    """Seal what both agree on, and forget that it waited. Raises as save_keyed does."""
    version_for(user, ticket)
    first = first_key(ticket.copy) if ticket.copy else None
    if first is None or ticket.copy is None:
        raise KeyedBefore
    if first.keyed_by_id == user.pk:
        raise PermissionDenied
    submit_response(payload=payload, visit=ticket.copy.visit)
    with transaction.atomic():
        gone, _ = FirstKey.objects.filter(pk=first.pk).delete()
        if gone:
            PrintRun.objects.filter(pk=first.run_id).update(
                checked=F("checked") + 1, differed=F("differed") + int(differed)
            )


def release_first_keys() -> tuple[int, list[str]]:
    """Send on what has waited long enough: how many, and why others could not be opened."""
    limit = timezone.localdate() - timedelta(days=WAITS_DAYS)
    sent, stay = 0, []
    for first in FirstKey.objects.filter(keyed_on__lte=limit).order_by("?"):
        try:
            payload = open_sealed(first.key_id, bytes(first.sealed))
            submit_response(payload=payload, visit=Copy(first.run_id, first.place).visit)
        except CannotBeOpened as error:
            stay.append(error.why)
            continue
        except NoIntakeKey:
            stay.append("intake_takes_nothing")
            continue
        first.delete()
        sent += 1
    return sent, stay
