"""Where the screens of retention hang in the admin. Imported by feedback.review.wagtail_hooks."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts.permissions import user_may_anywhere
from feedback.review.permissions import CERTIFICATES, RETAIN


class RetentionItem(MenuItem):
    """Shown to administrators and auditors."""

    def is_shown(self, request: HttpRequest) -> bool:
        return any(user_may_anywhere(request.user, action) for action in (RETAIN, CERTIFICATES))


@hooks.register("register_admin_urls")
def retention_urls() -> list[URLResolver]:
    return [path("retention/", include("feedback.review.retention.urls"))]


@hooks.register("register_settings_menu_item")
def retention_item() -> MenuItem:
    return RetentionItem(_("Retention"), reverse_lazy("retention:periods"), icon_name="bin")
