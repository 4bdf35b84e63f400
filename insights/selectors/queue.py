"""The responses of a consultation as a facilitator works through them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Response
from feedback.selectors import answers_for, responses_for
from feedback.uses import Use
from insights.models import Coding, Reading, Suggestion, Theme
from insights.notes.selectors import marks_on
from insights.rigour.blind import blind_codings, hidden_from
from insights.selectors.alike import others_alike
from insights.selectors.progress import POSITIVE
from insights.selectors.shows import NARROWED, Here, Show, coded_with, has_theme
from insights.selectors.women import LAST_FIRST, leading, with_a_part_in, woman_of

EXCERPT = 140
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
) -> QuerySet[Response]:
    """Responses of a consultation with `read_by_her`, unread first, in an order that tells nothing;
    those to be read next in the order of the last run, as long as nobody has touched them.

    Rows of one visit stand together under the last of them, and are read when all are. With
    themes: those that all of them were suggested or coded for (of `Show.CODED` coded alone),
    without those that she codes blind. `since` and `until` are weeks, both counted.
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
) -> list[ResponseRow]:
    """Lines for one page of `queue`: a handful of queries, however many lines.

    `alike` says of responses how many others are nearly the same (insights.selectors.alike);
    `names` what the area calls themes (insights.selectors.names).
    """
    page = list(responses)
    leads = leads_of(page)
    excerpts = excerpts_of(leads)
    suggested: dict[int, set[int]] = {}
    hidden = hidden_from(reader)
    marks = marks_on(leads, hidden) if with_marks else {}
    found = Suggestion.objects.firm().filter(response__in=set(leads) - hidden)
    for pk, theme in found.values_list("response_id", "theme_id"):
        suggested.setdefault(leads[pk], set()).add(theme)
    coded: dict[int, dict[str, None]] = {}
    hers = Coding.objects.filter(POSITIVE, response__in=leads, coder=reader)
    columns = ("response_id", "theme_id", "theme__name")
    for pk, theme, name in hers.order_by("theme__order").values_list(*columns):
        coded.setdefault(leads[pk], {})[(names or {}).get(theme, name)] = None
    parts = Counter(leads.values())
    others = others_alike(alike or {}, leads)
    return [
        ResponseRow(
            pk=response.pk,
            week=response.week,
            channel=response.get_channel_display(),
            language=response.language,
            excerpt=excerpts.get(response.pk, ""),
            suggested=len(suggested.get(response.pk, ())),
            coded=list(coded.get(response.pk, ())),
            read=bool(getattr(response, "read_by_her", False)),
            parts=parts[response.pk],
            alike=others[response.pk],
            marks=marks.get(response.pk, ()),
        )
        for response in page
    ]


def leads_of(page: list[Response]) -> dict[int, int]:
    """Row → the row that leads its visit, the last rows first."""
    leads = {woman_of(lead.pk, lead.visit_hash): lead.pk for lead in page}
    visits = [lead.visit_hash for lead in page if lead.visit_hash]
    rows = responses_for(use=Use.READING_TEAM).filter(visit_hash__in=visits).order_by(*LAST_FIRST)
    found = {pk: leads[woman_of(pk, visit)] for pk, visit in rows.values_list("pk", "visit_hash")}
    return found | {lead.pk: lead.pk for lead in page}


def excerpts_of(leads: Mapping[int, int]) -> dict[int, str]:
    """Leading row → the first words of its visit's last row that has any. `leads`: rows, the last
    first, with the row that leads each."""
    texts: dict[int, str] = {}
    answers = answers_for(use=Use.READING_TEAM, responses=leads).exclude(text="").order_by("pk")
    for pk, text in answers.values_list("response_id", "text"):
        texts.setdefault(pk, text)
    excerpts: dict[int, str] = {}
    for pk, lead in leads.items():
        if pk in texts:
            excerpts.setdefault(lead, excerpt_of(texts[pk]))
    return excerpts


def excerpt_of(text: str) -> str:
    """The first words of a text, on one line."""
    line = " ".join(text[: EXCERPT * 2].split())
    return line if len(line) <= EXCERPT else line[:EXCERPT].rsplit(" ", 1)[0] + "…"
