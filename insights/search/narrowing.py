"""Which responses the filters of a search leave. What others coded, suggested or marked in a sample
that the reader codes blind is as if it weren't there."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Response
from feedback.selectors import answers_for, responses_for
from feedback.uses import Use
from insights.models import Coding, Mark, Reading, Suggestion, Theme
from insights.rigour.blind import hidden_from, hidden_rows
from insights.search.question import Coded, Question, Read
from insights.selectors import Show, queue
from insights.selectors.progress import APPLIES, POSITIVE, theming_of
from insights.selectors.women import with_a_part_in


def narrowed(
    consultation: ConsultationPage, question: Question, reader: User
) -> QuerySet[Response]:
    """Leading rows with `read_by_her`, in the order of their ids, which tells nothing."""
    return Narrowing(consultation, question, reader).responses()


class Narrowing:
    """The groups of a question, each asked of all rows of a visit together."""

    def __init__(self, consultation: ConsultationPage, question: Question, reader: User) -> None:
        self.consultation, self.asked, self.reader = consultation, question, reader
        self.rows = responses_for(use=Use.READING_TEAM, consultation=consultation)

    @cached_property
    def hidden(self) -> QuerySet[Any] | None:
        """What she codes blind, as a question: a sample may have more ids than a query may name."""
        return hidden_rows(self.reader).values("pk") if hidden_from(self.reader) else None

    def responses(self) -> QuerySet[Response]:
        """What all groups leave."""
        asked = self.asked
        show = Show.PERSON if asked.person else Show.ALL
        responses = queue(consultation=self.consultation, reader=self.reader, show=show)
        for group in (*self._themes(), *self._decisions(), *self._arrival(), *self._allowed()):
            responses = responses.filter(group)
        return responses.order_by("pk")

    def _themes(self) -> Iterable[Q]:
        asked = self.asked
        yield from self._each(asked.given, self._given, together=asked.given_all)
        yield from self._each(asked.suggested, self._suggested, together=asked.suggested_all)
        if asked.not_given:
            yield ~self._given(asked.not_given)

    def _each(
        self, themes: tuple[Theme, ...], ask: Callable[[Iterable[Theme]], Q], *, together: bool
    ) -> Iterable[Q]:
        if together:
            yield from (ask([theme]) for theme in themes)
        elif themes:
            yield ask(themes)

    def _given(self, themes: Iterable[Theme]) -> Q:
        """People gave one of these themes, or a sub-theme of it."""
        return self._with(self._of(themes) & Q(response=OuterRef("pk")))

    def _of(self, themes: Iterable[Theme]) -> Q:
        pks = [theme.pk for theme in themes]
        return Q(theme__in=pks) | Q(theme__parent__in=pks)

    def _with(self, which: Q, *, hers: bool = False) -> Q:
        """A coding that she may know of."""
        codings = Coding.objects.filter(which)
        own = Q(coder=self.reader, decision__in=APPLIES)
        if self.hidden is None:
            codings = codings.filter(own & Q(counts=True) if hers else POSITIVE)
        else:
            blind = Q(response__in=self.hidden)
            open_ = POSITIVE & ~blind & (own if hers else Q())
            codings = codings.filter(open_ | (own & blind))
        return with_a_part_in(self.rows.filter(Exists(codings)))

    def _suggested(self, themes: Iterable[Theme]) -> Q:
        found = Suggestion.objects.firm().filter(self._of(themes), response=OuterRef("pk"))
        return with_a_part_in(self._seen(self.rows).filter(Exists(found)))

    def _seen(self, rows: QuerySet[Response]) -> QuerySet[Response]:
        return rows if self.hidden is None else rows.exclude(pk__in=self.hidden)

    def _decisions(self) -> Iterable[Q]:
        """Coded, read, marked."""
        if self.asked.coded:
            theming = theming_of(self.consultation)
            codebook = theming.codebook_id if theming else None
            here = Q(response=OuterRef("pk"), theme__codebook=codebook)
            found = self._with(here, hers=self.asked.coded == Coded.ME)
            yield ~found if self.asked.coded == Coded.NOBODY else found
        if self.asked.read == Read.NOBODY:
            read = Reading.objects.filter(response=OuterRef("pk"))
            yield ~with_a_part_in(self.rows.filter(Exists(read)))
        elif self.asked.read:
            yield Q(read_by_her=self.asked.read == Read.ME)
        kinds = self.asked.marks
        for group in [[kind] for kind in kinds] if self.asked.marks_all else [kinds]:
            if group:
                yield self._marked(group)

    def _marked(self, kinds: Iterable[str]) -> Q:
        marks = Mark.objects.filter(kind__in=kinds, response=OuterRef("pk"))
        if self.hidden is not None:
            marks = marks.exclude(response__in=self.hidden)  # hers too: no screen shows them now
        return with_a_part_in(self.rows.filter(Exists(marks)))

    def _arrival(self) -> Iterable[Q]:
        """Channel, language, week."""
        asked, rows = self.asked, self.rows
        if asked.channels:
            yield with_a_part_in(rows.filter(channel__in=asked.channels))
        if asked.languages:
            yield with_a_part_in(rows.filter(self._in_language(asked.languages)))
        if asked.since:
            yield with_a_part_in(rows.filter(week__gte=_monday(asked.since)))
        if asked.until:
            yield with_a_part_in(rows.filter(week__lte=asked.until))
        if asked.late:
            after = _monday(self.consultation.closes_on) + timedelta(days=7)
            yield with_a_part_in(rows.filter(week__gte=after))

    def _in_language(self, languages: Iterable[str]) -> Q:
        """The language of the form, or the one that a reader marked an answer with."""
        answers = answers_for(use=Use.READING_TEAM, consultation=self.consultation)
        marked = answers.filter(language__in=languages, response=OuterRef("pk"))
        return Q(language__in=languages) | Q(Exists(marked))

    def _allowed(self) -> Iterable[Q]:
        uses = [Use(value) for value in self.asked.uses]
        each = [
            with_a_part_in(responses_for(use=use, consultation=self.consultation)) for use in uses
        ]
        if self.asked.uses_all:
            yield from each
        elif each:
            any_of = Q()
            for one in each:
                any_of |= one
            yield any_of


def _monday(day: date) -> date:
    """The week of a day, as a response has it."""
    return day - timedelta(days=day.weekday())
