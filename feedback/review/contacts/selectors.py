"""Reads of requests for contact. No details: those are opened one at a time, and audited."""

from django.db.models import QuerySet

from feedback.review.contacts.models import ContactRequest
from feedback.review.contacts.permissions import contact_areas
from feedback.review.permissions import Anyone

CLOSED = ContactRequest.State.CLOSED


def requests_for(user: Anyone) -> QuerySet[ContactRequest]:
    """All requests of her areas."""
    found = ContactRequest.objects.filter(area__in=contact_areas(user))
    return found.select_related("area").prefetch_related("steps__by")


def open_requests_for(user: Anyone) -> QuerySet[ContactRequest]:
    """Those that are not closed, the one that waits longest first."""
    return requests_for(user).exclude(state=CLOSED)


def closed_requests_for(user: Anyone) -> QuerySet[ContactRequest]:
    """Those that are closed, the last one first."""
    return requests_for(user).filter(state=CLOSED).order_by("-closed_on", "id")
