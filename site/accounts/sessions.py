"""Ending the sessions of one person. Django keeps no list of whose a session is."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import User


def end_sessions(user: User) -> int:
    """Delete the sessions that somebody is logged in with, and return how many those were."""
    live = Session.objects.filter(expire_date__gt=timezone.now())
    hers = [row.pk for row in live.iterator() if row.get_decoded().get(SESSION_KEY) == str(user.pk)]
    return int(Session.objects.filter(pk__in=hers).delete()[0])
