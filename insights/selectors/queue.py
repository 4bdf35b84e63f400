"""The responses of a consultation as a facilitator works through them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Response
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import Coding, Mark, Reading, Suggestion, Theme
from insights.notes.selectors import in_words
from insights.rigour.blind import blind_codings, hidden_from
from insights.selectors.alike import others_alike
from insights.selectors.progress import POSITIVE
from insights.selectors.shows import NARROWED, Here, Show, coded_with, has_theme
from insights.selectors.visits import Visits, visits_of
from insights.selectors.women import leading, with_a_part_in

SUGGESTED, CODED, MARKED = "suggested", "coded", "marked"
ORDER = {"next": ("read_next__place", "pk")}


def open_suggestions(suggestions: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    """Those that nobody has decided on, neither on the theme itself nor on a sub-theme of it, for
    no row of the visit. What a second coder says blind decides nothing before it is compared."""
    of_theme = Q(theme=OuterRef("theme")) | Q(theme__parent=OuterRef("theme"))
    decided = Coding.objects.filter(of_theme).exclude(blind_codings())
    here = decided.filter(response=OuterRef("response"))
    same_visit = decided.filter(response__visit_hash=OuterRef("response__visit_hash"))
    return suggestions.filter(~Exists(here), ~Exists(same_visit))


def queue(
    *,
    consultation: ConsultationPage,
    reader: User,
    show: Show = Show.ALL,
    themes: Iterable[Theme] = (),
    since: date | None = None,
    until: date | None = None,
    channel: str = "",
    among: Q | None = None,
) -> QuerySet[Response]:
    """Responses of a consultation with `read_by_her`, unread first, in an order that tells nothing;
    those to be read next in the order of the last run, as long as nobody has touched them.

    Rows of one visit stand together under the last of them, and are read when all are. With
    themes: those that all of them were suggested or coded for (of `Show.CODED` coded alone),
    without those that she codes blind. `since` and `until` are weeks, both counted; `among` is
    asked of the rows that lead.
    """
    rows = responses_for(use=Use.READING_TEAM, consultation=consultation)
    hers = Reading.objects.filter(response=OuterRef("pk"), reader=reader)
    unread = rows.filter(~Exists(hers))
    responses = leading(rows).annotate(read_by_her=~with_a_part_in(unread))
    if show in NARROWED:
        responses = responses.filter(NARROWED[show](Here(consultation, rows, reader)))
    chosen = list(themes)
    if chosen:
        hidden = hidden_from(reader)
        responses, rows = responses.exclude(pk__in=hidden), rows.exclude(pk__in=hidden)
    for theme in chosen:
        has = coded_with(theme) if show == Show.CODED else has_theme(theme)
        responses = responses.filter(with_a_part_in(rows.filter(has)))
    if since:
        responses = responses.filter(week__gte=since)
    if until:
        responses = responses.filter(week__lte=until)
    if channel:
        responses = responses.filter(channel=channel)
    if among is not None:
        responses = responses.filter(among)
    return responses.order_by(*ORDER.get(show, ("read_by_her", "pk")))


@dataclass(frozen=True)
class ResponseRow:
    """A response as one line of a list. `coded` are the themes that she herself gave it; `parts`
    are the rows of the visit."""

    pk: int
    week: date
    channel: str
    language: str
    excerpt: str
    suggested: int
    coded: list[str]
    read: bool
    parts: int
    alike: int = 0  # other women who sent nearly the same words
    marks: Sequence[str] = ()  # in words


def rows_of(
    responses: Iterable[Response],
    *,
    reader: User,
    alike: dict[int, int] | None = None,
    names: Mapping[int, str] | None = None,
    with_marks: bool = False,
    visits: Visits | None = None,
) -> list[ResponseRow]:
    """Lines for one page of `queue`: a handful of queries, however many lines.

    `alike` says of responses how many others are nearly the same (insights.selectors.alike);
    `names` what the area calls themes (insights.selectors.names); `visits` as `visits_of` has them,
    where they are known.
    """
    page = list(responses)
    visits = visits or visits_of(page)
    leads = visits.leads
    suggested: dict[int, set[int]] = {}
    coded: dict[int, dict[str, None]] = {}
    marks: dict[int, set[str]] = {}
    for what, pk, theme, said in _beside(leads, reader, with_marks=with_marks):
        if what == SUGGESTED:
            suggested.setdefault(leads[pk], set()).add(theme)
        elif what == CODED:
            coded.setdefault(leads[pk], {})[(names or {}).get(theme, said)] = None
        else:
            marks.setdefault(leads[pk], set()).add(said)
    parts = Counter(leads.values())
    others = others_alike(alike or {}, leads)
    return [
        ResponseRow(
            pk=response.pk,
            week=response.week,
            channel=response.get_channel_display(),
            language=response.language,
            excerpt=visits.excerpts.get(response.pk, ""),
            suggested=len(suggested.get(response.pk, ())),
            coded=list(coded.get(response.pk, ())),
            read=bool(getattr(response, "read_by_her", False)),
            parts=parts[response.pk],
            alike=others[response.pk],
            marks=in_words(marks[response.pk]) if response.pk in marks else (),
        )
        for response in page
    ]


def _beside(
    leads: Mapping[int, int], reader: User, *, with_marks: bool
) -> list[tuple[str, int, int, str]]:
    """What stands beside these rows, in one query: what it is, the row, the theme and its name in
    the order of the codebook, or the kind of a mark. Of what she codes blind, her own alone."""
    open_ = set(leads) - hidden_from(reader)
    firm = Suggestion.objects.firm().filter(response__in=open_)
    hers = Coding.objects.filter(POSITIVE, response__in=leads, coder=reader)
    marks = Mark.objects.filter(response__in=open_ if with_marks else ())
    nothing = Value(""), Value(0)
    rows = firm.values_list("response_id", "theme_id", Value(SUGGESTED), *nothing).union(
        hers.values_list("response_id", "theme_id", Value(CODED), "theme__name", "theme__order"),
        marks.values_list("response_id", Value(0), Value(MARKED), "kind", Value(0)),
        all=True,
    )
    found = sorted(rows, key=lambda row: row[-1])
    return [(what, pk, theme, said) for pk, theme, what, said, _order in found]
