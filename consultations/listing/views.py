"""The door for finding a consultation. What is looked for is posted, never in an address: it may
be about her (design §4, decision 0039)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from consultations.listing.finding import find
from consultations.listing.slices import slice_of
from core.finding.words import LONGEST


@csrf_exempt  # it changes nothing, and public pages have no cookie that a token could stand in
@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def find_consultations(request: HttpRequest) -> HttpResponse:
    """A box to look with, and what was found. Nothing of it is kept."""
    looked_for = request.POST.get("words", "")[:LONGEST].strip()
    found = slice_of(find(looked_for), request.POST.get("page", ""), {})
    context = {"looked_for": looked_for, "found": found, "longest": LONGEST}
    context |= {"carried": {"words": looked_for} if looked_for else {}}
    response = render(request, "consultations/listing/find.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
