"""Which responses of a consultation a list may hold: one choice, and what it asks of a woman."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Response
from insights.models import Coding, Mark, Reading, Suggestion, Theme
from insights.rigour.blind import hidden_from
from insights.selectors.progress import POSITIVE, theming_of
from insights.selectors.women import of_women_in, with_a_part_in

# Rows that are in nobody's share and that nobody has read. Every row of a visit has one coder.
NOBODYS = Q(share__isnull=True) & ~Exists(Reading.objects.filter(response=OuterRef("pk")))


class Show(TextChoices):
    """Which responses a list holds."""

    ALL = "all", _("All responses")
    MINE = "mine", _("My share")
    NOBODYS = "nobodys", _("Nobody's share, and read by nobody")
    UNREAD = "unread", _("Not read by you")
    NEXT = "next", _("What to read next: teaches most")
    PERSON = "person", _("Needs a person: nothing speaks clearly for a theme")
    CODED = "coded", _("Coded by a person")
    UNCODED = "uncoded", _("Not coded yet")
    RICH = "rich", _("Marked: rich in evidence")
    QUOTABLE = "quotable", _("Marked: words worth quoting")
    OPEN = "open", _("All but what you code by yourself for double coding")


@dataclass(frozen=True)
class Here:
    """The consultation, its rows, and who looks at them."""

    consultation: ConsultationPage
    rows: QuerySet[Response]
    reader: User

    @property
    def codebook(self) -> int | None:
        theming = theming_of(self.consultation)
        return theming.codebook_id if theming else None

    @property
    def open_rows(self) -> QuerySet[Response]:
        """Without what she codes blind."""
        return self.rows.exclude(pk__in=hidden_from(self.reader))


def _unread(here: Here) -> Q:
    return Q(read_by_her=False)


def _next(here: Here) -> Q:
    touched = here.rows.filter(Q(Exists(_codings())) | Q(Exists(_readings())))
    return ~with_a_part_in(touched) & Q(read_next__isnull=False)


def _mine(here: Here) -> Q:
    # what she codes blind for a sample stands in the list of the sample alone
    return Q(share__coder=here.reader) & ~Q(pk__in=hidden_from(here.reader))


def _nobodys(here: Here) -> Q:
    return of_women_in(here.rows.filter(NOBODYS))


def _needs_a_person(here: Here) -> Q:
    firm = Suggestion.objects.firm().filter(theme__codebook=here.codebook)
    found = Q(Exists(firm.filter(response=OuterRef("pk"))))
    touched = found | Q(Exists(_codings())) | Q(Exists(_readings()))
    return ~with_a_part_in(here.rows.filter(touched))


def _coded(here: Here) -> Q:
    given = _codings().filter(POSITIVE, theme__codebook=here.codebook)
    return with_a_part_in(here.open_rows.filter(Exists(given)))


def _uncoded(here: Here) -> Q:
    return ~_coded(here) & _open(here)


def _open(here: Here) -> Q:
    return ~Q(pk__in=hidden_from(here.reader))


def _marked(kind: Mark.Kind) -> Callable[[Here], Q]:
    marks = Mark.objects.filter(kind=kind, response=OuterRef("pk"))
    return lambda here: with_a_part_in(here.open_rows.filter(Exists(marks)))


def _codings() -> QuerySet[Coding]:
    return Coding.objects.filter(response=OuterRef("pk"))


def _readings() -> QuerySet[Reading]:
    return Reading.objects.filter(response=OuterRef("pk"))


# Of responses that are annotated with `read_by_her`: insights.selectors.queue.
NARROWED: Mapping[Show, Callable[[Here], Q]] = {
    Show.MINE: _mine,
    Show.NOBODYS: _nobodys,
    Show.UNREAD: _unread,
    Show.NEXT: _next,
    Show.PERSON: _needs_a_person,
    Show.CODED: _coded,
    Show.UNCODED: _uncoded,
    Show.RICH: _marked(Mark.Kind.RICH),
    Show.QUOTABLE: _marked(Mark.Kind.QUOTABLE),
    Show.OPEN: _open,
}


def has_theme(theme: Theme) -> Q:
    """Of a row: that the theme, or a sub-theme of it, was suggested or given by a person."""
    of_theme = Q(theme=theme) | Q(theme__parent=theme)
    suggested = Suggestion.objects.firm().filter(of_theme, response=OuterRef("pk"))
    return Q(Exists(suggested)) | coded_with(theme)


def coded_with(theme: Theme) -> Q:
    """Of a row: that a person gave it the theme, or a sub-theme of it."""
    of_theme = Q(theme=theme) | Q(theme__parent=theme)
    return Q(Exists(Coding.objects.filter(of_theme, POSITIVE, response=OuterRef("pk"))))
