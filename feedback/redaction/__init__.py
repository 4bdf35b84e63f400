"""Finding and taking out what could show who somebody is. Plain Python.

Candidates are for a person to look at: she confirms, adds and removes (design §5). A text without
candidates is not a safe text.
"""

from feedback.redaction.names import find_names
from feedback.redaction.numbers import find_numbers
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


def candidates(text: str) -> list[Span]:
    """Spans that may be personal details: in order, apart from each other, within the text."""
    ranked = [*find_patterns(text), *find_numbers(text), *find_names(text)]
    return without_overlaps(text, ranked)
