"""Reads of THEME: what waits, what is on the bench, what was counted."""

from insights.selectors.bench import Bench, bench_for, next_in_turn, next_unread
from insights.selectors.counts import (
    AxisCounts,
    Quotes,
    ThemeCount,
    coded_count,
    counts_by_axis,
    open_suggestions_of,
    quotes_for,
    seen_with,
    theme_counts,
)
from insights.selectors.progress import (
    Progress,
    codebook_before,
    consultations_to_code,
    progress_of,
    theming_of,
)
from insights.selectors.queue import open_suggestions, queue, rows_of
from insights.selectors.shows import Show
from insights.selectors.themes import themes_in, themes_offered
from insights.selectors.women import count_women, parts_of, woman_of

__all__ = [
    "AxisCounts",
    "Bench",
    "Progress",
    "Quotes",
    "Show",
    "ThemeCount",
    "bench_for",
    "codebook_before",
    "coded_count",
    "consultations_to_code",
    "count_women",
    "counts_by_axis",
    "next_in_turn",
    "next_unread",
    "open_suggestions",
    "open_suggestions_of",
    "parts_of",
    "progress_of",
    "queue",
    "quotes_for",
    "rows_of",
    "seen_with",
    "theme_counts",
    "themes_in",
    "themes_offered",
    "theming_of",
    "woman_of",
]
