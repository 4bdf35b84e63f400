"""What speaks against a theme, and how many of the last responses brought a new one."""

from collections.abc import Hashable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Response
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import Coding, Theme
from insights.rigour.blind import hidden_from
from insights.selectors.progress import POSITIVE, theming_of
from insights.selectors.women import leading, with_a_part_in, woman_of

LAST = 20


@dataclass(frozen=True)
class NewThemes:
    """Of the last `responses` that were coded, how many brought a theme that none before had. Never
    called saturation: that nothing new came says what was heard, not that all was."""

    responses: int
    with_new: int


def did_not_fit(consultation: ConsultationPage, theme: Theme, reader: User) -> QuerySet[Response]:
    """Responses for which a person turned this theme down and nobody gave it, a row a woman."""
    rows = responses_for(use=Use.READING_TEAM, consultation=consultation)
    of_theme = Q(theme=theme) | Q(theme__parent=theme)
    codings = Coding.objects.filter(of_theme, response=OuterRef("pk"))
    given = rows.filter(Exists(codings.filter(POSITIVE)))
    turned_down = rows.filter(Exists(codings.filter(decision=Coding.Decision.REJECTED)))
    seen = leading(rows).exclude(pk__in=hidden_from(reader))
    return seen.filter(with_a_part_in(turned_down), ~with_a_part_in(given)).order_by("pk")


def new_themes(consultation: ConsultationPage, last: int = LAST) -> NewThemes:
    """In the order of coding: by day, then by the order in which decisions were stored. A theme's
    sub-themes are that theme."""
    theming = theming_of(consultation)
    rows = responses_for(use=Use.READING_TEAM, consultation=consultation)
    codings = Coding.objects.filter(
        POSITIVE,
        response__in=rows.order_by().values("pk"),
        theme__codebook=theming.codebook_id if theming else None,
    )
    brought: dict[Hashable, bool] = {}  # woman → whether she brought a new one, as first coded
    known: set[int] = set()
    columns = ("response_id", "response__visit_hash", "theme_id", "theme__parent_id")
    for response, visit, theme, parent in codings.order_by("coded_on", "pk").values_list(*columns):
        woman = woman_of(response, visit)
        is_new = (parent or theme) not in known
        brought[woman] = brought.get(woman, False) or is_new
        known.add(parent or theme)
    lately = list(brought.values())[-last:]
    return NewThemes(len(lately), sum(lately))
