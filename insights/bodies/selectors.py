"""Reads of what bodies said: for its screens, and for packs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from accounts.models import User
from accounts.permissions import areas_where
from consultations.bodies.models import BodyAnswer, BodyReading
from consultations.bodies.selectors import read_answers, standing_answers
from consultations.models import ConsultationPage
from insights.bodies import told
from insights.bodies.models import BodyTheme
from insights.bodies.permissions import READ_BODIES
from insights.models import Theme
from insights.quotes.words import stands_for
from insights.selectors import themes_in, theming_of


@dataclass(frozen=True)
class Waiting:
    """A consultation, and how many answers of bodies it has: to read, read, set aside."""

    consultation: ConsultationPage
    unread: int
    read: int
    aside: int


def consultations_of_bodies(user: User) -> list[Waiting]:
    """Consultations of her areas that bodies were asked in, or answered: what waits first."""
    from wagtail.models import Locale

    pages = ConsultationPage.objects.filter(
        area__in=areas_where(user, READ_BODIES), locale=Locale.get_default()
    ).select_related("area")
    pages = pages.filter(body_form__isnull=False).order_by("-closes_on", "title")
    rows = BodyAnswer.objects.filter(consultation__in=pages).values_list(
        "consultation", "code_hash", "reading__status"
    )
    by_page: dict[int, list[tuple[bytes, str | None]]] = defaultdict(list)
    for page, code, status in rows.order_by("sent_at", "pk"):
        by_page[page].append((bytes(code), status))
    waiting = [_waiting(page, by_page[page.pk]) for page in pages]
    return sorted(waiting, key=lambda row: not row.unread)


def _waiting(page: ConsultationPage, rows: Sequence[tuple[bytes, str | None]]) -> Waiting:
    aside = sum(status == BodyReading.Status.ASIDE for _, status in rows)
    standing = {code: status for code, status in rows if status != BodyReading.Status.ASIDE}
    unread = sum(status != BodyReading.Status.READ for status in standing.values())
    return Waiting(page, unread, len(standing) - unread, aside)


def answers_to(page: ConsultationPage) -> QuerySet[BodyAnswer]:
    """All that bodies sent to it, the newest first, with their readings."""
    return (
        BodyAnswer.objects.filter(consultation__translation_key=page.translation_key)
        .select_related("reading")
        .order_by("-sent_at", "pk")
    )


@dataclass(frozen=True)
class Row:
    """One answer in the list. `is_old`: the same body wrote again."""

    answer: BodyAnswer
    reading: BodyReading | None
    is_old: bool
    themes: list[str]

    @property
    def is_read(self) -> bool:
        """Whether a person has read it, and it counts unless it is old."""
        return self.reading is not None and self.reading.status == BodyReading.Status.READ


def rows_of(page: ConsultationPage) -> list[Row]:
    """All answers: to read first, then read, then those that don't count."""
    answers = list(answers_to(page))
    standing = set(standing_answers(page).values_list("pk", flat=True))
    names = themes_of(answers)
    rows = [
        Row(
            answer,
            reading,
            answer.pk not in standing and not _is_aside(reading),
            [theme.name for theme in names[answer.pk]],
        )
        for answer in answers
        for reading in [getattr(answer, "reading", None)]
    ]
    return sorted(rows, key=_place)


def _is_aside(reading: BodyReading | None) -> bool:
    return reading is not None and reading.status == BodyReading.Status.ASIDE


def _place(row: Row) -> int:
    if row.is_old or _is_aside(row.reading):
        return 2
    return int(row.is_read)


def themes_of(answers: Sequence[BodyAnswer]) -> Mapping[int, list[Theme]]:
    """Answer → its themes, in the codebook's order, as they were given."""
    given = BodyTheme.objects.filter(answer__in=[answer.pk for answer in answers])
    found: dict[int, list[Theme]] = defaultdict(list)
    for row in given.select_related("theme").order_by("theme__order", "theme_id"):
        found[row.answer_id].append(row.theme)
    return found


# -- for packs


def bodies_of(page: ConsultationPage, themes: Sequence[Theme]) -> list[told.Body]:
    """Bodies whose answers stand and were read. `themes`: all of the codebook; a body carries those
    of level 1 that its themes belong to now."""
    codes = root_codes(themes)
    answers: dict[int, BodyAnswer] = {}
    given: dict[int, set[int]] = defaultdict(set)
    rows: Any = read_answers(page).annotate(given=F("given_themes__theme"))  # a row for each theme
    for row in rows:
        answers[row.pk] = row
        given[row.pk].add(row.given)
    return [_body(answer, given[pk] & codes.keys(), codes) for pk, answer in answers.items()]


def root_codes(themes: Sequence[Theme]) -> dict[int, str]:
    """Theme → code of the theme of level 1 above the one that stands for it now."""
    by_pk = {theme.pk: theme for theme in themes}

    def root(theme: Theme) -> Theme:
        while theme.parent_id in by_pk:
            theme = by_pk[theme.parent_id]
        return theme

    return {pk: root(theme).code for pk, theme in stands_for(themes).items()}


def _body(answer: BodyAnswer, themes: Iterable[int], codes: Mapping[int, str]) -> told.Body:
    words = (
        told.Words(
            row["question"],
            row["question_cy"],
            row["text"],
            row["publish"],
            row.get("text_cy", ""),
            is_welsh=answer.language == "cy" and row["kind"] == "written",
        )
        for row in answer.reading.said
        if row["text"]
    )
    return told.Body(
        kind=answer.kind,
        name=answer.organisation if answer.is_named else None,
        themes=frozenset(codes[pk] for pk in themes),
        words=tuple(words),
        key=str(answer.pk),
    )


def counts_of(page: ConsultationPage) -> list[tuple[str, int]]:
    """Theme → how many bodies spoke of it, most first. Of the reading team's screen alone."""
    theming = theming_of(page)
    themes = themes_in(theming.codebook_id if theming else None)
    bodies = bodies_of(page, themes)
    roots = [theme for theme in themes if theme.parent_id is None]
    counts = [(theme.name, sum(theme.code in body.themes for body in bodies)) for theme in roots]
    return sorted((row for row in counts if row[1]), key=lambda row: -row[1])
