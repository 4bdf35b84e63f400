"""Where the export page hangs in the admin. Imported by feedback.review.wagtail_hooks."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem


class ExportMenuItem(MenuItem):
    """Shown to those who may export somewhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("feedback.export_responses")


@hooks.register("register_admin_urls")
def register_export_urls() -> list[URLResolver]:
    return [path("exports/", include("feedback.review.exports.urls"))]


@hooks.register("register_admin_menu_item")
def register_export_menu_item() -> MenuItem:
    address = reverse_lazy("review_exports:export")
    return ExportMenuItem(_("Export responses"), address, icon_name="download", order=335)
