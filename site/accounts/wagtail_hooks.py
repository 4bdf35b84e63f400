"""People whose work stands on record are kept."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks

from accounts.models import User
from core.selectors import must_stay


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
