"""Places and the site itself."""

from itertools import count

from wagtail.models import Locale, Page, Site

from core.models import Area, HomePage

_numbers = count(1)


def make_area(name: str = "", **fields: object) -> Area:
    """An area; in England unless told otherwise."""
    number = next(_numbers)
    values = {"slug": f"area-{number}", "country": Area.Country.ENGLAND, **fields}
    return Area.objects.create(name=name or f"Area {number}", **values)


def make_site() -> HomePage:
    """A home page in English under Wagtail's root, a site that shows it, and both languages."""
    english = Locale.objects.get_or_create(language_code="en-gb")[0]
    Locale.objects.get_or_create(language_code="cy")
    root = Page.objects.get(depth=1)
    for page in root.get_children():  # Wagtail's "Welcome"
        page.specific.delete()
    root.refresh_from_db()
    home = HomePage(
        title="Alongside",
        slug="home",
        heading="Say it once",
        lead="Tell us what helped and what did not.",
        locale=english,
    )
    root.add_child(instance=home)
    Site.objects.all().delete()
    Site.objects.create(
        hostname="localhost", port=80, root_page=home, is_default_site=True, site_name="Alongside"
    )
    return home
