"""The way in for bodies on the page of a consultation, and what they said beside its outcome."""

from typing import Any

from django import template
from django.utils.translation import get_language

from consultations.bodies.kinds import BodyKind
from consultations.bodies.selectors import bodies_may_answer
from consultations.models import Outcome

register = template.Library()


register.simple_tag(bodies_may_answer)


@register.filter
def kind_of_body(key: str) -> str:
    """What a kind is called; nothing where it isn't told."""
    return str(BodyKind(key).label) if key in BodyKind.values else ""


@register.simple_tag
def bodies_of(outcome: Outcome) -> dict[str, Any]:
    """What bodies said, as it was published; empty where none did."""
    return dict(outcome.bodies or {})


@register.filter
def asked_here(row: dict[str, str]) -> str:
    """The words of a question, in the language of the page."""
    return row["question_cy"] if get_language() == "cy" and row["question_cy"] else row["question"]


@register.filter
def said_here(row: dict[str, str]) -> str:
    """What was said; of an option its words in the language of the page."""
    return (row.get("text_cy") or row["text"]) if get_language() == "cy" else row["text"]


@register.filter
def other_language(row: dict[str, str]) -> str:
    """The language of what `said_here` gives, where it is not that of the page."""
    is_welsh = row.get("language") == "cy"
    if get_language() == "cy":
        return "" if is_welsh or row.get("text_cy") else "en"
    return "cy" if is_welsh else ""
