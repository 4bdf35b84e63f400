"""How much of a Welsh page is Welsh. A page can be published before anybody has translated it: what
has no translation yet stands there in English."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, F, OuterRef
from wagtail_localize.models import StringSegment, StringTranslation

from consultations.accessible.tongues import WELSH

NOT_READ = "slug"  # an address says the same in English


def still_english(pages: Iterable[Any]) -> dict[Any, int]:
    """How many sentences of these source pages have no Welsh, by the key that a page shares with
    its translation. A page that somebody writes by hand, without wagtail-localize, isn't counted.
    """
    welsh = StringTranslation.objects.filter(
        translation_of=OuterRef("string"),
        context=OuterRef("context"),
        locale__language_code=WELSH,
        has_error=False,
    )
    segments = StringSegment.objects.filter(
        source__object__in=[page.translation_key for page in pages],
        source__translations__target_locale__language_code=WELSH,
        source__translations__enabled=True,
    ).exclude(context__path=NOT_READ)
    counted = (
        segments.filter(~Exists(welsh))
        .values(of=F("source__object_id"))
        .annotate(n=Count("pk", distinct=True))
    )
    return {row["of"]: row["n"] for row in counted}
