"""Which e-mail address opens which member's login. Only a keyed hash of it is kept, apart from the
addresses that staff log in with: neither can be found out by trying to use one that is taken."""

import hashlib
import hmac

from django.conf import settings

from accounts.models import MemberAddress, User

LOCKED = "!"  # what Django puts before a password that nothing opens


def digest(email: str) -> bytes:
    """Of an address, in small letters: 32 bytes that say nothing without PANEL_KEY."""
    told = f"address:{email.strip().lower()}"
    return hmac.new(settings.PANEL_KEY.encode(), told.encode(), hashlib.sha256).digest()


def address_is_free(email: str) -> bool:
    """Whether no member's codes go there. An empty one always is."""
    return not email or not MemberAddress.objects.filter(digest=digest(email)).exists()


def login_of(email: str) -> User | None:
    """The member whose codes go there, if she is let in by a code (selectors.enters_by_code). One
    query, for any address: a second one for those that are known could be heard with a clock."""
    return User.objects.filter(
        member_address__digest=digest(email),
        is_active=True,
        is_staff=False,
        is_superuser=False,
        password__startswith=LOCKED,
        role_holdings=None,
    ).first()


def point(user: User, email: str) -> None:
    """From now on her codes go to this free address; empty: nowhere."""
    MemberAddress.objects.filter(user=user).delete()
    if email:
        MemberAddress.objects.create(user=user, digest=digest(email))
