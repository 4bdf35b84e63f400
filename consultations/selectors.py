"""Reads about consultations and what came of them."""

from collections.abc import Callable, Collection

from django.conf import settings
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, override

from consultations.models import (
    Brief,
    ConsultationIndexPage,
    ConsultationPage,
    Move,
    Outcome,
    Stage,
    UpdatePage,
)
from consultations.outcomes.following import ENDED as ENDED
from consultations.outcomes.following import Followed as Followed
from consultations.outcomes.following import followed as followed
from consultations.promises.answers import all_followed as all_followed
from consultations.stages.gates import Missing as Missing
from consultations.stages.gates import register_gate as register_gate
from consultations.stages.gates import screen as screen
from consultations.stages.selectors import missing_on_the_way as missing_on_the_way


def live_consultations() -> list[ConsultationPage]:
    """Published consultations in the language of the page, the one that closes next first.

    A translation of a page that is no longer published is none.
    """
    here, first = get_language() or settings.LANGUAGE_CODE, settings.LANGUAGE_CODE
    same = {"consultation__translation_key": OuterRef("translation_key"), "promise": None}
    first_moved = Move.objects.filter(**same).order_by("pk")
    wanted = Q(locale__language_code=here, live=True) | Q(locale__language_code=first)
    rows: list[ConsultationPage] = list(
        ConsultationPage.objects.filter(wanted)
        .defer("body")
        .select_related("area", "locale")
        .order_by("closes_on")
        .annotate(first_reply_by=Coalesce(Subquery(first_moved.values("was")[:1]), "reply_by"))
    )
    sources = {page.translation_key: page for page in rows if page.locale.language_code == first}
    pages = [page for page in rows if page.live and page.locale.language_code == here]
    for page in pages:
        page.source = sources.get(page.translation_key, page)
    return [page for page in pages if page.source.live]


def open_consultations() -> list[ConsultationPage]:
    """Consultations that take answers now."""
    return [page for page in live_consultations() if page.is_open()]


def archived_consultations() -> list[ConsultationPage]:
    """Consultations that are over, the last one first."""
    over = [page for page in live_consultations() if page.stage == Stage.FOLLOWED_UP]
    return over[::-1]


def open_now_address() -> str:
    """The page that lists what is open, in the language of now; empty where there is none."""
    pages = ConsultationIndexPage.objects.live().filter(locale__language_code=get_language())
    page = pages.first()
    return (page.get_url() or "") if page else ""


def home_address(language: str | None = None) -> str:
    """The first page of a language, by default of the one that is being read."""
    with override(language or get_language()):
        try:
            return reverse("wagtail_serve", args=("",))
        except NoReverseMatch:  # a staff or panel surface: the public site is somewhere else
            return "/"


def source_of(consultation: ConsultationPage) -> ConsultationPage:
    """The English page that forms and outcomes hang on; a translation shares its key."""
    from wagtail.models import Locale

    if consultation.locale_id == Locale.get_default().pk:
        return consultation
    source: ConsultationPage = ConsultationPage.objects.get(
        translation_key=consultation.translation_key, locale=Locale.get_default()
    )
    return source


def updates_of(consultation: ConsultationPage) -> QuerySet[UpdatePage]:
    """News of a consultation in the language of its page, the newest first."""
    news = UpdatePage.objects.live().child_of(consultation)
    return news.order_by("-told_on", "-path")


def outcomes_for(*, consultation: ConsultationPage) -> QuerySet[Outcome]:
    """Published outcomes that stand, newest first, with their decisions and other forms."""
    return Outcome.objects.filter(
        consultation__translation_key=consultation.translation_key, superseded=False
    ).prefetch_related("decisions", "tellings")


# Marks of quotes whose words were taken back and are not removed yet. Only apps above know of it;
# filled in their ready(). Each page asks anew, so that taking back holds at once (design §11.2).
# None means: that can't be told now.
TakenBack = Callable[[], Collection[str] | None]
_taken_back: list[TakenBack] = []


def register_taken_back(reader: TakenBack) -> TakenBack:
    """Let an app above say which quotes may no longer be shown."""
    if reader not in _taken_back:
        _taken_back.append(reader)
    return reader


def shown_quotes(outcome: Outcome | Brief) -> list[dict[str, str]]:
    """Quotes of an outcome, or of a brief, as they may be read now: the name of the theme, the
    words, their language.

    A quote without text was taken back. While nobody can say what was, none is shown.
    """
    if not outcome.quotes:
        return []
    told = [reader() for reader in _taken_back]
    if not told or None in told:
        return []
    gone = {mark for marks in told for mark in marks or ()}
    return [
        {
            "name": quote["theme"],
            "name_cy": quote["theme_cy"],
            "text": "" if quote["mark"] in gone else quote["text"],
            "language": quote["language"],
        }
        for quote in outcome.quotes
    ]
