"""How far the reading and coding of each consultation is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from accounts.permissions import areas_where
from consultations.models import ConsultationPage
from consultations.selectors import source_of
from core.once import asks_once, once_a_page
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import Codebook, Coding, Reading, Suggestion, Theming
from insights.permissions import CODE_RESPONSES
from insights.selectors.women import women

CONSULTATION = "version__form__consultation__translation_key"
# Decisions that say that a theme applies; and codings with one, that nothing took the place of.
APPLIES = (Coding.Decision.ACCEPTED, Coding.Decision.ADDED, Coding.Decision.AGREED)
POSITIVE = Q(decision__in=APPLIES, counts=True)
NONE = dict.fromkeys(("responses", "unread", "unread_by_her", "coded", "suggested"), 0)


@dataclass(frozen=True)
class Progress:
    """One consultation and how many of its responses were read, coded and suggested for.

    Rows of one visit are one response (design §11.15): read when all of them are.
    """

    consultation: ConsultationPage
    theming: Theming | None
    responses: int
    read: int
    unread_by_her: int
    coded: int
    suggested: int

    @property
    def percent_coded(self) -> float:
        return 100 * self.coded / self.responses if self.responses else 0.0

    @property
    def read_by_her(self) -> int:
        return self.responses - self.unread_by_her


@once_a_page(lambda consultation: consultation.translation_key)
def theming_of(consultation: ConsultationPage) -> Theming | None:
    """Which codebook the consultation is coded with, whichever language its page is in."""
    if asks_once() and ConsultationPage.theming.is_cached(consultation):
        return getattr(consultation, "theming", None)
    themings = Theming.objects.select_related("codebook")
    key = consultation.translation_key
    return themings.filter(consultation__translation_key=key).first()


def codebook_before(consultation: ConsultationPage) -> Codebook | None:
    """What the consultation that this one is a copy of was coded with: offered first, no more."""
    before = source_of(consultation).copied_from
    theming = theming_of(before) if before else None
    return theming.codebook if theming else None


def codebook_in_use(consultation: ConsultationPage) -> int | None:
    """The id of the codebook that it is coded with."""
    theming = theming_of(consultation)
    return theming.codebook_id if theming else None


def codings_that_count(consultation: ConsultationPage) -> QuerySet[Coding]:
    """Decisions that a theme of its codebook applies to words that were not taken back: neither
    what is coded blind nor what another coding took the place of."""
    here = responses_for(use=Use.READING_TEAM, consultation=consultation).order_by()
    return Coding.objects.filter(
        POSITIVE,
        response__in=here.values("pk"),
        theme__codebook=codebook_in_use(consultation),
    )


@dataclass(frozen=True)
class Numbers:
    """How many women answered, how many of them nobody has read, and how many have a theme of the
    codebook in use."""

    women: int
    unread: int
    coded: int


@once_a_page(lambda consultation: consultation.translation_key)
def numbers_of(consultation: ConsultationPage) -> Numbers:
    """The same of one consultation, in one query."""
    codings = Coding.objects.filter(
        POSITIVE, response=OuterRef("pk"), theme__codebook=codebook_in_use(consultation)
    )
    readings = Reading.objects.filter(response=OuterRef("pk"))
    rows = responses_for(use=Use.READING_TEAM, consultation=consultation).order_by()
    found = rows.alias(is_read=Exists(readings), is_coded=Exists(codings)).aggregate(
        women=women(),
        unread=women(only=Q(is_read=False)),
        coded=women(only=Q(is_coded=True)),
    )
    return Numbers(**found)


def consultations_to_code(user: User) -> QuerySet[ConsultationPage]:
    """Consultations of the areas in which she may code, those that close next first."""
    pages: QuerySet[ConsultationPage] = ConsultationPage.objects.filter(
        locale__language_code=settings.LANGUAGE_CODE, area__in=areas_where(user, CODE_RESPONSES)
    )
    return pages.select_related("area").order_by("-closes_on", "title")


def progress_of(
    consultations: Sequence[ConsultationPage] | QuerySet[ConsultationPage], *, reader: User
) -> list[Progress]:
    """Progress of these consultations: two queries for all of them."""
    keys = [page.translation_key for page in consultations]
    responses = responses_for(use=Use.READING_TEAM).filter(**{f"{CONSULTATION}__in": keys})
    readings = Reading.objects.filter(response=OuterRef("pk"))
    codings = Coding.objects.filter(POSITIVE, response=OuterRef("pk"))
    suggestions = Suggestion.objects.firm().filter(response=OuterRef("pk"))
    rows = responses.alias(
        is_read=Exists(readings),
        is_read_by_her=Exists(readings.filter(reader=reader)),
        is_coded=Exists(codings),
        is_suggested=Exists(suggestions),
    )
    counts = {
        row[CONSULTATION]: row
        for row in rows.values(CONSULTATION)
        .annotate(
            responses=women(),
            unread=women(only=Q(is_read=False)),
            unread_by_her=women(only=Q(is_read_by_her=False)),
            coded=women(only=Q(is_coded=True)),
            suggested=women(only=Q(is_suggested=True)),
        )
        .order_by()
    }
    by_key = _themings(consultations)
    return [
        Progress(
            consultation=page,
            theming=by_key.get(page.translation_key),
            responses=count["responses"],
            read=count["responses"] - count["unread"],
            unread_by_her=count["unread_by_her"],
            coded=count["coded"],
            suggested=count["suggested"],
        )
        for page in consultations
        for count in (counts.get(page.translation_key, NONE),)
    ]


def _themings(
    consultations: Sequence[ConsultationPage] | QuerySet[ConsultationPage],
) -> dict[Any, Theming | None]:
    """By the key of the pages; a page of one consultation has asked for its own already."""
    if len(consultations) == 1:
        return {page.translation_key: theming_of(page) for page in consultations}
    themings = Theming.objects.select_related("codebook", "consultation")
    return {theming.consultation.translation_key: theming for theming in themings}
