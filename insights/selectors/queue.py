"""The responses of a consultation as a facilitator works through them."""

from collections.abc import Iterable
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
from insights.models import Coding, Reading, Suggestion, Theme
from insights.selectors.progress import POSITIVE, theming_of

EXCERPT = 140


class Show(TextChoices):
    """Which responses a list holds."""

    ALL = "all", _("All responses")
    UNREAD = "unread", _("Not read by you")
    PERSON = "person", _("Needs a person: no cue found")


def open_suggestions(suggestions: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    """Those that nobody has decided on, neither on the theme itself nor on a sub-theme of it."""
    decided = Coding.objects.filter(response=OuterRef("response")).filter(
        Q(theme=OuterRef("theme")) | Q(theme__parent=OuterRef("theme"))
    )
    return suggestions.filter(~Exists(decided))


def queue(
    *,
    consultation: ConsultationPage,
    reader: User,
    show: Show = Show.ALL,
    theme: Theme | None = None,
) -> QuerySet[Response]:
    """Responses of a consultation with `read_by_her`, unread first, in an order that tells nothing.

    With a theme: those that it was suggested or coded for.
    """
    readings = Reading.objects.filter(response=OuterRef("pk"))
    hers = Exists(readings.filter(reader=reader))
    responses = responses_for(use=Use.READING_TEAM, consultation=consultation)
    responses = responses.annotate(read_by_her=hers)
    if show == Show.UNREAD:
        responses = responses.filter(read_by_her=False)
    elif show == Show.PERSON:
        codings = Coding.objects.filter(response=OuterRef("pk"))
        found = _suggestions_here(consultation).filter(response=OuterRef("pk"))
        responses = responses.filter(~Exists(found), ~Exists(codings), ~Exists(readings))
    if theme is not None:
        responses = responses.filter(_has(theme))
    return responses.order_by("read_by_her", "pk")


def _suggestions_here(consultation: ConsultationPage) -> QuerySet[Suggestion]:
    theming = theming_of(consultation)
    codebook = theming.codebook_id if theming else None
    return Suggestion.objects.filter(theme__codebook=codebook)


def _has(theme: Theme) -> Q:
    of_theme = Q(theme=theme) | Q(theme__parent=theme)
    suggested = Suggestion.objects.filter(of_theme, response=OuterRef("pk"))
    coded = Coding.objects.filter(of_theme, POSITIVE, response=OuterRef("pk"))
    return Q(Exists(suggested)) | Q(Exists(coded))


@dataclass(frozen=True)
class ResponseRow:
    """A response as one line of a list. `coded` are the themes that she herself gave it."""

    pk: int
    week: date
    channel: str
    language: str
    excerpt: str
    suggested: int
    coded: list[str]
    read: bool


def rows_of(responses: Iterable[Response], *, reader: User) -> list[ResponseRow]:
    """Lines for one page of `queue`: three queries, however many lines."""
    page = list(responses)
    ids = [response.pk for response in page]
    excerpts: dict[int, str] = {}
    answers = answers_for(use=Use.READING_TEAM, responses=ids).exclude(text="").order_by("pk")
    for pk, text in answers.values_list("response_id", "text"):
        excerpts.setdefault(pk, text)
    suggested: dict[int, int] = {}
    for pk in Suggestion.objects.filter(response__in=ids).values_list("response_id", flat=True):
        suggested[pk] = suggested.get(pk, 0) + 1
    coded: dict[int, list[str]] = {}
    hers = Coding.objects.filter(POSITIVE, response__in=ids, coder=reader)
    for pk, name in hers.order_by("theme__order").values_list("response_id", "theme__name"):
        coded.setdefault(pk, []).append(name)
    return [
        ResponseRow(
            pk=response.pk,
            week=response.week,
            channel=response.get_channel_display(),
            language=response.language,
            excerpt=_excerpt(excerpts.get(response.pk, "")),
            suggested=suggested.get(response.pk, 0),
            coded=coded.get(response.pk, []),
            read=bool(getattr(response, "read_by_her", False)),
        )
        for response in page
    ]


def _excerpt(text: str) -> str:
    line = " ".join(text[: EXCERPT * 2].split())
    return line if len(line) <= EXCERPT else line[:EXCERPT].rsplit(" ", 1)[0] + "…"
