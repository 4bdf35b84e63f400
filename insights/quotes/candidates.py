"""Words that may be worth putting into the bank, theme by theme: a woman once, and none that is
quoted under the theme already. A list to choose from; it says nothing of what may be repeated."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.review.selectors import with_a_case
from feedback.selectors import answers_for, responses_for
from feedback.uses import Use
from insights.models import BankQuote, Coding, Mark, Passage, Theme
from insights.packs.quotes import LONGEST, SHORTEST, filled_up
from insights.quotes.words import excerpt, of_theme
from insights.rigour.blind import hidden_from
from insights.selectors.progress import POSITIVE
from insights.selectors.visits import excerpt_of
from insights.selectors.women import woman_of

OFFERED = 12  # a theme
LOOKED_THROUGH = 3_000  # responses with the theme


class Why(TextChoices):
    """Why words are offered."""

    MARKED = "marked", _("Marked as worth quoting")
    POINTED = "pointed", _("A coder pointed at them")
    CENTRAL = "central", _("Close to what others said")


@dataclass(frozen=True)
class Candidate:
    """Words that may be added. Without a `key` they are longer than a quote: somebody has to choose
    some of them, and `text` is how they begin."""

    response: int
    woman: Hashable
    text: str
    language: str
    why: Why
    key: str = ""  # answer-start-end

    @property
    def label(self) -> str:
        return str(self.why.label)


def candidates(consultation: ConsultationPage, theme: Theme, reader: User) -> list[Candidate]:
    """Words under one theme: those that people marked, then those that a coder pointed at, then
    those that are most like what others said."""
    rows = _rows(consultation, theme, reader)
    chosen: dict[Hashable, Candidate] = {}
    central = []
    there = _in_the_bank(rows)
    found = [one for one in _found(theme, rows) if one.key not in there]
    for one in sorted(found, key=lambda one: list(Why).index(one.why)):
        if one.why is Why.CENTRAL:
            central.append(one)
        elif len(chosen) < OFFERED:
            chosen.setdefault(one.woman, one)
    return filled_up(list(chosen.values()), central, most=OFFERED)


@dataclass(frozen=True)
class _Row:
    woman: Hashable
    is_marked: bool


def _rows(consultation: ConsultationPage, theme: Theme, reader: User) -> dict[int, _Row]:
    """Rows with the theme whose women allow some use, of nobody who is quoted under it."""
    everyone = responses_for(use=Use.READING_TEAM, consultation=consultation).order_by()
    codings = Coding.objects.filter(POSITIVE, of_theme(theme), response=OuterRef("pk"))
    marks = Mark.objects.filter(kind=Mark.Kind.QUOTABLE, response=OuterRef("pk"))
    with_theme = everyone.filter(Exists(codings)).exclude(pk__in=hidden_from(reader))
    columns = ("pk", "visit_hash", "uses", "marked")
    found = list(
        with_theme.annotate(marked=Exists(marks))
        .order_by("-marked", "pk")
        .values_list(*columns)[:LOOKED_THROUGH]
    )
    quotes = BankQuote.objects.filter(of_theme(theme), response__in=everyone.values("pk"))
    visits = quotes.values_list("response_id", "response__visit_hash")
    quoted = {woman_of(pk, visit) for pk, visit in visits}
    cases = with_a_case(pk for pk, *_ in found)
    return {
        pk: _Row(woman, marked)
        for pk, visit, uses, marked in found
        if uses and pk not in cases and (woman := woman_of(pk, visit)) not in quoted
    }


def _found(theme: Theme, rows: Mapping[int, _Row]) -> Iterator[Candidate]:
    passages = _passages(theme, rows)
    answers = answers_for(use=Use.READING_TEAM, responses=rows).exclude(text="").order_by("pk")
    columns = ("pk", "response_id", "text", "language", "response__language")
    for pk, response, text, marked, asked in answers.values_list(*columns):
        row, language = rows[response], marked or asked
        why = Why.MARKED if row.is_marked else Why.CENTRAL
        if _fits(len(text.strip())):
            key = f"{pk}-{len(text) - len(text.lstrip())}-{len(text.rstrip())}"
            yield Candidate(response, row.woman, text.strip(), language, why, key)
        elif row.is_marked:
            yield Candidate(response, row.woman, excerpt_of(text), language, why)
        for start, end in passages.get(pk, ()):
            words = excerpt(text, start, end)
            key = f"{pk}-{start}-{end}"
            yield Candidate(response, row.woman, words, language, Why.POINTED, key)


def _in_the_bank(rows: Iterable[int]) -> set[str]:
    """Places that are quoted already, under whichever theme."""
    quotes = BankQuote.objects.filter(response__in=list(rows))
    return {"-".join(map(str, place)) for place in quotes.values_list("answer", "start", "end")}


def _passages(theme: Theme, rows: Iterable[int]) -> dict[int, list[tuple[int, int]]]:
    """Answer → runs of it that somebody pointed at for the theme and that fit."""
    codings = Coding.objects.filter(POSITIVE, of_theme(theme), response__in=list(rows))
    pointed = Passage.objects.filter(coding__in=codings).exclude(in_translation=True)
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for answer, start, end in pointed.order_by("pk").values_list("answer", "start", "end"):
        if _fits(end - start) and (start, end) not in found[answer]:
            found[answer].append((start, end))
    return found


def _fits(signs: int) -> bool:
    return SHORTEST <= signs <= LONGEST
