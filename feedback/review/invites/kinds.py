"""What can be printed for a code: a poster and a sheet of cards, in four wordings, each for a place
with the internet and for a prison, which has none."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PLAIN, EASY, WELSH, EASY_WELSH = "en", "easy-en", "cy", "easy-cy"
WORDINGS: Mapping[str, str | Promise] = {
    PLAIN: _("Plain English"),
    EASY: _("Easy read"),
    WELSH: _("Welsh"),
    EASY_WELSH: _("Easy read in Welsh"),
}
POSTER, CARDS = "poster", "cards"


@dataclass(frozen=True)
class Print:
    """One file. `inside` is for a prison: no address, and how to answer on paper."""

    kind: str
    wording: str
    inside: bool = False

    @property
    def name(self) -> str:
        """What the file is called: it says nothing of prison, or of whom it is for."""
        return "-".join(filter(None, (self.kind, "offline" if self.inside else "", self.wording)))

    @property
    def is_easy(self) -> bool:
        return self.wording in (EASY, EASY_WELSH)

    @property
    def language(self) -> str:
        return "cy" if self.wording in (WELSH, EASY_WELSH) else "en-gb"


COLUMNS = [(POSTER, False), (CARDS, False), (POSTER, True), (CARDS, True)]
PRINTS = {
    one.name: one
    for one in (Print(*row) for row in product((POSTER, CARDS), WORDINGS, (False, True)))
}
