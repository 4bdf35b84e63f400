"""Who comes in without a password, and which e-mail address opens which member's login.

Only a keyed hash of that is kept, apart from the addresses that staff log in with: neither can be
found out by trying to use one that is taken.
"""

import hashlib
import hmac
from typing import Any

from django.conf import settings

from accounts.models import MemberAddress, User
from accounts.sessions import sessions_of

LOCKED = "!"  # what Django puts before a password that nothing opens
NO_EMAIL = "@no-email.invalid"  # a domain that can't be delivered to, by RFC 2606


def enters_by_code(user: Any) -> bool:
    """Whether she is let in by a code or passkey alone: somebody with no password, who is no staff
    and holds no role. Staff have a password and a second factor."""
    if not isinstance(user, User) or user.has_usable_password():
        return False
    return not (user.is_staff or user.is_superuser or user.role_holdings.exists())


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


def has_email(user: User) -> bool:
    """Whether codes can be mailed to her."""
    return MemberAddress.objects.filter(user=user).exists()


def how_she_comes_in(user: User) -> dict[str, Any]:
    """What is held about her coming in, as plain data: the last time, how many browsers she is
    logged in with, and her passkeys with the day each was made and last used."""
    from allauth.mfa.models import Authenticator  # not installed in the public process

    keys = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).order_by("pk")
    return {
        "last_login": user.last_login.date().isoformat() if user.last_login else None,
        "open_sessions": len(sessions_of(user)),
        "has_email": has_email(user),
        "passkeys": [
            {
                "name": str(key),
                "made_on": key.created_at.date().isoformat(),
                "last_used_on": key.last_used_at.date().isoformat() if key.last_used_at else None,
            }
            for key in keys
        ],
    }
