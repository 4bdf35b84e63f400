"""Who sees how a woman can be reached: safeguarding leads and contact workers of her area."""

from django.db.models import QuerySet

from accounts.permissions import areas_where, user_may
from core.models import Area
from feedback.review.permissions import Anyone

HANDLE = "feedback.handle_contacts"


def contact_areas(user: Anyone) -> QuerySet[Area]:
    """Areas whose requests for contact are hers to handle."""
    return areas_where(user, HANDLE)


def user_can_handle(user: Anyone, area: Area | int) -> bool:
    """Whether she may open and answer requests of this area."""
    return user_may(user, HANDLE, area)
