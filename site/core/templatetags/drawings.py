"""Our drawings, in the page itself: no other request, and in the colour of the text."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.drawings import shapes_of

register = template.Library()


@register.simple_tag
def drawing(name: str, tells: str = "") -> SafeString:
    """One of our drawings. Without words of its own a reader of screens skips it, since the words
    beside it say the same."""
    heard = format_html('role="img" aria-label="{}"', tells)
    return format_html(
        '<svg viewBox="0 0 100 100" width="72" height="72" fill="none" stroke="currentColor" '
        'stroke-width="7" stroke-linecap="round" stroke-linejoin="round" {} '
        'focusable="false">{}</svg>',
        heard if tells else SafeString('aria-hidden="true"'),
        shapes_of(name),
    )
