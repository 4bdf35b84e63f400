"""Registration of the editor's screens for versions; called from consultations.wagtail_hooks."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from consultations.accessible.permissions import areas_of
from consultations.accessible.viewsets import MENU, VIEWSETS

for viewset in VIEWSETS:
    register_snippet(viewset)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern | URLResolver]:
    return [path("versions/", include("consultations.accessible.urls"))]


class VersionsItem(MenuItem):
    """For editors."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(areas_of(request.user))


@hooks.register("register_admin_menu_item")
def versions_item() -> MenuItem:
    return VersionsItem(MENU, reverse("versions"), icon_name="view", order=155)
