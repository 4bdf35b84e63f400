"""What a search asks for. All of it stands in the address: a bookmark keeps it, and nothing else
does. What can't be understood is left out, and the page says so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.db.models.enums import TextChoices
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from feedback.models import Channel
from feedback.uses import OFFERED
from insights.analysis.search_query import Query, read_query
from insights.models import Mark, Theme

MARKER = ("list", "search")  # tells the bench that its list is a search
Pairs = list[tuple[str, str]]


class Coded(TextChoices):
    """Whether people gave it any theme."""

    ANYONE = "anyone", _("Coded by somebody")
    ME = "me", _("Coded by you")
    NOBODY = "nobody", _("Not coded yet")


class Read(TextChoices):
    """Whether it was read."""

    ME = "me", _("Read by you")
    NOT_ME = "not_me", _("Not read by you")
    NOBODY = "nobody", _("Read by nobody")


@dataclass(frozen=True)
class Offered:
    """What a consultation's search may be narrowed by."""

    themes: Sequence[Theme]
    languages: Sequence[str]


@dataclass(frozen=True)
class Question:
    """Words and filters. All groups must hold; within one, any of what is chosen or all of it."""

    query: Query = field(default_factory=Query)
    synonyms: bool = False
    given: tuple[Theme, ...] = ()
    given_all: bool = False
    suggested: tuple[Theme, ...] = ()
    suggested_all: bool = False
    not_given: tuple[Theme, ...] = ()
    coded: str = ""
    read: str = ""
    channels: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    marks: tuple[str, ...] = ()
    marks_all: bool = False
    uses: tuple[str, ...] = ()
    uses_all: bool = False
    late: bool = False
    person: bool = False
    lost: tuple[str, ...] = ()  # names of fields whose content can't be understood

    @classmethod
    def of(cls, data: QueryDict, offered: Offered) -> "Question":
        """Read an address. Never fails."""
        reader = _Reader(data)
        themes = {str(theme.pk): theme for theme in offered.themes}
        return cls(
            query=read_query(
                data.get("q", ""), without=data.get("without", ""), any_of=reader.is_set("any")
            ),
            synonyms=reader.is_set("also"),
            given=tuple(themes[pk] for pk in reader.several("given", themes)),
            given_all=reader.is_set("given_all"),
            suggested=tuple(themes[pk] for pk in reader.several("suggested", themes)),
            suggested_all=reader.is_set("suggested_all"),
            not_given=tuple(themes[pk] for pk in reader.several("not", themes)),
            coded=reader.one("coded", Coded.values),
            read=reader.one("read", Read.values),
            channels=reader.several("channel", Channel.values),
            languages=reader.several("language", offered.languages),
            since=reader.day("from"),
            until=reader.day("until"),
            marks=reader.several("mark", Mark.Kind.values),
            marks_all=reader.is_set("mark_all"),
            uses=reader.several("use", [use.value for use in OFFERED]),
            uses_all=reader.is_set("use_all"),
            late=reader.is_set("late"),
            person=reader.is_set("person"),
            lost=tuple(dict.fromkeys(reader.lost)),
        )

    def __bool__(self) -> bool:
        """Whether anything is asked: of nothing, all responses are the answer."""
        return bool(self.pairs())

    def pairs(self) -> Pairs:
        """The question as an address has it, as short as may be and always in this order."""
        query = self.query
        found = [
            ("q", query.text),
            ("any", _flag(query.any_of and len(query.wanted) > 1)),
            ("without", query.without_text),
            ("also", _flag(self.synonyms and bool(query))),
            *(("given", str(theme.pk)) for theme in self.given),
            ("given_all", _flag(self.given_all and len(self.given) > 1)),
            *(("suggested", str(theme.pk)) for theme in self.suggested),
            ("suggested_all", _flag(self.suggested_all and len(self.suggested) > 1)),
            *(("not", str(theme.pk)) for theme in self.not_given),
            *(("coded", self.coded), ("read", self.read)),
            *(("channel", channel) for channel in self.channels),
            *(("language", language) for language in self.languages),
            ("from", self.since.isoformat() if self.since else ""),
            ("until", self.until.isoformat() if self.until else ""),
            *(("mark", mark) for mark in self.marks),
            ("mark_all", _flag(self.marks_all and len(self.marks) > 1)),
            *(("use", use) for use in self.uses),
            ("use_all", _flag(self.uses_all and len(self.uses) > 1)),
            *(("late", _flag(self.late)), ("person", _flag(self.person))),
        ]
        return [(name, value) for name, value in found if value]

    @property
    def address(self) -> str:
        """The question with its question mark; empty if nothing is asked."""
        return address_of(self.pairs())

    @property
    def on_the_bench(self) -> str:
        """The same for the bench, whose list is then what was found."""
        return address_of([MARKER, *self.pairs()])


def address_of(pairs: Iterable[tuple[str, str]]) -> str:
    """Pairs as the end of an address."""
    encoded = urlencode(list(pairs))
    return f"?{encoded}" if encoded else ""


def _flag(value: bool) -> str:
    return "1" if value else ""


class _Reader:
    """Takes out of an address what was offered, and notes which fields held something else."""

    def __init__(self, data: QueryDict) -> None:
        self.data, self.lost = data, list[str]()

    def is_set(self, name: str) -> bool:
        return self.data.get(name, "") == "1"

    def one(self, name: str, offered: Iterable[str]) -> str:
        return next(iter(self.several(name, offered)), "")

    def several(self, name: str, offered: Iterable[str]) -> tuple[str, ...]:
        """What was chosen, each once, in the order in which it was offered."""
        given = {value for value in self.data.getlist(name) if value}
        found = tuple(value for value in offered if value in given)
        if len(found) < len(given):
            self.lost.append(name)
        return found

    def day(self, name: str) -> date | None:
        given = self.data.get(name, "").strip()
        try:
            return date.fromisoformat(given) if given else None
        except ValueError:
            self.lost.append(name)
            return None
