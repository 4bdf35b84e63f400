"""Other doors into the same road: one line in the menu, and a page that leads to each."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from wagtail.admin.menu import MenuItem

from accounts.models import User
from accounts.permissions import user_may_anywhere
from feedback.review.groups.services import ADD_NOTES
from feedback.review.invites.services import MAKE_INVITES
from feedback.review.keying.services import KEY_IN
from feedback.review.paper.services import PRINT
from feedback.review.requests import StaffRequest


def open_to(user: User) -> list[dict[str, str]]:
    """The doors that she may use somewhere."""
    doors = [
        (
            PRINT,
            "paper:print",
            _("Print paper forms"),
            "doc-full",
            _("With six words on each copy."),
        ),
        (
            KEY_IN,
            "keying:start",
            _("Key in"),
            "edit",
            _("A paper form, a telephone call, or words that you write down for her."),
        ),
        (
            ADD_NOTES,
            "groups:notes",
            _("Notes of a group"),
            "group",
            _("A meeting’s notes, point by point, without a name."),
        ),
        (
            MAKE_INVITES,
            "invites:list",
            _("Codes for groups and services"),
            "key",
            _("So that a by-and-for group or a service is heard, and counted in tens."),
        ),
    ]
    return [
        {"url": reverse(url), "label": label, "icon": icon, "about": about}
        for action, url, label, icon, about in doors
        if user_may_anywhere(user, action)
    ]


class WaysMenuItem(MenuItem):
    """Shown to those who may use one of the doors."""

    def is_shown(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and bool(open_to(request.user))


def home(request: StaffRequest) -> HttpResponse:
    """The doors that are hers."""
    doors = open_to(request.user)
    if not doors:
        raise PermissionDenied
    title = _("Other ways in")
    crumbs = [{"label": title, "url": ""}]
    context = {"doors": doors, "title": title, "breadcrumbs_items": crumbs}
    return render(request, "review/ways.html", context)


app_name = "ways"
urlpatterns = [path("", home, name="home")]
doors = [
    path("other-ways/", include("feedback.review.ways")),
    path("other-ways/print/", include("feedback.review.paper.urls")),
    path("other-ways/key-in/", include("feedback.review.keying.urls")),
    path("other-ways/codes/", include("feedback.review.invites.urls")),
    path("other-ways/notes/", include("feedback.review.groups.urls")),
]
