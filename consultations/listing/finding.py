"""Finding published consultations by the beginnings of words, in the language of the page."""

from wagtail.models import Locale

from consultations.listing.board import Row, shelved
from consultations.models import ConsultationPage, Stage
from consultations.selectors import live_consultations
from core.finding.selectors import with_all
from core.finding.words import words_in


def find(text: str) -> list[Row]:
    """Published consultations whose title, purpose or text has each of the words, or a longer
    one that begins so; where no words are given, none."""
    if not words_in(text):
        return []
    here = ConsultationPage.objects.live().filter(locale=Locale.get_active())
    found = with_all(text, here)
    pages = [page for page in live_consultations() if page.stage != Stage.DRAFT]
    return shelved([page for page in pages if page.pk in found])
