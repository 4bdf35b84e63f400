"""How far the reading and coding of each consultation is."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.models import Locale

from accounts.models import User
from accounts.permissions import areas_where
from consultations.models import ConsultationPage
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import Coding, Reading, Suggestion, Theming
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
    themings = Theming.objects.select_related("codebook", "consultation")
    by_key = {t.consultation.translation_key: t for t in themings}
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
