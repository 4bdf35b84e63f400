"""A search said back in plain English, each part with the question that it would be without it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.models import Channel
from feedback.uses import WORDING, Use
from insights.analysis.search_query import Note, Term
from insights.analysis.word_finder import words_beside
from insights.models import Mark, Theme
from insights.search.question import Coded, Question, Read
from insights.search.selectors import language_name

Called = Callable[[Theme], str]
CODED = {
    Coded.ANYONE: gettext_lazy("are coded by somebody"),
    Coded.ME: gettext_lazy("are coded by you"),
    Coded.NOBODY: gettext_lazy("aren’t coded yet"),
}
READ = {
    Read.ME: gettext_lazy("are read by you"),
    Read.NOT_ME: gettext_lazy("aren’t read by you"),
    Read.NOBODY: gettext_lazy("are read by nobody"),
}
NOTES = {
    Note.OPEN_QUOTE: gettext_lazy(
        "A quotation mark had no second one, so the phrase was read to the end."
    ),
    Note.OR: gettext_lazy("OR was read as “any of these”, for all the words."),
    Note.AND: gettext_lazy("AND was left away: words next to each other are looked for together."),
    Note.NOT: gettext_lazy("NOT was read as “without” for what follows it."),
    Note.NO_WORD: gettext_lazy(
        "There was no word in what you typed, only signs. Write one, such as bus, or empty the "
        "field to see all."
    ),
    Note.DETAIL: gettext_lazy(
        "A word in square brackets stands for a detail that was taken out. It isn’t searched for."
    ),
    Note.TOO_MANY: gettext_lazy(
        "Not all of it was looked for: a search takes twenty words or phrases."
    ),
}
LOST = {
    **dict.fromkeys(
        ("from", "until"),
        gettext_lazy("A week couldn’t be read, and was left out. Type a day, such as 2026-03-31."),
    ),
    **dict.fromkeys(
        ("given", "suggested", "not"),
        gettext_lazy("A theme is not in the codebook any more, and was left out."),
    ),
}
OTHERS_LOST = gettext_lazy("A part of the address couldn’t be understood, and was left out.")


@dataclass(frozen=True)
class Part:
    """One thing that is asked for, and the question that is left when it is taken away."""

    text: str
    left: Question


@dataclass(frozen=True)
class Clause:
    """What a group of a question says, and its parts."""

    text: str
    parts: list[Part]


def clauses_of(question: Question, called: Called) -> list[Clause]:
    """The groups that ask for something, in the order of the form."""
    return list(_clauses(question, called))


def sentence_of(clauses: Sequence[Clause]) -> str:
    """The whole question as one sentence."""
    if not clauses:
        return _("All responses of this consultation.")
    said = _listed([clause.text for clause in clauses], together=True)
    return _("Responses that %(ask)s.") % {"ask": said}


def notes_of(question: Question) -> list[str]:
    """How the question was read, where that took guessing."""
    notes = [str(NOTES[note]) for note in question.query.notes]
    return list(dict.fromkeys([*notes, *(str(LOST.get(f, OTHERS_LOST)) for f in question.lost)]))


def beside_of(question: Question) -> list[str]:
    """The words that synonym search adds, or would add."""
    terms = (*question.query.wanted, *question.query.without)
    return list(dict.fromkeys(word for term in terms for word in words_beside(term)))


def _clauses(q: Question, called: Called) -> Iterator[Clause]:
    yield from _words(q)
    yield from _group(q, "given", called, _("were given %s"), together=q.given_all)
    yield from _group(q, "suggested", called, _("have %s suggested"), together=q.suggested_all)
    yield from _group(q, "not_given", called, _("weren’t given %s"))
    if q.coded:
        yield _single(q, str(CODED[Coded(q.coded)]), coded="")
    if q.read:
        yield _single(q, str(READ[Read(q.read)]), read="")
    yield from _group(q, "channels", lambda c: str(Channel(c).label), _("came by %s"))
    yield from _group(q, "languages", language_name, _("are in %s"))
    if q.since:
        week = date_format(q.since, "j F Y")
        yield _single(q, _("came in the week of %s or later") % week, since=None)
    if q.until:
        yield _single(q, _("came up to %s") % date_format(q.until, "j F Y"), until=None)
    if q.late:
        yield _single(q, _("came after the week in which it closed"), late=False)
    yield from _group(
        q, "marks", lambda m: f"“{Mark.Kind(m).label}”", _("are marked %s"), together=q.marks_all
    )
    yield from _group(
        q, "uses", lambda u: f"“{WORDING[Use(u)][0]}”", _("allow %s"), together=q.uses_all
    )
    if q.person:
        yield _single(q, _("need a person, since nothing speaks clearly for a theme"), person=False)


def _words(q: Question) -> Iterator[Clause]:
    query = q.query
    groups = (
        ("wanted", query.wanted, _("say %s"), not query.any_of),
        ("without", query.without, _("don’t say %s"), False),
    )
    for name, terms, says, together in groups:
        if terms:
            left = [_with(q, query=_with(query, **{name: _less(terms, term)})) for term in terms]
            labels = [_term(term) for term in terms]
            parts = [Part(says % label, rest) for label, rest in zip(labels, left, strict=True)]
            yield Clause(says % _listed(labels, together=together), parts)


def _term(term: Term) -> str:
    said = f"“{' '.join(term.words)}”"
    return _("exactly %s") % said if term.exact else said


def _group(
    q: Question, name: str, label: Callable[[Any], str], says: str, *, together: bool = False
) -> Iterator[Clause]:
    chosen: tuple[Any, ...] = getattr(q, name)
    if chosen:
        parts = [Part(says % label(one), _with(q, **{name: _less(chosen, one)})) for one in chosen]
        yield Clause(says % _listed([label(one) for one in chosen], together=together), parts)


def _single(q: Question, text: str, **without: Any) -> Clause:
    return Clause(text, [Part(text, _with(q, **without))])


def _with(thing: Any, **changes: Any) -> Any:
    return replace(thing, **changes)


def _less(chosen: tuple[Any, ...], one: Any) -> tuple[Any, ...]:
    return tuple(other for other in chosen if other != one)


def _listed(items: Sequence[str], *, together: bool) -> str:
    *more, last = items
    if not more:
        return last
    both = _("%(more)s and %(last)s") if together else _("%(more)s or %(last)s")
    return both % {"more": ", ".join(more), "last": last}
