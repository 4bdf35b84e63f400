"""The demo counts its days from the day on which it is loaded."""

from datetime import date, timedelta

from django.utils import timezone


def day(offset: int) -> date:
    """So many days from today."""
    return timezone.localdate() + timedelta(days=offset)
