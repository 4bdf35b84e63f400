"""Themes by the name that an area has for them."""

from collections.abc import Mapping

from django import template

from insights.models import Theme

register = template.Library()


@register.filter
def called(theme: Theme, names: Mapping[int, str]) -> str:
    """What a theme is called here: `{{ theme|called:names }}`, with the names of one area."""
    return (names or {}).get(theme.pk, theme.name)
