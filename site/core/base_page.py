"""What every page of ours shares."""

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from core.day_fields import schedule_panel

# The first is the one that opens: most women read on a phone.
PREVIEW_SIZES = [
    {"name": "phone", "icon": "mobile-alt", "device_width": 360, "label": _("On a phone")},
    {
        "name": "narrow",
        "icon": "mobile-alt",
        "device_width": 320,
        "label": _("On an old phone, or with large text"),
    },
    {
        "name": "tablet",
        "icon": "tablet-alt",
        "device_width": 768,
        "label": _("On a tablet"),
    },
    {"name": "desk", "icon": "desktop", "device_width": 1280, "label": _("On a computer")},
]

LEADS = ("lead", "purpose", "note")  # what our pages call their first sentences


class BasePage(Page):
    """A page of the site, findable once it is published."""

    class Meta:
        abstract = True

    promote_panels = Page.promote_panels
    settings_panels: ClassVar[list[Any]] = [schedule_panel(), *Page.settings_panels[1:]]
    show_in_menus_default = False
    private_page_options: ClassVar[list[str]] = []  # a password would need a cookie
    # Among what was found by words: what it is called there, and how soon it stands (the least
    # first).
    found_as: ClassVar[str | Promise] = _("Page")
    found_at: ClassVar[int] = 3

    @property
    def preview_sizes(self) -> list[dict[str, Any]]:
        return PREVIEW_SIZES

    @property
    def default_preview_size(self) -> str:
        return str(PREVIEW_SIZES[0]["name"])

    @property
    def is_findable(self) -> bool:
        """Whether looking for words may lead here. A page may be published and not yet be shown."""
        return bool(self.live)

    @property
    def summary(self) -> str:
        """What it says in a sentence or two, for a list that leads to it."""
        texts = (self.search_description, *(getattr(self, name, "") for name in LEADS))
        return next(filter(None, texts), "")
