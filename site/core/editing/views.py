"""What the Checks panel of the editor asks: a text goes in, advice comes out, nothing is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from core.plain_words import advise

LONGEST = 100_000  # characters: more than a page of ours can hold
WELSH = "cy"
HIGHEST_GRADE = 6  # what a page of ours may have (design §10)
ENOUGH_WORDS = 100  # under that many a grade says little


@require_POST
@cache_control(no_store=True)
def plain_words(request: HttpRequest) -> HttpResponse:
    """Advice on the text of a preview, as a part of a page."""
    text = request.POST.get("text", "")[:LONGEST]
    context = {
        "advice": advise(text),
        "is_welsh": request.POST.get("language", "").startswith(WELSH),
        "highest": HIGHEST_GRADE,
        "enough": ENOUGH_WORDS,
    }
    return render(request, "core/admin/plain_words.html", context)
