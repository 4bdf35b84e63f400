"""Where the import pages hang in the admin. Imported by feedback.review.wagtail_hooks."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem


class ImportMenuItem(MenuItem):
    """Shown to those who may import somewhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("feedback.import_responses")


@hooks.register("register_admin_urls")
def register_import_urls() -> list[URLResolver]:
    return [path("imports/", include("feedback.review.imports.urls"))]


@hooks.register("register_admin_menu_item")
def register_import_menu_item() -> MenuItem:
    address = reverse_lazy("review_imports:upload")
    return ImportMenuItem(_("Import responses"), address, icon_name="upload", order=330)
