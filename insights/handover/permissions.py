"""Who may hand coded words over: whoever may export responses of the area (feedback's codename)."""

from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.permissions import user_may
from consultations.models import ConsultationPage
from insights.permissions import user_can_code

EXPORT_RESPONSES = "feedback.export_responses"


def user_can_hand_over(user: User, consultation: ConsultationPage) -> bool:
    """Whether she may take coded words of this consultation out: she reads all that she hands
    over, so she needs both rights."""
    area = consultation.area_id
    return user_may(user, EXPORT_RESPONSES, area) and user_can_code(user, area)


def require_hand_over(user: User, consultation: ConsultationPage) -> None:
    """Raise PermissionDenied unless she may hand words of this consultation over."""
    if not user_can_hand_over(user, consultation):
        raise PermissionDenied("This is not one of your areas.")
