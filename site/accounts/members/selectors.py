"""Who comes in without a password."""

from typing import Any

from accounts.models import MemberAddress, User

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
