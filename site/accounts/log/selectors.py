"""Reads of the audit log."""

from django.db.models import QuerySet

from accounts.models import AuditLine, User
from accounts.services import pseudonym


def lines(action: str, staff: str) -> QuerySet[AuditLine]:
    """The newest first; an empty word narrows nothing. A NUL, which PostgreSQL doesn't take, finds
    nothing."""
    if "\0" in action + staff:
        return AuditLine.objects.none()
    rows = AuditLine.objects.order_by("-pk")
    rows = rows.filter(action=action) if action else rows
    return rows.filter(staff=staff) if staff else rows


def actions() -> list[str]:
    """All that anybody did, in the order of the alphabet."""
    found = AuditLine.objects.order_by("action").values_list("action", flat=True)
    return list(found.distinct())


def name_of(staff: str) -> str:
    """Who is behind one pseudonym, for an auditor who has to ask her; empty where nobody is."""
    if not staff:
        return ""
    return next((str(user) for user in User.objects.all() if pseudonym(user) == staff), "")


def about(*subjects: str) -> QuerySet[AuditLine]:
    """What was done with these things, the newest first."""
    return AuditLine.objects.filter(subject__in=subjects).order_by("-pk")
