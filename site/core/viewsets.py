"""Admin screens for what every area shares."""

from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from core.models import Area, Helpline


class AreaViewSet(SnippetViewSet):
    """Areas: an administrator's list."""

    model = Area
    icon = "globe"
    add_to_settings_menu = True
    list_display = ["name", "country"]


class HelplineViewSet(SnippetViewSet):
    """Numbers that every page points to, with the day somebody last checked them."""

    model = Helpline
    icon = "help"
    add_to_settings_menu = True
    list_display = ["name", "number", "country", Column("checked_on")]
