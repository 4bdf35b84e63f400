"""What is in no number of a pack, or counted and never quoted, and why: exact, for a review."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def left_out(method: dict[str, Any]) -> list[str]:
    """Sentences; none of a pack that was signed before this was kept."""
    if "not_counted" not in method:
        return []
    waiting, held, discarded = method["not_counted"]
    why = "; ".join(f"{reason}: {number}" for reason, number in sorted(discarded.items()))
    groups, alike = method["alike"]
    return [
        *_told(waiting, _waiting),
        *_told(held, _held),
        *_told(sum(discarded.values()), lambda n: f"{_discarded(n)} ({why})."),
        _("Responses that women took back are gone, and we keep no number of them."),
        *_told(method["counted_only"], _counted_only),
        *_told(method["cases"], _cases),
        *_told(alike, lambda n: _alike(n, groups)),
    ]


def _told(number: int, say: Callable[[int], str]) -> Iterable[str]:
    return [say(number)] if number else []


def _waiting(n: int) -> str:
    told = ngettext(
        "%(n)d response waits for a reader and is in no number here.",
        "%(n)d responses wait for a reader and are in no number here.",
        n,
    )
    return told % {"n": n}


def _held(n: int) -> str:
    told = ngettext(
        "%(n)d response is held back, because it looks as if a machine sent it.",
        "%(n)d responses are held back, because they look as if a machine sent them.",
        n,
    )
    return told % {"n": n}


def _discarded(n: int) -> str:
    told = ngettext(
        "A reader put %(n)d response aside, and it is counted nowhere",
        "A reader put %(n)d responses aside, and they are counted nowhere",
        n,
    )
    return told % {"n": n}


def _counted_only(n: int) -> str:
    told = ngettext(
        "%(n)d response is counted only: she allowed no other use of her words.",
        "%(n)d responses are counted only: the women allowed no other use of their words.",
        n,
    )
    return told % {"n": n}


def _cases(n: int) -> str:
    told = ngettext(
        "%(n)d response is counted and never quoted, since a safeguarding case was opened for it.",
        "%(n)d responses are counted and never quoted, since a safeguarding case was opened for "
        "them.",
        n,
    )
    return told % {"n": n}


def _alike(n: int, groups: int) -> str:
    told = ngettext(
        "%(n)d women wrote nearly the same words as others, in %(groups)d group. They were shown "
        "to the readers, and all of them count.",
        "%(n)d women wrote nearly the same words as others, in %(groups)d groups. They were shown "
        "to the readers, and all of them count.",
        groups,
    )
    return told % {"n": n, "groups": groups}
