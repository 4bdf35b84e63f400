"""Words that are about to be frozen."""

from dataclasses import dataclass


@dataclass(frozen=True)
class QuoteText:
    """Words of one woman who lets anyone read them, under a theme that ten or more spoke of.

    `mark` is what selectors.register_taken_back's readers know her words by, and no more.
    """

    theme: str
    text: str
    language: str
    mark: str
    theme_cy: str = ""
