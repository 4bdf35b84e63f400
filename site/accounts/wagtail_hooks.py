"""Colleagues, elevated access and the log in the admin; who worked on record is kept."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts.elevation.selectors import AUDIT
from accounts.models import User
from accounts.people.permissions import MANAGE
from accounts.permissions import user_may_anywhere
from accounts.roles import Role
from accounts.services import audit, grant_role, pseudonym
from core.models import Area
from core.selectors import must_stay


class ForThem(MenuItem):
    """Shown to those who may do one of these things somewhere."""

    may: tuple[str, ...] = ()

    def is_shown(self, request: HttpRequest) -> bool:
        return any(user_may_anywhere(request.user, action) for action in self.may)


class ForAdministrators(ForThem):
    may = (MANAGE,)


class ForAuditors(ForThem):
    may = (AUDIT,)


class ForBoth(ForThem):
    may = (MANAGE, AUDIT)


@hooks.register("register_admin_urls")
def urls() -> list[URLResolver]:
    return [
        path("colleagues/", include("accounts.people.urls")),
        path("elevated-access/", include("accounts.elevation.urls")),
        path("audit-log/", include("accounts.log.urls")),
    ]


@hooks.register("register_settings_menu_item")
def colleagues() -> MenuItem:
    url = reverse_lazy("people:list")
    return ForAdministrators(gettext_lazy("Colleagues"), url, icon_name="group", order=20)


@hooks.register("register_settings_menu_item")
def elevated_access() -> MenuItem:
    url = reverse_lazy("elevation:elevation")
    return ForBoth(gettext_lazy("Elevated access"), url, icon_name="key", order=30)


@hooks.register("register_settings_menu_item")
def audit_log() -> MenuItem:
    url = reverse_lazy("audit:log")
    return ForAuditors(gettext_lazy("Audit log"), url, icon_name="history", order=40)


@hooks.register("after_create_snippet")
def look_after_what_she_made(request: HttpRequest, snippet: Any) -> None:
    """Who makes an area is its first administrator: nobody could look after it otherwise."""
    if isinstance(snippet, Area) and isinstance(request.user, User):
        grant_role(user=request.user, role=Role.ADMINISTRATOR, area=snippet)
        subject = f"{pseudonym(request.user)}: administrator in {snippet.slug}, made by her"
        audit(user=request.user, action="gave role", subject=subject)


@hooks.register("before_delete_user")
def keep_who_worked(request: HttpRequest, user: User) -> HttpResponse | None:
    """Refuse to delete somebody who reviewed, coded or signed."""
    if not must_stay([user]):
        return None
    messages.error(
        request,
        _("%(person)s was kept: her work stands on record. Switch her account off instead.")
        % {"person": user.get_full_name() or user.get_username()},
    )
    return redirect("wagtailusers_users:edit", user.pk)


@hooks.register("before_bulk_action")
def keep_who_worked_in_bulk(
    request: HttpRequest, action: str, objects: Iterable[Any], action_class: Any
) -> HttpResponse | None:
    people = [thing for thing in objects if isinstance(thing, User)] if action == "delete" else []
    return next((kept for user in people if (kept := keep_who_worked(request, user))), None)
