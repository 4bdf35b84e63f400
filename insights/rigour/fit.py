"""What speaks against a theme, and how many of the last responses brought a new one."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Window

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Response
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import Coding, Theme
from insights.rigour.blind import hidden_from
from insights.selectors.progress import APPLIES, POSITIVE, codebook_in_use
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


def first_that_did_not_fit(
    consultation: ConsultationPage, theme: Theme, reader: User, most: int
) -> tuple[list[Response], int]:
    """The first of these, and how many there are in all: one query."""
    rows = did_not_fit(consultation, theme, reader).annotate(in_all=Window(Count("pk")))
    found: list[Any] = list(rows[:most])
    return found, found[0].in_all if found else 0


class Given(NamedTuple):
    """That a theme on top was given to a woman's words: by one of her coders, or agreed when two
    codings were settled; and whether it counts."""

    woman: Hashable
    theme: int
    is_agreed: bool
    counts: bool


def new_themes(consultation: ConsultationPage, last: int = LAST) -> NewThemes:
    """Of the women whose words were coded last, as `brought_new` has it."""
    lately = list(lately_coded(consultation, last).values())
    return NewThemes(len(lately), sum(lately))


def lately_coded(consultation: ConsultationPage, last: int = LAST) -> dict[Hashable, bool]:
    """The women whose words were coded last, and whether each brought a new theme. A theme's
    sub-themes are that theme."""
    here = responses_for(use=Use.READING_TEAM, consultation=consultation).order_by()
    codings = Coding.objects.filter(
        decision__in=APPLIES,
        response__in=here.values("pk"),
        theme__codebook=codebook_in_use(consultation),
    )
    columns = ("response_id", "response__visit_hash", "theme_id", "theme__parent_id")
    found = codings.order_by("coded_on", "pk").values_list(*columns, "decision", "counts")
    brought = brought_new(
        Given(woman_of(pk, visit), parent or theme, how == Coding.Decision.AGREED, counts)
        for pk, visit, theme, parent, how, counts in found
    )
    return dict(list(brought.items())[-last:])


def brought_new(given: Iterable[Given]) -> dict[Hashable, bool]:
    """Of what was given, in the order in which it was written: each woman in the order in which she
    was first coded, and whether a theme that counts was hers before it was anybody else's.

    Settling writes anew what counts, and keeps what was there. So a theme is hers from when one of
    her coders first gave it; one that neither gave, from when she was first coded.
    """
    coded: dict[Hashable, int] = {}
    agreed: dict[Hashable, int] = {}
    since: dict[tuple[Hashable, int], int] = {}
    count: dict[tuple[Hashable, int], None] = {}
    for place, one in enumerate(given):
        if one.is_agreed:
            agreed.setdefault(one.woman, place)
        else:
            coded.setdefault(one.woman, place)
            since.setdefault((one.woman, one.theme), place)
        if one.counts:
            count[one.woman, one.theme] = None
    at = {**agreed, **coded}
    first: dict[int, Hashable] = {}
    for woman, theme in sorted(count, key=lambda pair: since.get(pair, at[pair[0]])):
        first.setdefault(theme, woman)
    new = set(first.values())
    women = sorted({woman for woman, _ in count}, key=lambda woman: at[woman])
    return {woman: woman in new for woman in women}
