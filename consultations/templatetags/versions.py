"""The public line of a consultation's page: what else it can be had in, found when it is shown."""

from typing import Any

from django import template
from django.template import Context
from wagtail.models import Page

from consultations.accessible.selectors import offered, older_page_since
from consultations.accessible.tongues import OF_THE_SITE
from consultations.models import ConsultationPage
from consultations.templatetags.navigation import LanguageLink

register = template.Library()


@register.inclusion_tag("consultations/accessible/line.html", takes_context=True)
def versions_line(context: Context, page: ConsultationPage) -> dict[str, Any]:
    """“You can also have this in: …”, without anything that isn't there, and without what she has
    before her."""
    request = context.get("request")
    address = page.get_url(request) or ""
    below = request.path.removeprefix(address) if request else ""
    return {
        "offered": [way for way in offered(page) if not way.is_at(below)],
        "address": address,
        "twins": _twins(page),
        "older_since": None if page.source == page else older_page_since(page),
    }


def _twins(page: ConsultationPage) -> list[LanguageLink]:
    """The page in the other language of the site, where it is there."""
    others = Page.objects.live().filter(translation_key=page.translation_key).exclude(pk=page.pk)
    return [
        LanguageLink(code, OF_THE_SITE[code].own_name, twin.get_url() or "")
        for twin in others.select_related("locale")
        if (code := twin.locale.language_code) in OF_THE_SITE
    ]
