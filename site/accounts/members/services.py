"""Writes on the logins of panel members."""

import secrets

from django.contrib.auth import login
from django.db import transaction
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest

from accounts.members.letters import send_proof
from accounts.members.limits import register_hours as register_hours
from accounts.members.mailing import post_beside
from accounts.members.selectors import NO_EMAIL, address_is_free, digest, enters_by_code
from accounts.models import MemberAddress, User
from accounts.sessions import end_sessions

BACKEND = "accounts.backends.LoginBackend"


class AddressIsTaken(Exception):
    """Another member's codes go there. Nobody is told that: who meets it says what she would say
    of any other address."""


class NotAMember(Exception):
    """This login isn't one of a panel member."""


@transaction.atomic
def make_member_login(*, email: str = "") -> User:
    """A login without a password. Without an address, one that only a code on paper opens.

    Raises AddressIsTaken.
    """
    if not address_is_free(email):
        raise AddressIsTaken
    user = User.objects.create_user(_nowhere())
    _point(user, email)
    return user


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
    _point(user, "")
    if not address_is_free(email):
        raise AddressIsTaken
    _point(user, email)


@transaction.atomic
def end_member_login(*, user: User) -> None:
    """Delete her login, with passkeys, addresses, roles and open sessions, whatever became of it.
    Where work of staff stands under it, and keeps the row, the row is emptied and opens nothing."""
    end_sessions(user)
    try:
        with transaction.atomic():
            user.delete()
    except (ProtectedError, RestrictedError):
        _empty(user)


def ask_to_prove(*, email: str, language: str, code: str) -> None:
    """Mail an address the code that shows that it is hers; where it isn't free, a word that nothing
    was changed. Beside the answer: its time tells nothing."""
    told = code if address_is_free(email) else ""
    post_beside(lambda: send_proof(email=email, language=language, code=told))


def _point(user: User, email: str) -> None:
    """From now on her codes go to this free address; empty: nowhere."""
    MemberAddress.objects.filter(user=user).delete()
    if email:
        MemberAddress.objects.create(user=user, digest=digest(email))


def _empty(user: User) -> None:
    from allauth.account.models import EmailAddress  # not installed in the public process
    from allauth.mfa.models import Authenticator

    for rows in (user.role_holdings, user.elevations, MemberAddress.objects.filter(user=user)):
        rows.all().delete()
    for model in (EmailAddress, Authenticator):
        model.objects.filter(user=user).delete()
    user.groups.clear()
    user.user_permissions.clear()
    user.email, user.name = _nowhere(), ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()


def _nowhere() -> str:
    """An address for a login that has none: allauth and Wagtail count on one."""
    return f"{secrets.token_hex(8)}{NO_EMAIL}"
