"""Numbers that open the responses behind them."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from insights.charts.links import Number

register = template.Library()


@register.simple_tag
def opens(number: Number, what: str = "") -> SafeString:
    """A number as a link, or as a fold of one list for each consultation: `what` is for who hears
    it alone. `{% opens number what as html %}` puts it into a sentence."""
    context = {"number": number, "what": what}
    return SafeString(render_to_string("insights/charts/_number.html", context).strip())
