"""What charts are counted from: women of some consultations, by what they were coded with.

Two reads of the database, however many women there are. A woman is told from the rows of her visit
(design §11.15): her last row says the week, and all rows together what she was coded with.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models.functions import Coalesce

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import Codebook, Coding, Theme
from insights.rigour.blind import hidden_from
from insights.selectors.progress import CONSULTATION, POSITIVE
from insights.selectors.women import woman_of

CHUNK = 2_000
NOTHING: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Kind:
    """What charts know of a woman: the consultation (id of its page), the week, and the themes of
    level 1 that people gave her words. Without a theme she isn't coded yet."""

    consultation: int
    week: date
    themes: frozenset[int]


@dataclass(frozen=True)
class Tally:
    """How many women of each kind there are, and how many of each consultation (id of its page)
    were left out for this reader: what she codes blind must not show."""

    kinds: Counter[Kind]
    left_out_of: Counter[int]

    @property
    def left_out(self) -> int:
        return self.left_out_of.total()

    @property
    def women(self) -> int:
        return self.kinds.total()

    @property
    def coded(self) -> int:
        return sum(n for kind, n in self.kinds.items() if kind.themes)

    def by_page(self, *, coded: bool = False) -> list[tuple[int, int]]:
        """Women who answered, or who are coded, by consultation."""
        counts: Counter[int] = Counter()
        for kind, n in self.kinds.items():
            if kind.themes or not coded:
                counts[kind.consultation] += n
        return sorted(counts.items())

    def given(self) -> Counter[int]:
        """Theme → women whose words people gave it."""
        counts: Counter[int] = Counter()
        for kind, n in self.kinds.items():
            for theme in kind.themes:
                counts[theme] += n
        return counts


def tally_of(
    pages: Iterable[ConsultationPage], *, codebook: Codebook | None, reader: User
) -> Tally:
    """Women who answered in these consultations, with what people gave them of this codebook."""
    page_of: dict[UUID, int] = {page.translation_key: page.pk for page in pages}
    read = responses_for(use=Use.READING_TEAM).filter(**{f"{CONSULTATION}__in": list(page_of)})
    read = read.order_by()
    given: dict[int, set[int]] = defaultdict(set)
    codings = Coding.objects.filter(
        POSITIVE, theme__codebook=codebook, response__in=read.values("pk")
    )
    top = Coalesce("theme__parent_id", "theme_id")
    for pk, theme in codings.values_list("response_id", top).iterator(CHUNK):
        given[pk].add(theme)
    last: dict[Hashable, tuple[date, int, int]] = {}  # woman → week, row and page of her last row
    themes: dict[Hashable, frozenset[int]] = {}
    rows = read.values_list("pk", "visit_hash", "week", CONSULTATION)
    hidden, left_out = hidden_from(reader), dict[Hashable, int]()
    for pk, visit, week, key in rows.iterator(CHUNK):
        woman = woman_of(pk, visit)
        if pk in hidden:
            left_out[woman] = page_of[key]
            continue
        last[woman] = max(last.get(woman, (date.min, 0, 0)), (week, pk, page_of[key]))
        if pk in given:
            themes[woman] = themes.get(woman, NOTHING) | given[pk]
    kinds = Counter(
        Kind(page, week, themes.get(woman, NOTHING)) for woman, (week, _, page) in last.items()
    )
    return Tally(kinds, Counter(left_out.values()))


def themes_of(codebook: Codebook | None, tally: Tally) -> list[Theme]:
    """Themes of level 1 in the order of the codebook: those in use, and retired ones that women
    were coded with."""
    given = tally.given()
    tops = Theme.objects.filter(codebook=codebook, parent=None).order_by("order", "pk")
    return [theme for theme in tops if theme.status == Theme.Status.ACTIVE or given[theme.pk]]
