"""Keeping a form about a member, filled in by her or, for her, by her coordinator."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.members.services import AddressIsTaken, change_address
from consultations.panels.models import PanelMember
from consultations.panels.people.forms import ContactForm, IdentityForm, NeedsForm, RecordForm
from consultations.panels.people.joining import lacks_way
from consultations.panels.people.profile import contact_of, identity_of, keep_record
from consultations.panels.people.records import Part

FORMS: dict[str, type[RecordForm]] = {
    Part.IDENTITY: IdentityForm,
    Part.NEEDS: NeedsForm,
    Part.CONTACT: ContactForm,
}


@transaction.atomic
def keep_form(*, user: Any, member: PanelMember, part: str, form: RecordForm) -> bool:
    """Keep what a valid form says. False, with the error on the form, where she could no longer be
    reached as she says, or another logs in with that address. A new e-mail address becomes that of
    her codes. Raises PermissionDenied."""
    told = form.record()
    if part == Part.CONTACT and lacks_way(identity_of(member), told):
        words = _("There is nowhere to send it to. Fill in where, or choose another way.")
        form.add_error("channel", words)
    if part == Part.IDENTITY and lacks_way(told, contact_of(member)):
        form.add_error(None, _("This is how we reach you now. First choose another way for that."))
    if form.errors:
        return False
    before = identity_of(member).email
    keep_record(user=user, member=member, part=part, told=told)
    if part != Part.IDENTITY or member.user is None or told.email == before:
        return True
    try:
        change_address(user=member.user, email=told.email)
    except AddressIsTaken:
        form.add_error("email", _("Choose another address: this one can’t be used."))
        transaction.set_rollback(True)
        return False
    return True
