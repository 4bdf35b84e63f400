"""What was noted beside responses, as far as the reader may see it: nothing that others wrote or
marked on what she codes blind, nor what a second coder writes on hers (decision 0024)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Response
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import Mark, Memo, SampleMember, Theme
from insights.rigour.blind import hidden_from

# Uses in which somebody shows or says her words. Learning from them quotes nothing.
QUOTING = (Use.DESIGN_TEAM, Use.REPORT, Use.PUBLIC, Use.READ_ALOUD)
MOST = 10  # memos beside what they are on; all of them have a page


class About(TextChoices):
    """What a memo is on."""

    RESPONSE = "response", _("On a response")
    THEME = "theme", _("On a theme")
    READING = "reading", _("On the whole reading")


IS_ABOUT = {
    About.RESPONSE: Q(response__isnull=False),
    About.THEME: Q(theme__isnull=False),
    About.READING: Q(response=None, theme=None),
}


def memos_for(
    consultation: ConsultationPage, reader: User, about: About | None = None
) -> QuerySet[Memo]:
    """Memos of a consultation that she may read, the last first."""
    readable = responses_for(use=Use.READING_TEAM, consultation=consultation).order_by()
    rows = Memo.objects.filter(
        Q(response=None) | Q(response__in=readable.values("pk")),
        consultation__translation_key=consultation.translation_key,
    )
    others = ~Q(author=reader)
    rows = rows.exclude(others & Q(response__in=hidden_from(reader)))
    rows = rows.exclude(others & _blind())
    if about is not None:
        rows = rows.filter(IS_ABOUT[about])
    return rows.select_related("author", "theme", "response").order_by("-pk")


def memos_on(
    consultation: ConsultationPage,
    reader: User,
    *,
    parts: Sequence[Response] = (),
    theme: Theme | None = None,
) -> list[Memo]:
    """The last MOST memos on one response, by all rows of its visit; on a theme and those merged
    into it; or, of neither, on the whole reading. The first of them first."""
    if theme is not None:
        rows = memos_for(consultation, reader, About.THEME)
        rows = rows.filter(Q(theme=theme) | Q(theme__merged_into=theme))
    elif parts:
        rows = memos_for(consultation, reader, About.RESPONSE).filter(response__in=parts)
    else:
        rows = memos_for(consultation, reader, About.READING)
    return list(rows[:MOST])[::-1]


def _blind() -> Q:
    """Memos that a second coder wrote on a response of a sample that isn't compared yet."""
    places = SampleMember.objects.filter(
        sample__second=OuterRef("author"), sample__compared_on=None
    )
    same_visit = places.filter(response__visit_hash=OuterRef("response__visit_hash"))
    return Q(Exists(places.filter(response=OuterRef("response")))) | Q(Exists(same_visit))


@dataclass(frozen=True)
class MarkShown:
    """A mark that a response may have, and who gave it when, if somebody did."""

    kind: Mark.Kind
    by: str = ""
    on: date | None = None

    @property
    def label(self) -> str:
        return str(self.kind.label)


def marks_of(parts: Sequence[Response]) -> list[MarkShown]:
    """Both marks of a response. Not for one who codes it blind: the bench asks that first."""
    there = Mark.objects.filter(response__in=parts).select_related("by").order_by("-pk")
    given = {mark.kind: mark for mark in there}
    return [
        MarkShown(kind, str(given[kind].by), given[kind].marked_on)
        if kind in given
        else MarkShown(kind)
        for kind in Mark.Kind
    ]


def in_words(kinds: Collection[str]) -> list[str]:
    """These kinds of marks as lists name them."""
    return [str(kind.label) for kind in Mark.Kind if kind in kinds]


def not_to_be_quoted(parts: Sequence[Response]) -> list[int]:
    """Which rows of a visit, counted from 1, hold words that she didn't allow anybody to quote."""
    quoting = {use.value for use in QUOTING}
    return [n for n, part in enumerate(parts, 1) if not quoting.intersection(part.uses)]
