"""Who may read what bodies sent, give it themes and take it out: area × role × action."""

from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.permissions import user_may, user_may_anywhere
from consultations.models import ConsultationPage
from insights.permissions import user_can_code

READ_BODIES = "consultations.read_bodies"
EXPORT_BODIES = "consultations.export_bodies"


def may_read_somewhere(user: User) -> bool:
    """Whether the screens are for her at all."""
    return user_may_anywhere(user, READ_BODIES)


def may_read(user: User, consultation: ConsultationPage) -> bool:
    """Whether she may read what bodies sent to this consultation."""
    return user_may(user, READ_BODIES, consultation.area_id)


def may_theme(user: User, consultation: ConsultationPage) -> bool:
    """Whether she may give it themes: she needs both rights."""
    return may_read(user, consultation) and user_can_code(user, consultation.area_id)


def may_export(user: User, consultation: ConsultationPage) -> bool:
    """Whether she may take it out as a file."""
    area = consultation.area_id
    return may_read(user, consultation) and user_may(user, EXPORT_BODIES, area)


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless it is allowed."""
    if not allowed:
        raise PermissionDenied("This is not one of your areas.")
