"""Which part of a queue she is working through. It travels in the address, not in a session.

    ?show=coded          all (as without it), unread, next, person, coded or uncoded
    &theme=12&theme=30   only those with all of these themes (ids, of level 1); those that were
                         suggested count too, unless show=coded: then what people gave alone
    &from=2026-10-05     only of weeks that begin on this day or later,
    &until=2026-10-26    and on this day or earlier
    &channel=paper       only those that came this way
    &exactly=12 …        only those behind a number of another screen (insights.views.behind)

Of a visit the last row says the week and the way. What can't be understood is left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.dateparse import parse_date

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Channel
from insights.models import Theme, Theming
from insights.search.question import MARKER, Question
from insights.search.selectors import offered_on_the_bench
from insights.selectors import Show, themes_in
from insights.sharing.selectors import left_in_share
from insights.views.behind import Behind, behind

PAGE = "p"  # where in a list, which narrows nothing

MOST_THEMES = 4  # that a list is narrowed to at once: a map needs three


@dataclass(frozen=True)
class QueueFilter:
    """What a list holds, and the themes that it could be narrowed to."""

    show: Show
    chosen: list[Theme]
    themes: list[Theme]
    since: date | None = None
    until: date | None = None
    channel: str = ""
    said: bool = False  # the address itself says what the list holds
    behind: Behind | None = None  # only those behind a number of another screen
    question: Question | None = None  # the list is what a search found, and nothing else

    @classmethod
    def of(
        cls, request: HttpRequest, consultation: ConsultationPage, theming: Theming | None
    ) -> "QueueFilter":
        """Read the address. What can't be understood is left out; one that narrows nothing means
        her share while something of it is unread, and else all."""
        name, value = MARKER
        if request.GET.get(name) == value:
            offered = offered_on_the_bench(theming, request.GET.getlist("language"))
            asked = Question.of(request.GET, offered)
            return cls(show=Show.ALL, chosen=[], themes=[], question=asked)
        themes = [
            one for one in themes_in(theming.codebook_id if theming else None) if not one.parent_id
        ]
        show, channel = request.GET.get("show", ""), request.GET.get("channel", "")
        wanted = request.GET.getlist("theme")
        if not request.GET.keys() - {PAGE}:
            show = Show.MINE if _has_a_share(request, consultation) else Show.ALL
        return cls(
            said="show" in request.GET,
            show=Show(show) if show in Show.values else Show.ALL,
            chosen=[theme for theme in themes if str(theme.pk) in wanted][:MOST_THEMES],
            themes=themes,
            since=_day(request.GET.get("from", "")),
            until=_day(request.GET.get("until", "")),
            channel=channel if channel in Channel.values else "",
            behind=_behind(request, consultation),
        )

    @property
    def theme(self) -> Theme | None:
        """The first of the chosen themes: the one that the list's own field shows."""
        return self.chosen[0] if self.chosen else None

    @property
    def is_narrow(self) -> bool:
        """Whether it holds to more than the list's own two fields can show."""
        return bool(len(self.chosen) > 1 or self.since or self.until or self.channel or self.behind)

    @property
    def channel_name(self) -> str:
        return str(Channel(self.channel).label) if self.channel else ""

    @property
    def in_turn(self) -> bool:
        """Whether the list has an order of its own, in which responses are to be read."""
        return self.show == Show.NEXT

    @property
    def query(self) -> str:
        """The filter as it stands in an address, with its question mark; empty for everything."""
        if self.question is not None:
            return self.question.on_the_bench
        themes = [theme.pk for theme in self.chosen]
        pairs = self.behind.pairs if self.behind else ()
        kept = {name: value for name, value in self.kept.items() if name != "among"}
        return query_for(**{**kept, "themes": themes}, named=self.said, pairs=pairs)

    @property
    def kept(self) -> dict[str, Any]:
        """What `insights.selectors.queue` is asked for."""
        return {
            "show": self.show,
            "themes": self.chosen,
            "since": self.since,
            "until": self.until,
            "channel": self.channel,
            "among": self.behind.among if self.behind else None,
        }


def query_for(
    *,
    show: Show = Show.ALL,
    themes: Iterable[int] = (),
    since: date | None = None,
    until: date | None = None,
    channel: str = "",
    named: bool = False,
    pairs: Iterable[tuple[str, str]] = (),
) -> str:
    """A filter as it stands in an address, for links to a list; empty for everything.

    `named`: "all" is named where it was chosen, or the next page would show her share again.
    `pairs` of insights.views.behind.
    """
    found = [("show", show.value)] if show != Show.ALL or named else []
    found += [("theme", str(theme)) for theme in themes]
    found += [(name, day.isoformat()) for name, day in (("from", since), ("until", until)) if day]
    found += [("channel", channel)] if channel else []
    found += pairs
    return f"?{urlencode(found)}" if found else ""


def _day(said: str) -> date | None:
    try:
        return parse_date(said) if said.isascii() else None
    except ValueError:  # such as 31 February
        return None


def _behind(request: HttpRequest, consultation: ConsultationPage) -> Behind | None:
    reader = request.user
    return behind(request.GET, consultation, reader) if isinstance(reader, User) else None


def _has_a_share(request: HttpRequest, consultation: ConsultationPage) -> bool:
    reader = request.user
    return isinstance(reader, User) and left_in_share(consultation, reader).exists()
