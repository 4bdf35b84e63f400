"""In which language something is said, where that isn't the page's (WCAG 3.1.2)."""

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def lang(said: object) -> str:
    """` lang="en"` for words that stand in for a translation, or a page in another language."""
    code = getattr(said, "lang", "")
    locale = getattr(said, "locale", None)
    if locale is not None and locale.language_code != get_language():
        code = locale.language_code
    return format_html(' lang="{}"', code) if code else ""
