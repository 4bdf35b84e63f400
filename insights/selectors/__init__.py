"""Reads of THEME: what waits, what is on the bench, what was counted."""

from insights.selectors.bench import Bench, bench_for, neighbours, next_unread
from insights.selectors.counts import (
    AxisCounts,
    Quotes,
    ThemeCount,
    coded_responses,
    counts_by_axis,
    open_suggestions_of,
    quotes_for,
    seen_with,
    theme_counts,
)
from insights.selectors.progress import (
    Progress,
    consultations_to_code,
    progress_of,
    theming_of,
)
from insights.selectors.queue import Show, open_suggestions, queue, rows_of

__all__ = [
    "AxisCounts",
    "Bench",
    "Progress",
    "Quotes",
    "Show",
    "ThemeCount",
    "bench_for",
    "coded_responses",
    "consultations_to_code",
    "counts_by_axis",
    "neighbours",
    "next_unread",
    "open_suggestions",
    "open_suggestions_of",
    "progress_of",
    "queue",
    "quotes_for",
    "rows_of",
    "seen_with",
    "theme_counts",
    "theming_of",
]
