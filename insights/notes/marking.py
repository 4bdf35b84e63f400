"""Marks: that a response is rich in evidence, or has words worth quoting. The team's, not one
person's; they give no permission to quote."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from feedback.models import Response
from insights.models import Mark
from insights.rigour.blind import blind_place
from insights.services.coding import CodingBlind, require_parts


@transaction.atomic
def set_mark(*, response: Response, kind: Mark.Kind, on: bool, by: User) -> None:
    """Mark a response, or take the mark off, whoever set it. Twice is once.

    Rows of one visit are one response. Raises PermissionDenied, Response.DoesNotExist, and
    CodingBlind for a second coder who can't know what others marked.
    """
    parts = require_parts(response, by)
    if blind_place(parts, by) is not None:
        raise CodingBlind("She isn't shown marks yet.")
    marks = Mark.objects.filter(response__in=parts, kind=kind)
    if not on:
        marks.delete()
    elif not marks.exists():
        today = timezone.localdate()
        Mark.objects.get_or_create(
            response=response, kind=kind, defaults={"by": by, "marked_on": today}
        )
