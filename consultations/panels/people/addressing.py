"""A new e-mail address for her codes. It is hers once she has typed the code that went there: a
slip of the finger locks nobody out, and typing another woman's address tells nothing about it."""

import hmac
import secrets
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.members.services import AddressIsTaken, ask_to_prove, change_address
from consultations.panels.ids import random_id
from consultations.panels.models import NewAddress, PanelMember
from consultations.panels.people.codes import SIGNS, hash_code
from consultations.panels.people.profile import identity_of, is_her, keep_record
from consultations.panels.people.records import Identity, Part
from consultations.panels.people.sending import MemberIsGone, send_to_member
from consultations.panels.people.vault import seal, unseal

PROOF = "address"  # what is sealed in it (vault)
MOST_TRIES = 5
LIFETIME = timedelta(days=1)
MOST_A_DAY = 5  # mails to addresses that may be anybody's, and the word to her beside each


class EnoughForToday(Exception):
    """So many addresses were typed today that no more mail goes out."""


@transaction.atomic
def ask_for_proof(*, member: PanelMember, email: str) -> None:
    """Mail a code to an address that she typed, and tell her by her usual way that this was asked.
    Where another's codes go there already, the mail says that instead, to whoever reads it. Raises
    EnoughForToday."""
    _count_mail(member)
    code = "".join(secrets.choice(SIGNS) for _sign in range(8))
    NewAddress.objects.filter(member=member).delete()
    NewAddress.objects.create(
        member=member,
        sealed=seal(member.pk, PROOF, {"email": email}),
        code_hash=hash_code(code),
    )
    language = member.language
    transaction.on_commit(lambda: ask_to_prove(email=email, language=language, code=code))
    with override(member.language):
        title = _("A new e-mail address?")
        text = _(
            "Somebody who was logged in as you asked that your codes go to another address. If it "
            "was you, all is well. If it was not, ring your coordinator today."
        )
    try:
        send_to_member(member=member, key=f"new address {random_id()}", title=title, text=text)
    except MemberIsGone:  # she has left, and nobody writes to her
        return


def waiting_address(member: PanelMember) -> str:
    """The address that still has to be shown to be hers, or nothing."""
    row = _row(member)
    return str(unseal(member.pk, PROOF, bytes(row.sealed))["email"]) if row else ""


@transaction.atomic
def prove_address(*, user: Any, member: PanelMember, code: str) -> bool:
    """Whether this is the code: then the address is hers. After five wrong ones she asks again.
    Raises PermissionDenied for anybody else."""
    row = _row(member)
    if not is_her(user, member) or member.user is None:
        raise PermissionDenied
    if row is None:
        return False
    email = waiting_address(member)
    if not hmac.compare_digest(bytes(row.code_hash), hash_code(code)):
        _count(row)
        return False
    try:
        with transaction.atomic():
            change_address(user=member.user, email=email)
    except AddressIsTaken:
        return False
    told = identity_of(member).__dict__ | {"email": email}
    keep_record(user=user, member=member, part=Part.IDENTITY, told=Identity(**told))
    row.delete()
    return True


def keep_the_old(*, member: PanelMember) -> None:
    """She thought better of it."""
    NewAddress.objects.filter(member=member).delete()


def forget_unproven() -> int:
    """Delete those that were never shown to be hers; returns how many."""
    old = NewAddress.objects.filter(asked_on__lt=timezone.localdate() - LIFETIME)
    return int(old.delete()[0])


def _row(member: PanelMember) -> NewAddress | None:
    since = timezone.localdate() - LIFETIME
    return NewAddress.objects.filter(member=member, asked_on__gte=since).first()


def _count_mail(member: PanelMember) -> None:
    """In the cache alone, until the day is over."""
    key = f"panels:proofs:{timezone.localdate()}:{member.pk}"
    cache.add(key, 0, timeout=int(LIFETIME.total_seconds()))
    if cache.incr(key) > MOST_A_DAY:
        raise EnoughForToday


def _count(row: NewAddress) -> None:
    row.tries += 1
    if row.tries >= MOST_TRIES:
        row.delete()
    else:
        row.save(update_fields=["tries"])
