"""Finding and taking out what could show who somebody is. Plain Python.

Candidates are for a person to look at: she confirms, adds and removes (design §5). A text without
candidates is not a safe text.
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from feedback.redaction.addresses import find_homes
from feedback.redaction.area_lists import with_lists
from feedback.redaction.names import find_names
from feedback.redaction.patterns import find_patterns
from feedback.redaction.spans import (
    REASONS,
    TOKENS,
    Span,
    make_span,
    merged,
    redact,
    usual_reason,
    without_overlaps,
)

__all__ = [
    "REASONS",
    "TOKENS",
    "Span",
    "candidates",
    "make_span",
    "merged",
    "redact",
    "usual_reason",
]


_NOTHING: Mapping[str, str] = MappingProxyType({})


def candidates(
    text: str, *, allow: Collection[str] = (), deny: Mapping[str, str] = _NOTHING
) -> list[Span]:
    """Spans that may be personal details: in order, apart from each other, within the text.

    `allow` are an area's phrases that are never one, `deny` maps phrases that always are one to
    their kind; raises ValueError for a kind that is none.
    """
    ranked = [*find_patterns(text), *find_names(text), *find_homes(text)]
    return with_lists(text, without_overlaps(text, ranked), allow=allow, deny=deny)
