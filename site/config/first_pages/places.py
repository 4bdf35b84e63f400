"""The pages under which areas and news stand, and the page that a new area begins with."""

from typing import Any

from core.models import Area

AREAS: dict[str, Any] = {
    "title": "Your area",
    "slug": "areas",
    "lead": "Each area works in its own way. Find who works together in yours, and who can help.",
}
AREAS_CY: dict[str, Any] = {
    "title": "Eich ardal",
    "lead": (
        "Mae pob ardal yn gweithio yn ei ffordd ei hun. Dewch o hyd i bwy sy'n gweithio gyda'i "
        "gilydd yn eich ardal chi, a phwy all helpu."
    ),
}
NEWS: dict[str, Any] = {
    "title": "News",
    "slug": "news",
    "lead": "What is new for everybody.",
}
NEWS_CY: dict[str, Any] = {"title": "Newyddion", "lead": "Beth sy'n newydd i bawb."}


def area_page(area: Area) -> tuple[dict[str, Any], dict[str, Any]]:
    """What its page says before anybody has written it, in English and in Welsh."""
    english = {
        "title": area.name,
        "slug": area.slug,
        "area": area,
        "lead": f"What you can say in {area.name} now, and where you can turn.",
    }
    name = area.name_cy or area.name
    welsh = {"title": name, "lead": f"{name}: yr hyn y gallwch ei ddweud nawr, a ble i droi."}
    return english, welsh
