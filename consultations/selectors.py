"""Reads about consultations and what came of them."""

from django.db.models import QuerySet
from django.utils import timezone

from consultations.models import ConsultationPage, Outcome


def live_consultations() -> QuerySet[ConsultationPage]:
    """Published consultations in the language of the page, the one that closes next first."""
    from wagtail.models import Locale

    pages: QuerySet[ConsultationPage] = (
        ConsultationPage.objects.live()
        .filter(locale=Locale.get_active())
        .select_related("area")
        .order_by("closes_on")
    )
    return pages


def open_consultations() -> list[ConsultationPage]:
    """Consultations that take answers now."""
    today = timezone.localdate()
    return [p for p in live_consultations().filter(closes_on__gte=today) if p.is_open()]


def source_of(consultation: ConsultationPage) -> ConsultationPage:
    """The English page that forms and outcomes hang on; a translation shares its key."""
    from wagtail.models import Locale

    if consultation.locale_id == Locale.get_default().pk:
        return consultation
    source: ConsultationPage = ConsultationPage.objects.get(
        translation_key=consultation.translation_key, locale=Locale.get_default()
    )
    return source


def outcomes_for(*, consultation: ConsultationPage) -> QuerySet[Outcome]:
    """Published outcomes that stand, newest first, with their decisions."""
    return Outcome.objects.filter(
        consultation__translation_key=consultation.translation_key, superseded=False
    ).prefetch_related("decisions")
