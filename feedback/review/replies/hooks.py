"""Where replies and second looks hang in the admin. Imported by feedback.review.wagtail_hooks."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts.permissions import user_may_anywhere
from feedback.review.permissions import REVIEW
from feedback.review.replies.permissions import REPLY


class RepliesItem(MenuItem):
    """Shown to those who may reply somewhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        return user_may_anywhere(request.user, REPLY)


class LooksItem(MenuItem):
    """Shown to those who read."""

    def is_shown(self, request: HttpRequest) -> bool:
        return user_may_anywhere(request.user, REVIEW)


@hooks.register("register_admin_urls")
def urls() -> list[URLResolver]:
    return [path("replies/", include("feedback.review.replies.urls"))]


@hooks.register("register_admin_menu_item")
def replies() -> MenuItem:
    return RepliesItem(
        _("Replies"), reverse_lazy("replies:replies"), icon_name="comment", order=122
    )


@hooks.register("register_admin_menu_item")
def second_looks() -> MenuItem:
    url = reverse_lazy("replies:looks")
    return LooksItem(_("Second looks"), url, icon_name="view", order=123)
