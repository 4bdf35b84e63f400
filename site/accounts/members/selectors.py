"""Who comes in without a password."""

from typing import Any

from accounts.models import MemberAddress, User
from accounts.sessions import sessions_of

NO_EMAIL = "@no-email.invalid"  # a domain that can't be delivered to, by RFC 2606


def enters_by_code(user: Any) -> bool:
    """Whether she is let in by a code or passkey alone: somebody with no password, who is no staff
    and holds no role. Staff have a password and a second factor."""
    if not isinstance(user, User) or user.has_usable_password():
        return False
    return not (user.is_staff or user.is_superuser or user.role_holdings.exists())


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
