"""A small codebook, and consultations that are coded with it."""

from typing import Any

from consultations.models import ConsultationPage
from insights.codebook.files import parse_codebook
from insights.models import Codebook, Theme
from insights.services import choose_codebook, import_codebook


def small_codebook() -> dict[str, Any]:
    """A file's content: two needs, one with a sub-theme, and one stage."""
    housing = {
        "code": "need.housing",
        "name": "Housing",
        "description": "A safe, steady place to live.",
        "cues": ["hostel", "nowhere to go", "flat"],
        "cues_cy": ["tai", "digartref", "carchar"],
        "variants": ["hostle"],
        "children": [{"code": "need.housing.unsafe", "name": "Unsafe", "cues": ["mixed hostel"]}],
    }
    money = {"code": "need.money", "name": "Money", "cues": ["benefits", "debt"]}
    court = {"code": "stage.court", "name": "Court", "cues": ["court", "judge"]}
    return {
        "id": "small",
        "name": "Small codebook",
        "version": "1.0",
        "axes": [
            {"code": "need", "name": "Parts of life", "themes": [housing, money]},
            {"code": "stage", "name": "Where in the journey", "themes": [court]},
        ],
    }


def make_codebook(data: object = None, **options: str) -> Codebook:
    """The small codebook, stored, or another."""
    return import_codebook(draft=parse_codebook(data or small_codebook(), **options))


def use_codebook(consultation: ConsultationPage, codebook: Codebook | None = None) -> Codebook:
    """Code a consultation with the small codebook, or another."""
    chosen = codebook or make_codebook()
    choose_codebook(consultation=consultation, codebook=chosen, by=None)
    return chosen


def theme_of(code: str) -> Theme:
    """The theme with this code, of whichever codebook."""
    return Theme.objects.get(code=code)
