"""Words for everyone in both languages, read in that of the page."""

from dataclasses import dataclass

from django.utils.translation import get_language


@dataclass(frozen=True)
class Words:
    """What was said in English and, where somebody has written it, in Welsh."""

    english: str = ""
    welsh: str = ""

    @property
    def language(self) -> str:
        """In which of the two they are shown: Welsh on a Welsh page, if there is any."""
        return "cy" if self.welsh and get_language() == "cy" else "en"

    def __str__(self) -> str:
        return self.welsh if self.language == "cy" else self.english

    def __bool__(self) -> bool:
        return bool(self.english)


NOTHING_SAID = Words()
