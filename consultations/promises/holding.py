"""What women were promised when a consultation opened is not edited away (decisions 0039, 0063).

Once it has opened, the day of the reply, the last day to answer, the level of involvement and what
can still change are changed with a reason, in the open, and stand in every draft; so does the day
on which it opened.
"""

from typing import Any

HELD = ("opens_on", "closes_on", "reply_by", "involvement")
IN_WORDS = ("open_to_change",)  # of each language: on a translation once it is translated


def hold(page: Any, stored: Any) -> None:
    """Let a page say what was promised, as it is stored, whatever is about to be written."""
    if stored is None or not stored.has_opened:
        return
    for name in held_on(stored):
        setattr(page, name, getattr(stored, name))


def held_on(stored: Any) -> tuple[str, ...]:
    """What can't be edited on this page, which has opened, as it is stored."""
    if stored.source is stored:
        return HELD + IN_WORDS
    source = stored.source
    return tuple(n for n in IN_WORDS if getattr(stored, n) not in {"", getattr(source, n)})


def hold_as_stored(page: Any) -> None:
    """The same for a page that is about to be saved."""
    if page.pk is not None:
        hold(page, type(page).objects.filter(pk=page.pk).first())
