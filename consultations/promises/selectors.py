"""Reads of promises: those of consultations, in a fixed number of questions at any size."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils.translation import get_language

from consultations.models import ConsultationPage, State
from consultations.promises.answers import KEY, Answers, answers_of
from consultations.promises.clock import Kind, Moved, Promised
from consultations.promises.decided import promised_with
from consultations.promises.models import Move, Promise
from consultations.promises.words import Words

Pages = dict[UUID, ConsultationPage]


def is_decided(page: ConsultationPage) -> bool:
    """Whether it was answered."""
    return page.state == State.DECIDED


def has_promised(thing: Any) -> bool:
    """Whether this is a page, in any language, on which women were promised a reply: it can be
    taken away, and what it promised stands. A translation that was never up promised nothing."""
    if not isinstance(thing, ConsultationPage) or not thing.source.has_opened:
        return False
    was_up = bool(thing.live or thing.first_published_at)
    return thing.source is thing or was_up


def promises_of(
    consultations: Iterable[ConsultationPage], *, decided: bool = True
) -> list[Promised]:
    """Every promise of these consultations; without `decided`, none that came with a decision.

    One that has not opened has promised no reply yet; what else was promised, was.
    """
    pages: Pages = {page.translation_key: page for page in consultations}
    if not pages:
        return []
    moves, answers = _moves(pages), answers_of(pages)
    told = promised_with(pages, answers) if decided else ()
    return [*_replies(pages, moves, answers), *_others(pages, moves), *told]


def public_consultations() -> list[ConsultationPage]:
    """Consultations that may have promised something to everyone, each once: as its page in the
    language of now, or as its first page where that alone is up. Either may be up no more: then it
    lends its name."""
    here, first = get_language() or settings.LANGUAGE_CODE, settings.LANGUAGE_CODE
    pages = list(_once_public().filter(_in(first) | _in(here)))
    sources = {page.translation_key: page for page in pages if _is_in(page, first)}
    if here == first:
        return list(sources.values())
    for twin in (page for page in pages if _is_in(page, here)):
        source = sources.get(twin.translation_key)
        if source is not None and twin.live >= source.live:
            twin.source = source
            sources[twin.translation_key] = twin
    return list(sources.values())


def of_areas(areas: Iterable[Any]) -> list[ConsultationPage]:
    """The same in these areas, as staff know them: in the site's first language."""
    return list(_once_public().filter(_in(settings.LANGUAGE_CODE), area__in=list(areas)))


def _in(language: str) -> Q:
    return Q(locale__language_code=language)


def _is_in(page: ConsultationPage, language: str) -> bool:
    return bool(page.locale.language_code == language)


def _once_public() -> QuerySet[ConsultationPage]:
    """What is up, or was: a draft that nobody could read, a copy too, has promised nothing."""
    was_up = Q(live=True) | Q(first_published_at__isnull=False) | Q(opened_once=True)
    pages: QuerySet[ConsultationPage] = ConsultationPage.objects.filter(was_up)
    return pages.defer("body").select_related("area", "locale").order_by("title")


def _moves(pages: Pages) -> dict[str, list[Moved]]:
    """Moved days by the key of what was promised."""
    found: dict[str, list[Moved]] = defaultdict(list)
    rows = Move.objects.filter(consultation__translation_key__in=pages)
    for row in rows.annotate(of=F(KEY)):
        words = Words(row.because, row.because_cy)
        key = reply_key(row.of) if row.promise_id is None else promise_key(row.promise_id)
        found[key].append(Moved(row.was, row.now, row.moved_on, words))
    return found


def reply_key(translation_key: UUID) -> str:
    return f"{Kind.REPLY}:{translation_key}"


def promise_key(pk: int) -> str:
    return f"{Kind.OTHER}:{pk}"


def _replies(pages: Pages, moves: dict[str, list[Moved]], answers: Answers) -> Iterator[Promised]:
    for of, page in pages.items():
        if not page.has_opened:
            continue
        yield Promised(
            key=reply_key(of),
            kind=Kind.REPLY,
            consultation=page,
            day=page.reply_by,
            made_on=page.opens_on,
            moves=moves.get(reply_key(of), []),
            kept_on=answers.first.get(of),
            is_closed=is_decided(page),
        )


def _others(pages: Pages, moves: dict[str, list[Moved]]) -> Iterator[Promised]:
    rows = Promise.objects.filter(consultation__translation_key__in=pages)
    for row in rows.annotate(of=F(KEY)):
        yield Promised(
            key=promise_key(row.pk),
            kind=Kind.OTHER,
            consultation=pages[row.of],
            day=row.due_on,
            what=Words(row.what, row.what_cy),
            owner=row.owner,
            made_on=row.made_on,
            moves=moves.get(promise_key(row.pk), []),
            kept_on=row.ended_on if row.state == Promise.State.KEPT else None,
            broken_on=row.ended_on if row.state == Promise.State.BROKEN else None,
            told_on=row.told_on,
            how=Words(row.how, row.how_cy),
            pk=row.pk,
        )
