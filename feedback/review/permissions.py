"""Who may read unsealed words, and who may decide on a safeguarding case. By area, always."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import areas_where, user_may
from core.models import Area

REVIEW = "feedback.review_responses"
DECIDE = "feedback.decide_safeguarding"

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
