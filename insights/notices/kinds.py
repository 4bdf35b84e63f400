"""What can be made: posters on two sizes of paper and letters, each for a place with the internet
or without it, in four forms."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.models import Telling

PLAIN = "en"  # the outcome itself; any other form is a Telling
FORMS: Mapping[str, str | Promise] = {PLAIN: _("Plain English"), **dict(Telling.Form.choices)}
EASY = (Telling.Form.EASY.value, Telling.Form.EASY_WELSH.value)
WELSH = (Telling.Form.WELSH.value, Telling.Form.EASY_WELSH.value)


@dataclass(frozen=True)
class Notice:
    """One file. `paper` is a3 or a4; `offline` is for a prison, which has no internet."""

    kind: str
    form: str
    paper: str = "a4"
    offline: bool = False

    @property
    def name(self) -> str:
        """What the file is called: it says nothing of prison, or of whom it is for."""
        where = "offline" if self.offline else ""
        paper = self.paper if self.kind == "poster" else ""
        return "-".join(filter(None, (self.kind, where, paper, self.form)))

    @property
    def is_easy(self) -> bool:
        return self.form in EASY

    @property
    def language(self) -> str:
        return "cy" if self.form in WELSH else "en-gb"


_POSTERS = product(["poster"], FORMS, ["a4", "a3"], [False, True])
_LETTERS = product(["letter"], FORMS, ["a4"], [False, True])
NOTICES = {notice.name: notice for notice in (Notice(*row) for row in (*_POSTERS, *_LETTERS))}
