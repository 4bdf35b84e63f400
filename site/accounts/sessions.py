"""Ending the sessions of one person. Django keeps no list of whose a session is."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.http import int_to_base36

from accounts.models import User


def sessions_of(user: User) -> list[str]:
    """Keys of the sessions that somebody is logged in with, or was about to be. Who asked for a
    code and never typed it has her address and the code in one."""
    live = Session.objects.filter(expire_date__gt=timezone.now())
    return [row.pk for row in live.iterator() if _is_of(user, row.get_decoded())]


def end_sessions(user: User) -> int:
    """Delete them, and return how many those were."""
    return int(Session.objects.filter(pk__in=sessions_of(user)).delete()[0])


def _is_of(user: User, told: dict[str, Any]) -> bool:
    """Whether she is logged in by it, or half-way there: allauth's "account_login", where her id is
    written to the base of 36."""
    pending = told.get("account_login") or {}
    if pending.get("user_pk") == int_to_base36(user.pk):
        return True
    return bool(told.get(SESSION_KEY) == str(user.pk))
