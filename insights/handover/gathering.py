"""The women of a consultation as a coded file has them: a fresh name, themes, who decided.

No word of theirs is in here: words are read a few hundred women at a time (words.py).
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from random import Random, SystemRandom

from consultations.models import ConsultationPage
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import Codebook, Coding, Theme
from insights.selectors.progress import codings_that_count, theming_of
from insights.selectors.women import woman_of

CONSONANTS = "BCDFGHJKLMNPQRSTVWXZ"  # of names that spell no word and look like no number
NAME_LENGTH = 6
SETTLED = "settled"
# A coded file tells exact numbers, which the public never gets (design §11.8); cards are read out.
FILE_USES = (Use.DESIGN_TEAM, Use.REPORT, Use.RESEARCH)


class NothingCoded(ValueError):
    """There is no codebook, or nobody has coded anything."""


@dataclass(frozen=True, slots=True)
class Given:
    """That a person, or two who agreed (`by` is SETTLED), gave a theme."""

    coding: int
    theme: int
    by: str
    version: str


@dataclass(slots=True)
class Case:
    """One woman, all rows of her visit. `rows` are those whose words this use may see, the last
    first: where there are none, only her themes are told, and neither channel nor language."""

    name: str
    rows: list[int] = field(default_factory=list)
    channel: str = ""
    language: str = ""
    given: list[Given] = field(default_factory=list)


@dataclass(slots=True)
class Coded:
    """A consultation with what people decided, without words."""

    consultation: ConsultationPage
    codebook: Codebook
    use: Use
    themes: list[Theme]  # in use, or given by somebody here; in the order of the codebook
    cases: list[Case]  # by their names, which mean nothing
    coders: dict[int, str]  # user → letter


def gather(*, consultation: ConsultationPage, use: Use, random: Random | None = None) -> Coded:
    """All women that the reading team has, each under a name of this file alone.

    Whose words may be seen is asked of `responses_for(use=…)`. `random` is for tests. Raises
    NothingCoded, and ValueError for a use that no coded file is made for.
    """
    if use not in FILE_USES:
        raise ValueError("A coded file tells exact numbers: it is not for this use.")
    theming = theming_of(consultation)
    if theming is None:
        raise NothingCoded("No codebook is chosen.")
    random = random or SystemRandom()
    codings = _codings(consultation)
    if not codings:
        raise NothingCoded("Nothing is coded.")
    people = {coder for *_, coder, decision, _v in codings if not _is_agreed(decision)}
    coders = letters(people, random)
    cases = _cases(consultation, use)
    names = _names(len(cases), random)
    used = {theme for _, _, theme, *_ in codings}
    by_row: dict[int, Case] = {}
    for (rows, case), name in zip(cases, names, strict=True):
        case.name = name
        by_row |= dict.fromkeys(rows, case)
    for pk, response, theme, coder, decision, version in codings:
        if response in by_row:
            by = SETTLED if _is_agreed(decision) else coders[coder]
            by_row[response].given.append(Given(pk, theme, by, version))
    return Coded(
        consultation=consultation,
        codebook=theming.codebook,
        use=use,
        themes=themes_told(theming.codebook, used),
        cases=sorted((case for _, case in cases), key=lambda case: case.name),
        coders=coders,
    )


def themes_told(codebook: Codebook, used: Iterable[int] = ()) -> list[Theme]:
    """Themes in use, those that were given here, and those above them."""
    themes = list(codebook.themes.order_by("order", "pk"))
    parents = {theme.pk: theme.parent_id for theme in themes}
    told = set(used) | {theme.pk for theme in themes if theme.status == Theme.Status.ACTIVE}
    told |= {parents[pk] or pk for pk in told if pk in parents}
    return [theme for theme in themes if theme.pk in told]


Row = tuple[int, int, int, int, str, str]


def _codings(consultation: ConsultationPage) -> list[Row]:
    columns = ("pk", "response_id", "theme_id", "coder_id", "decision", "codebook_version")
    return list(codings_that_count(consultation).order_by("pk").values_list(*columns))


def _is_agreed(decision: str) -> bool:
    return decision == Coding.Decision.AGREED


def letters(coders: set[int], random: Random) -> dict[int, str]:
    """Coders as A, B, C in an order of this file alone, so that nobody is told by her letter."""
    people = sorted(coders)
    random.shuffle(people)
    return {pk: f"coder {_letter(place)}" for place, pk in enumerate(people)}


def _letter(place: int) -> str:
    return (_letter(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


def _cases(consultation: ConsultationPage, use: Use) -> list[tuple[list[int], Case]]:
    """Each woman's rows, and what may be told of her."""
    everyone = responses_for(use=Use.READING_TEAM, consultation=consultation).order_by()
    allowed = responses_for(use=use, consultation=consultation).order_by()
    may_be_seen = set(allowed.values_list("pk", flat=True))
    rows: dict[Hashable, list[tuple[date, int, str, str]]] = defaultdict(list)
    columns = ("pk", "visit_hash", "week", "channel", "language")
    for pk, visit, week, channel, language in everyone.values_list(*columns):
        rows[woman_of(pk, visit)].append((week, pk, channel, language))
    found = []
    for hers in rows.values():
        hers.sort(reverse=True)
        seen = [pk for _, pk, *_ in hers if pk in may_be_seen]
        case = Case("", seen)
        if seen:
            *_, case.channel, case.language = hers[0]
        found.append(([pk for _, pk, *_ in hers], case))
    return sorted(found, key=lambda pair: pair[0][0])


def _names(number: int, random: Random) -> list[str]:
    names: dict[str, None] = {}
    while len(names) < number:
        names["".join(random.choice(CONSONANTS) for _ in range(NAME_LENGTH))] = None
    return list(names)
