"""Elevated access, told on every staff screen while it is on."""

from typing import Any

from django import template

from accounts.elevation.selectors import on_now
from accounts.models import Elevation, User
from accounts.roles import LENT

register = template.Library()


@register.simple_tag(takes_context=True)
def elevated_access(context: dict[str, Any]) -> list[Elevation]:
    """What whoever looks has taken. Asks nothing for those who have taken nothing."""
    user = getattr(context.get("request"), "user", None)
    if not isinstance(user, User) or not any(role.startswith(LENT) for role in user.held.areas):
        return []
    return list(on_now(user))
