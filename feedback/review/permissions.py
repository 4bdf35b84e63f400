"""Who may read unsealed words, who decides on safeguarding cases, and who sets the room up. By
area, always."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import areas_where, user_may
from core.models import Area

REVIEW = "feedback.review_responses"
DECIDE = "feedback.decide_safeguarding"
SET_UP = "feedback.set_up_reading_room"
RETAIN = "feedback.manage_retention"
CERTIFICATES = "feedback.read_certificates"

Anyone = User | AnonymousUser


def user_can_review(user: Anyone, area: Area | int) -> bool:
    """Whether she may read and redact what women of this area sent."""
    return user_may(user, REVIEW, area)


def user_can_decide(user: Anyone, area: Area | int) -> bool:
    """Whether she may write down what was done about a safeguarding case of this area."""
    return user_may(user, DECIDE, area)


def review_areas(user: Anyone) -> QuerySet[Area]:
    """Areas whose responses she may read before their details are out."""
    return areas_where(user, REVIEW)


def decide_areas(user: Anyone) -> QuerySet[Area]:
    """Areas whose safeguarding cases are hers to decide."""
    return areas_where(user, DECIDE)


def user_can_set_up(user: Anyone, area: Area | int) -> bool:
    """Whether she may name the safeguarding lead of this area and change what it has agreed."""
    return user_may(user, SET_UP, area)


def set_up_areas(user: Anyone) -> QuerySet[Area]:
    """Areas whose leads and rules are hers to set."""
    return areas_where(user, SET_UP)


def user_can_retain(user: Anyone, area: Area | int) -> bool:
    """Whether she may say how long data of this area's forms is kept, and put a form on hold."""
    return user_may(user, RETAIN, area)


def user_can_hold(user: Anyone, area: Area | int) -> bool:
    """Whether she may put a safeguarding case of this area on hold."""
    return user_can_decide(user, area) or user_can_retain(user, area)


def retain_areas(user: Anyone) -> QuerySet[Area]:
    """Areas whose periods and holds are hers."""
    return areas_where(user, RETAIN)


def certificate_areas(user: Anyone) -> QuerySet[Area]:
    """Areas of whose forms she may see what was destroyed."""
    return areas_where(user, CERTIFICATES)
