"""Telephone numbers that a finger can press."""

import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
FIRST_NUMBER = re.compile(r"^\s*(\+?\d[\d ]*\d)")


@register.filter
def dial(number: str) -> SafeString:
    """Link the first number of a line such as `111, then 2`; leave the rest as text."""
    found = FIRST_NUMBER.match(number)
    if not found:
        return format_html("{}", number)
    shown = found.group(1)
    rest = number[found.end() :]
    return format_html('<a href="tel:{}">{}</a>{}', shown.replace(" ", ""), shown, rest)
