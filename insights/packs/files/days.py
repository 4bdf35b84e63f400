"""The day that stands in a file: never a time of it."""

from datetime import date

from django.utils import timezone

from insights.packs.editions import Edition


def day_of(edition: Edition) -> date:
    """The day of the last change of a signed pack, or of its signature; today for a draft."""
    days = [*edition["changes"], edition["signed_on"]]
    known = [date.fromisoformat(day) for day in days if day]
    return max(known) if known else timezone.localdate()
