"""Parts of the first page that are kept on pages of their own: areas and the newest news."""

from django import template
from django.utils.translation import get_language

from core.models import AreaPage, NewsPage

register = template.Library()
NEWEST = 3


@register.simple_tag
def area_pages() -> list[AreaPage]:
    """Pages of areas in this language, by their names."""
    pages = AreaPage.objects.live().filter(locale__language_code=get_language())
    found: list[AreaPage] = list(pages.order_by("title"))
    return found


@register.simple_tag
def latest_news() -> list[NewsPage]:
    """The newest news in this language."""
    pages = NewsPage.objects.live().filter(locale__language_code=get_language())
    found: list[NewsPage] = list(
        pages.select_related("area").order_by("-told_on", "-path")[:NEWEST]
    )
    return found
