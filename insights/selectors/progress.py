"""How far the reading and coding of each consultation is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.models import Locale

from accounts.models import User
from accounts.permissions import areas_where
from consultations.models import ConsultationPage
from feedback.models import Response
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import Coding, Reading, Suggestion, Theming
from insights.permissions import CODE_RESPONSES
from insights.selectors.women import women

CONSULTATION = "version__form__consultation__translation_key"
# Decisions that say that a theme applies; and codings with one, that nothing took the place of.
APPLIES = (Coding.Decision.ACCEPTED, Coding.Decision.ADDED, Coding.Decision.AGREED)
POSITIVE = Q(decision__in=APPLIES, counts=True)


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
    def read_by_her(self) -> int:
        return self.responses - self.unread_by_her


def theming_of(consultation: ConsultationPage) -> Theming | None:
    """Which codebook the consultation is coded with, whichever language its page is in."""
    themings = Theming.objects.select_related("codebook")
    key = consultation.translation_key
    return themings.filter(consultation__translation_key=key).first()


def consultations_to_code(user: User) -> QuerySet[ConsultationPage]:
    """Consultations of the areas in which she may code, those that close next first."""
    pages: QuerySet[ConsultationPage] = ConsultationPage.objects.filter(
        locale=Locale.get_default(), area__in=areas_where(user, CODE_RESPONSES)
    )
    return pages.select_related("area").order_by("-closes_on", "title")


def progress_of(
    consultations: Sequence[ConsultationPage] | QuerySet[ConsultationPage], *, reader: User
) -> list[Progress]:
    """Progress of these consultations: a handful of queries for all of them."""
    keys = [page.translation_key for page in consultations]
    responses = responses_for(use=Use.READING_TEAM).filter(**{f"{CONSULTATION}__in": keys})
    readings = Reading.objects.filter(response=OuterRef("pk"))
    totals = _by_consultation(responses)
    unread = _by_consultation(responses.filter(~Exists(readings)))
    unread_by_her = _by_consultation(responses.filter(~Exists(readings.filter(reader=reader))))
    codings = Coding.objects.filter(POSITIVE, response=OuterRef("pk"))
    coded = _by_consultation(responses.filter(Exists(codings)))
    suggestions = Suggestion.objects.firm().filter(response=OuterRef("pk"))
    suggested = _by_consultation(responses.filter(Exists(suggestions)))
    themings = Theming.objects.select_related("codebook", "consultation")
    by_key = {t.consultation.translation_key: t for t in themings}
    return [
        Progress(
            consultation=page,
            theming=by_key.get(page.translation_key),
            responses=totals.get(page.translation_key, 0),
            read=totals.get(page.translation_key, 0) - unread.get(page.translation_key, 0),
            unread_by_her=unread_by_her.get(page.translation_key, 0),
            coded=coded.get(page.translation_key, 0),
            suggested=suggested.get(page.translation_key, 0),
        )
        for page in consultations
    ]


def _by_consultation(responses: QuerySet[Response]) -> dict[Any, int]:
    rows = responses.values_list(CONSULTATION).annotate(n=women()).order_by()
    return dict(rows)
