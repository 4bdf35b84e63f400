"""Notes of a group: pasted, shown as points, sealed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from accounts.permissions import user_may_anywhere
from feedback.keys import NoIntakeKey
from feedback.review.groups.forms import NotesForm
from feedback.review.groups.services import ADD_NOTES, AddedBefore, NotTaken, add_notes, notes_for
from feedback.review.requests import StaffRequest

SHOWN = 20


@never_cache
def notes(request: StaffRequest) -> HttpResponse:
    """Show the points first; seal them when they are those that were shown."""
    if not user_may_anywhere(request.user, ADD_NOTES):
        raise PermissionDenied
    form = NotesForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid() and "seal" in request.POST:
        if request.POST.get("shown") == form.mark:
            return _seal(request, form)
        messages.warning(request, _("The points have changed. Look at them again, please."))
    return _page(request, form)


def _seal(request: StaffRequest, form: NotesForm) -> HttpResponse:
    try:
        added = add_notes(user=request.user, **form.chosen)
    except AddedBefore:
        messages.warning(request, _("These notes were added before. Nothing was added again."))
    except NotTaken as error:
        messages.error(request, str(error))
        return _page(request, form)
    except NoIntakeKey:
        messages.error(
            request, _("It could not be sealed now. All that you typed is still here: try again.")
        )
        return _page(request, form)
    else:
        done = ngettext(
            "%(n)s point sealed. It goes to the reading room.",
            "%(n)s points sealed. They go to the reading room.",
            added.points,
        )
        messages.success(request, done % {"n": added.points})
    return redirect("groups:notes")


def _page(request: StaffRequest, form: NotesForm) -> HttpResponse:
    title = _("Notes of a group")
    home = {"label": _("Other ways in"), "url": reverse("ways:home")}
    context = {
        "form": form,
        "points": form.points if form.is_bound and form.is_valid() else [],
        "is_late": form.is_bound and form.is_valid() and form.taken.is_late,
        "title": title,
        "breadcrumbs_items": [home, {"label": title, "url": ""}],
        "so_far": notes_for(request.user)[:SHOWN],
    }
    return render(request, "review/groups/notes.html", context)
