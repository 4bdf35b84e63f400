"""The area's lists of names and phrases: what is never marked, and what always is."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core.models import Area
from feedback.review.breadcrumbs import crumbs
from feedback.review.choices import KINDS
from feedback.review.models import ListedPhrase
from feedback.review.permissions import review_areas
from feedback.review.redacting.editing import why_not_listed
from feedback.review.redacting.phrases import (
    NotAPhrase,
    list_phrase,
    phrases_for,
    unlist_phrase,
)
from feedback.review.requests import StaffRequest


@never_cache
def names(request: StaffRequest) -> HttpResponse:
    """The lists of each of her areas; on a post, one more phrase."""
    areas = review_areas(request.user)
    if not areas.exists():
        raise PermissionDenied
    if request.method == "POST" and _added(request):
        return redirect("reading_room:names")
    context = {
        "lists": [_lists(request, area) for area in areas],
        "kinds": KINDS,
        "typed": request.POST.get("words", ""),
        "chosen": request.POST.get("kind", ""),
        "chosen_area": request.POST.get("area", ""),
        "breadcrumbs_items": crumbs((_("Names"), None)),
    }
    return render(request, "review/redacting/names.html", context)


def _lists(request: StaffRequest, area: Area) -> dict[str, object]:
    labels = dict(KINDS)
    rows = list(phrases_for(request.user, area))
    return {
        "area": area,
        "never": [row for row in rows if not row.kind],
        "always": [(row, labels.get(row.kind, row.kind)) for row in rows if row.kind],
    }


def _added(request: StaffRequest) -> bool:
    """Add what was typed. False where that can't be, which is said on the page."""
    given = request.POST.get("area", "")
    number = int(given) if given.isdecimal() and len(given) < 19 else 0
    area = get_object_or_404(review_areas(request.user), pk=number)
    kind = request.POST.get("kind", "")
    try:
        phrase = list_phrase(
            user=request.user, area=area, words=request.POST.get("words", ""), kind=kind
        )
    except NotAPhrase as error:
        messages.error(request, why_not_listed(error))
        return False
    messages.success(request, _("“%(words)s” is listed.") % {"words": phrase.words})
    return True


@require_POST
def remove_name(request: StaffRequest, pk: int) -> HttpResponse:
    """Take one phrase off."""
    rows = ListedPhrase.objects.filter(area__in=review_areas(request.user))
    phrase = get_object_or_404(rows.select_related("area"), pk=pk)
    unlist_phrase(user=request.user, phrase=phrase)
    messages.success(request, _("“%(words)s” is off the list.") % {"words": phrase.words})
    return redirect("reading_room:names")
