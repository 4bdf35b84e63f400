"""Writes of THEME: codebooks, what the machine suggests, what a person decides."""

from insights.services.codebooks import SampleGoingOn, choose_codebook, import_codebook
from insights.services.coding import (
    CodingBlind,
    CodingCompared,
    ThemeNotOffered,
    accept_suggestion,
    add_coding,
    mark_read,
    reject_suggestion,
    remove_coding,
)
from insights.services.recoding import NothingChosen, recode
from insights.services.suggestions import NoCodebook, SuggestionReport, suggest_themes

__all__ = [
    "CodingBlind",
    "CodingCompared",
    "NoCodebook",
    "NothingChosen",
    "SampleGoingOn",
    "SuggestionReport",
    "ThemeNotOffered",
    "accept_suggestion",
    "add_coding",
    "choose_codebook",
    "import_codebook",
    "mark_read",
    "recode",
    "reject_suggestion",
    "remove_coding",
    "suggest_themes",
]
