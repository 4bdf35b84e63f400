"""What her six words open. The first page shows no word of hers and no name of the consultation."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from core.doors import private_page
from feedback import later_views
from feedback.consent import Standing, change_uses, standing
from feedback.hearing import PAGES, hear
from feedback.keys import NoIntakeKey
from feedback.later_words import KINDS
from feedback.opened import Opened, frame
from feedback.pages import offered, other_language
from feedback.second_looks import reading_of
from feedback.services import NotTakenNow, is_closed, withdraw
from feedback.slips import Part, find_slip, open_slip
from feedback.state import Visit
from feedback.uses import USES_WORDING, WORDINGS, clean_uses


@private_page
def your_words(request: HttpRequest) -> HttpResponse:
    """Six words in, what happened out; with a second press the themes and decisions (§11.11)."""
    visit = Visit.from_token(request.POST.get("visit", ""))
    if request.method != "POST" or visit is None or visit.is_over:
        return ask(request)
    go = request.POST.get("go", "look")
    if go == "taken-back" and not is_closed(visit.id):
        return taken_back(request, visit)
    if "words" not in request.POST:  # she came from her receipt: leaving from here ends that too
        return ask(request, Visit.begin().coming_from(visit))
    if is_closed(visit.id):
        return ask(request)
    typed = request.POST.get("words", "")
    if go == "stay":
        return ask(request, visit, typed=typed)
    found = find_slip(typed)
    if found is None:
        missing = {"not_found": bool(typed.strip()), "empty": not typed.strip()}
        return ask(request, visit, typed=typed, **missing)
    return opened(request, Opened(visit, *found))


@private_page
def lost_words(request: HttpRequest) -> HttpResponse:
    """What can't be done without the words, and what she can do."""
    context = {"other_language": other_language("feedback:lost")}
    return render(request, "feedback/lost_words.html", context)


def ask(
    request: HttpRequest,
    visit: Visit | None = None,
    *,
    typed: str = "",
    not_found: bool = False,
    empty: bool = False,
) -> HttpResponse:
    """Ask for the six words. Wrong, expired and taken back look alike."""
    context = frame(visit or Visit.begin()) | {
        "not_found": not_found,
        "empty": empty,
        "typed": typed,
    }
    return render(request, "feedback/your_words.html", context)


def opened(request: HttpRequest, hers: Opened) -> HttpResponse:
    """What she asked for, with the slip open."""
    go = request.POST.get("go", "look")
    if go == "take-back":
        return ask_take_back(request, hers)
    if go == "take-back-now":
        return take_back(request, hers)
    parts = open_slip(hers.slip, hers.code)
    if go in PAGES:
        return hear(request, hers, parts, go)
    if go in KINDS:
        return later_views.write(request, hers, go)
    if go in later_views.SENDS:
        again = later_views.send(request, hers, later_views.SENDS[go])
        return again or happened(request, hers, parts, later=later_views.SENDS[go])
    if go == "uses":
        return ask_uses(request, hers, standing(hers.slip, parts))
    if go == "uses-now":
        return change(request, hers, parts)
    waits = go == "changed" and standing(hers.slip, parts).waits
    return happened(request, hers, parts, more=go == "more", changed=waits)


def ask_take_back(request: HttpRequest, hers: Opened, *, failed: bool = False) -> HttpResponse:
    """Ask once, and say how far it reaches: everything before a report is out, and all that we
    still hold after it (design §11.10)."""
    parts = open_slip(hers.slip, hers.code)
    out, by = parts.get("outcome", {}).get("published_on"), parts.get("plan", {}).get("by")
    planned = date.fromisoformat(by) if by else None
    context = {
        "published": date.fromisoformat(out) if out else None,
        # a day that has passed without a report would tell her something that isn't so
        "planned": planned if planned and planned >= timezone.localdate() else None,
        "failed": failed,
    }
    status = 503 if failed else 200
    return render(request, "feedback/take_back.html", hers.context | context, status=status)


def take_back(request: HttpRequest, hers: Opened) -> HttpResponse:
    """Take her words back, or say that it could not be done: she must never believe it wrongly."""
    try:
        withdraw(hers.slip)
    except NotTakenNow:
        return ask_take_back(request, hers, failed=True)
    return taken_back(request, hers.visit)


def taken_back(request: HttpRequest, visit: Visit) -> HttpResponse:
    """It is done. Her six words open nothing any more, so the page holds none."""
    return render(request, "feedback/taken_back.html", frame(visit))


def happened(
    request: HttpRequest,
    hers: Opened,
    parts: dict[str, Part],
    *,
    more: bool = False,
    changed: bool = False,
    later: str = "",
) -> HttpResponse:
    """How far her words came. `later`: what she has just sent by receipt."""
    context = {"parts": parts, "themes": theme_names(parts), "more": more, "changed": changed}
    context["later"] = later
    context["reading"] = reading_of(parts)
    context["week"] = date.fromisoformat(parts["received"]["week"]) if "received" in parts else None
    return render(request, "feedback/what_happened.html", hers.context | context)


def ask_uses(
    request: HttpRequest, hers: Opened, now: Standing, *, failed: bool = False
) -> HttpResponse:
    """The uses as they are now, to change. `failed`: it couldn't be written down."""
    # the same page again: in the other language, back from help, or because it failed
    same = request.POST.get("go") == "uses" and number_in(request, "n") == now.following
    stays = failed or same
    ticked = clean_uses(request.POST.getlist("uses")) if stays else now.uses
    context = {
        "uses": offered(USES_WORDING, ticked),
        "wording": USES_WORDING,
        "number": now.following,
        "waits": now.waits,
        "failed": failed,
    }
    status = 503 if failed else 200
    return render(request, "feedback/change_uses.html", hers.context | context, status=status)


def change(request: HttpRequest, hers: Opened, parts: dict[str, Part]) -> HttpResponse:
    """Write her change down. A page that was sent twice, or is older than what was seen, changes
    nothing and shows how it is."""
    now = standing(hers.slip, parts)
    wording = number_in(request, "wording")
    if wording not in WORDINGS:
        return ask_uses(request, hers, now)
    try:
        written = change_uses(
            slip=hers.slip,
            now=now,
            uses=clean_uses(request.POST.getlist("uses"), wording),
            wording=wording,
            number=number_in(request, "n"),
            visit=hers.visit.id,
        )
    except NoIntakeKey:
        return ask_uses(request, hers, now, failed=True)
    if not written:
        return ask_uses(request, hers, now)
    return happened(request, hers, parts, changed=True)


def number_in(request: HttpRequest, name: str) -> int:
    """A number that our page carried; 0 for anything else."""
    raw = request.POST.get(name, "")
    return int(raw) if raw.isascii() and raw.isdecimal() and len(raw) < 7 else 0


def theme_names(parts: dict[str, Part]) -> list[str]:
    """Names of her themes in the language of the page."""
    welsh = get_language() == "cy"
    return [cy if welsh else en for en, cy in parts.get("themes", {}).get("names", [])]
