"""Keeping a form about a member, filled in by her or, for her, by her coordinator."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.members.selectors import address_is_free
from accounts.members.services import change_address
from consultations.panels.models import PanelMember
from consultations.panels.people.addressing import EnoughForToday, ask_for_proof
from consultations.panels.people.forms import ContactForm, IdentityForm, NeedsForm, RecordForm
from consultations.panels.people.joining import lacks_way
from consultations.panels.people.profile import contact_of, identity_of, is_her, keep_record
from consultations.panels.people.records import Part

FORMS: dict[str, type[RecordForm]] = {
    Part.IDENTITY: IdentityForm,
    Part.NEEDS: NeedsForm,
    Part.CONTACT: ContactForm,
}


@transaction.atomic
def keep_form(*, user: Any, member: PanelMember, part: str, form: RecordForm) -> bool:
    """Keep what a valid form says. False, with the error on the form, where she could no longer be
    reached as she says. Raises PermissionDenied.

    An e-mail address that she types is used once she has shown that it is hers (addressing); one
    that her coordinator was told is used at once. Neither learns whether another has it: her codes
    then come on paper alone.
    """
    told = form.record()
    if part == Part.CONTACT and lacks_way(identity_of(member), told):
        words = _("There is nowhere to send it to. Fill in where, or choose another way.")
        form.add_error("channel", words)
    if part == Part.IDENTITY and lacks_way(told, contact_of(member)):
        form.add_error(None, _("This is how we reach you now. First choose another way for that."))
    if form.errors:
        return False
    try:
        told = _with_address(user, member, told) if part == Part.IDENTITY else told
    except EnoughForToday:
        words = _("You have tried many addresses today. Try again tomorrow, or ring us.")
        form.add_error("email", words)
        return False
    keep_record(user=user, member=member, part=part, told=told)
    return True


def _with_address(user: Any, member: PanelMember, told: Any) -> Any:
    """What she told, with the address that counts from now on. Raises EnoughForToday."""
    before, email = identity_of(member).email, told.email.lower()
    if member.user is None or email == before.lower():
        return told
    if email and is_her(user, member):
        ask_for_proof(member=member, email=email)
        return replace(told, email=before)
    change_address(user=member.user, email=email if address_is_free(email) else "")
    return replace(told, email=email)
