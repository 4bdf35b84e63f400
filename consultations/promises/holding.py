"""What women were promised when a consultation opened is not edited away (decision 0039).

Once it has opened, the day of the reply and the last day to answer are moved with a reason, in the
open, and stand in every draft; so does the day on which it opened.
"""

from typing import Any

HELD = ("opens_on", "closes_on", "reply_by")


def hold(page: Any, stored: Any) -> None:
    """Let a page say what was promised, as it is stored, whatever is about to be written."""
    if stored is not None and stored.has_opened:
        for name in HELD:
            setattr(page, name, getattr(stored, name))


def hold_as_stored(page: Any) -> None:
    """The same for a page that is about to be saved."""
    if page.pk is not None:
        hold(page, type(page).objects.filter(pk=page.pk).first())
