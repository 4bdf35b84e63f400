"""What every public page's frame needs."""

from django.conf import settings
from django.http import HttpRequest


def page_furniture(request: HttpRequest) -> dict[str, object]:
    """Names and addresses for the frame: who runs the site and where leaving goes."""
    return {
        "operator_name": settings.OPERATOR_NAME,
        "operator_is_independent": settings.OPERATOR_IS_INDEPENDENT,
        "leave_url": settings.LEAVE_URL,
    }
