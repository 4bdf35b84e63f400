"""The door for looking through the site. What is looked for is posted, never in an address: it may
be about her (design §4, decision 0039). Nothing of it is kept, and nothing counts it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from core.finding.meanings import telling
from core.finding.selectors import find
from core.finding.words import LONGEST, words_in

EACH = 20


@csrf_exempt  # it changes nothing, and public pages have no cookie that a token could stand in
@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """A box to look with, and what was found."""
    typed = request.POST.get("words", "").strip()
    looked_for = typed[:LONGEST]
    wanted = request.POST.get("page", "")
    found = find(looked_for)
    pages = Paginator(found.pages, EACH)
    context = {
        "looked_for": looked_for,
        "words": telling(words_in(looked_for)),
        "cut_off": len(typed) > LONGEST,
        "found": pages.get_page(wanted if wanted.isdecimal() else 1),
        "lines": found.lines,
        "has_all": found.has_all,
        "meant": found.meant,
        "longest": LONGEST,
        "carried": {"words": looked_for} if looked_for else {},
    }
    response = render(request, "core/search.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
