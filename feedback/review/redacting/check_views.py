"""The second check: what waits, what checks have shown, and one response to check."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from feedback.review.breadcrumbs import crumbs
from feedback.review.models import SecondCheck
from feedback.review.permissions import review_areas
from feedback.review.redacting.again import level_of
from feedback.review.redacting.checks import checks_for, complete_check, figures_for, open_check
from feedback.review.redacting.editing import edited
from feedback.review.redacting.screens import (
    CLOSED,
    look_again_at,
    say_stored_again,
    why_closed,
    words_context,
)
from feedback.review.requests import StaffRequest
from feedback.review.welfare.openings import EnoughForToday


@never_cache
def checks(request: StaffRequest) -> HttpResponse:
    """What waits for her, and what checks of each area have shown."""
    if not review_areas(request.user).exists():
        raise PermissionDenied
    context = {
        "figures": figures_for(request.user),
        "next": checks_for(request.user).first(),
        "breadcrumbs_items": crumbs((_("Second check"), None)),
    }
    return render(request, "review/redacting/checks.html", context)


@never_cache
def check(request: StaffRequest, pk: int) -> HttpResponse:
    """One response as the first reader left it; what she finds goes out too."""
    rows = SecondCheck.objects.filter(waiting__area__in=review_areas(request.user))
    found = get_object_or_404(
        rows.select_related("waiting__version", "waiting__batch", "waiting__area"), pk=pk
    )
    waiting = found.waiting
    try:
        payload = open_check(user=request.user, check=found)
        form, is_ready = edited(
            request,
            waiting,
            payload,
            level=level_of(waiting),
            look=look_again_at(waiting),
            is_sent=request.method == "POST",
        )
        if is_ready:
            stored = complete_check(
                user=request.user,
                check=found,
                spans=form.spans(),
                payload=payload,
                level=form.chosen_level,
                translated=form.translated(),
            )
            say_stored_again(request, stored)
            return _to_next(request)
    except EnoughForToday:
        return redirect("reading_room:enough", waiting.area_id)
    except CLOSED as error:
        messages.warning(request, why_closed(error))
        return redirect("reading_room:checks")
    trail = (_("Second check"), reverse("reading_room:checks"))
    context = words_context(waiting, payload, form, _("Check a response"), trail)
    return render(request, "review/redacting/check.html", context)


def _to_next(request: StaffRequest) -> HttpResponse:
    following = checks_for(request.user).first()
    if following is None:
        messages.success(request, _("Nothing more waits for your check. Thank you."))
        return redirect("reading_room:checks")
    return redirect("reading_room:check", following.pk)
