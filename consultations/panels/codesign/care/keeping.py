"""What was told in private goes a year after it was settled."""

from datetime import timedelta

from django.utils import timezone

from consultations.panels.codesign.care.models import Report

KEPT = timedelta(days=365)


def forget_old() -> int:
    """Delete what was settled a year ago; returns how many rows went."""
    old = timezone.localdate() - KEPT
    return int(Report.objects.filter(settled_on__lt=old).delete()[0])
