"""The responses of a consultation as a facilitator works through them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Response
from feedback.selectors import answers_for, responses_for
from feedback.uses import Use
from insights.models import Coding, Mark, Reading, Suggestion, Theme
from insights.notes.selectors import marks_on
from insights.rigour.blind import blind_codings, hidden_from
from insights.selectors.alike import others_alike
from insights.selectors.progress import POSITIVE, theming_of
from insights.selectors.women import LAST_FIRST, leading, with_a_part_in, woman_of

EXCERPT = 140
ORDER = {"next": ("read_next__place", "pk")}


class Show(TextChoices):
    """Which responses a list holds."""

    ALL = "all", _("All responses")
    UNREAD = "unread", _("Not read by you")
    NEXT = "next", _("What to read next: teaches most")
    PERSON = "person", _("Needs a person: nothing speaks clearly for a theme")
    RICH = "rich", _("Marked: rich in evidence")
    QUOTABLE = "quotable", _("Marked: words worth quoting")


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
    theme: Theme | None = None,
) -> QuerySet[Response]:
    """Responses of a consultation with `read_by_her`, unread first, in an order that tells nothing;
    those to be read next in the order of the last run, as long as nobody has touched them.

    Rows of one visit stand together under the last of them, and are read when all are. With a
    theme: those that it was suggested or coded for, without those that she codes blind.
    """
    rows = responses_for(use=Use.READING_TEAM, consultation=consultation)
    readings = Reading.objects.filter(response=OuterRef("pk"))
    unread = rows.filter(~Exists(readings.filter(reader=reader)))
    codings = Coding.objects.filter(response=OuterRef("pk"))
    responses = leading(rows).annotate(read_by_her=~with_a_part_in(unread))
    if show == Show.UNREAD:
        responses = responses.filter(read_by_her=False)
    elif show == Show.NEXT:
        untouched = ~with_a_part_in(rows.filter(Exists(codings) | Exists(readings)))
        responses = responses.filter(untouched, read_next__isnull=False)
    elif show == Show.PERSON:
        found = _suggestions_here(consultation).filter(response=OuterRef("pk"))
        touched = rows.filter(Q(Exists(found)) | Q(Exists(codings)) | Q(Exists(readings)))
        responses = responses.filter(~with_a_part_in(touched))
    elif show in Mark.Kind.values:
        marked = rows.filter(Exists(Mark.objects.filter(kind=show, response=OuterRef("pk"))))
        shown = marked.exclude(pk__in=hidden_from(reader))
        responses = responses.filter(with_a_part_in(shown))
    if theme is not None:
        shown = rows.exclude(pk__in=hidden_from(reader))
        responses = responses.filter(with_a_part_in(shown.filter(_has(theme))))
    return responses.order_by(*ORDER.get(show, ("read_by_her", "pk")))


def _suggestions_here(consultation: ConsultationPage) -> QuerySet[Suggestion]:
    theming = theming_of(consultation)
    codebook = theming.codebook_id if theming else None
    return Suggestion.objects.firm().filter(theme__codebook=codebook)


def _has(theme: Theme) -> Q:
    of_theme = Q(theme=theme) | Q(theme__parent=theme)
    suggested = Suggestion.objects.firm().filter(of_theme, response=OuterRef("pk"))
    coded = Coding.objects.filter(of_theme, POSITIVE, response=OuterRef("pk"))
    return Q(Exists(suggested)) | Q(Exists(coded))


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
    leads = _leads(page)
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


def _leads(page: list[Response]) -> dict[int, int]:
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
