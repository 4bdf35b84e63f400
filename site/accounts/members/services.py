"""Writes on the logins of panel members."""

import secrets

from allauth.account.models import EmailAddress
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest

from accounts.members.limits import register_hours as register_hours
from accounts.members.selectors import NO_EMAIL, enters_by_code
from accounts.models import User
from accounts.sessions import end_sessions

BACKEND = "accounts.backends.LoginBackend"


class AddressIsTaken(Exception):
    """Somebody has a login with this address. Only staff who already know her are told."""


class NotAMember(Exception):
    """This login isn't one of a panel member."""


def address_is_free(email: str) -> bool:
    """Whether nobody logs in with it. An empty one always is."""
    return not email or not User.objects.filter(email=email.lower()).exists()


@transaction.atomic
def make_member_login(*, email: str = "") -> User:
    """A login without a password. Without an address, one that only a code on paper opens.

    Raises AddressIsTaken.
    """
    if not address_is_free(email):
        raise AddressIsTaken
    return User.objects.create_user(email or f"{secrets.token_hex(8)}{NO_EMAIL}")


def let_in(*, request: HttpRequest, user: User) -> None:
    """Log her in after a code on paper. Raises NotAMember for anybody with a password or role."""
    if not (user.is_active and enters_by_code(user)):
        raise NotAMember
    login(request, user, backend=BACKEND)


@transaction.atomic
def change_address(*, user: User, email: str) -> None:
    """Where codes go from now on; empty: nowhere. Raises NotAMember, AddressIsTaken."""
    if not enters_by_code(user):
        raise NotAMember
    email = email.lower()
    if email and User.objects.exclude(pk=user.pk).filter(email=email).exists():
        raise AddressIsTaken
    user.email = email or f"{secrets.token_hex(8)}{NO_EMAIL}"
    user.save(update_fields=["email"])
    EmailAddress.objects.filter(user=user).delete()  # allauth's own copy of the one before


@transaction.atomic
def end_member_login(*, user: User) -> None:
    """Delete her login, with passkeys, addresses and open sessions. Raises NotAMember."""
    if not enters_by_code(user):
        raise NotAMember
    end_sessions(user)
    user.delete()
