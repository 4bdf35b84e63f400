"""The sweep's part in a change of uses: what she asked for by receipt becomes what is so."""

from collections import Counter, defaultdict
from dataclasses import replace
from functools import cache

from django.db import transaction

from feedback.consent import Asked, last_of
from feedback.intake.models import ReceiptAct, ReceiptSlip
from feedback.keys import PrivateKeyMissing, private_key
from feedback.models import Response
from feedback.payload import Payload
from feedback.review.tombstones import note_uses, noted_uses
from feedback.review.unsealing import CannotBeOpened, FindKey
from feedback.sealing import unseal
from feedback.slips import seal_part, uses_part


def apply_changes(left: Counter[str]) -> int:
    """Apply each change of uses, and return how many women's. The act goes last: until it is gone
    her words are counted only. What can't be opened stays, and with it that it is so."""
    acts: dict[bytes, list[ReceiptAct]] = defaultdict(list)
    for act in ReceiptAct.objects.filter(kind=ReceiptAct.Kind.CONSENT):
        acts[bytes(act.receipt_hash)].append(act)
    find_key, changed = cache(private_key), 0
    noted = noted_uses() if acts else {}
    for receipt_hash, hers in acts.items():
        try:
            asked = {act.pk: _open(act, find_key) for act in hers}
            last = last_of(list(asked.values()))
            if noted.get(receipt_hash) != last:  # before anything else: a restore relies on it
                note_uses(receipt_hash, last)
            changed += _apply(receipt_hash, asked, last)
        except CannotBeOpened as error:
            left[f"change of uses: {error.why}"] += 1
        except OSError:  # the act stays, so that her words are counted only
            left["change of uses: not noted"] += 1
    return changed


def _apply(receipt_hash: bytes, asked: dict[int, Asked], last: Asked) -> bool:
    stored = _change(receipt_hash, last)
    slip = ReceiptSlip.objects.filter(receipt_hash=receipt_hash).first()
    # Words that nobody has read are not stored yet: the last act waits for them. Without a slip
    # they were taken back, and it waits for nothing.
    kept = _kept(asked, last) if slip is not None and not stored else set()
    if slip is not None:
        part = uses_part(slip.week.isoformat(), last.uses, last.wording, last.n, len(kept))
        received = seal_part(part, bytes(slip.public_key))
        ReceiptSlip.objects.filter(pk=slip.pk).update(received=received)
    ReceiptAct.objects.filter(pk__in=set(asked) - kept).delete()
    return stored


def _open(act: ReceiptAct, find_key: FindKey) -> Asked:
    try:
        return Asked.from_bytes(unseal(bytes(act.sealed or b""), find_key(act.key_id)))
    except PrivateKeyMissing:
        why = "no_key"
    except (ValueError, TypeError):
        why = "damaged"
    raise CannotBeOpened(why)


@transaction.atomic
def _change(receipt_hash: bytes, asked: Asked) -> bool:
    """Write it on what is stored; whether there was anything. Each row is saved on its own, so
    that apps above hear of it (post_save) and take out words that they may show no longer."""
    responses = Response.objects.select_for_update().filter(receipt_hash=receipt_hash)
    for response in responses:
        response.uses, response.uses_wording = asked.uses, asked.wording
        response.save(update_fields=["uses", "uses_wording"])
    return bool(responses)


def _kept(asked: dict[int, Asked], last: Asked) -> set[int]:
    """Of several acts that wait, one that says what the last says; all, where none does."""
    same = [pk for pk, one in asked.items() if one == last]
    return set(same[:1] or asked)


def chosen_last(payload: Payload) -> Payload:
    """The payload with the uses that a reader is told of: the change that was noted last under her
    receipt, also where nothing of hers is stored yet; else as `as_allowed_now` has them."""
    noted = payload.receipt_hash and noted_uses().get(bytes.fromhex(payload.receipt_hash))
    if not noted:
        return as_allowed_now(payload)
    return replace(payload, uses=noted.uses, uses_wording=noted.wording)


def as_allowed_now(payload: Payload) -> Payload:
    """The payload with the uses of what is stored under her receipt, if anything is: a change is
    written there, and holds for all that she sent."""
    receipt_hash = bytes.fromhex(payload.receipt_hash)
    stored = receipt_hash and Response.objects.filter(receipt_hash=receipt_hash).first()
    if not stored:
        return payload
    return replace(payload, uses=list(stored.uses), uses_wording=stored.uses_wording)
