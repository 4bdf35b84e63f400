"""Save and come back: six words for what she has said so far, and the page that takes them."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from core.doors import private_page
from feedback import pages
from feedback.drafts import keep, last_day, open_draft, rehome
from feedback.models import Form, FormVersion
from feedback.questionnaire import in_language
from feedback.selectors import live_version
from feedback.services import NotTakenNow, is_closed
from feedback.state import State, Visit


def save(request: HttpRequest, form: Form, version: FormVersion, state: State) -> HttpResponse:
    """Keep it, and show the six words. She may go on from there, or leave."""
    try:
        state = keep(state, request.POST.get("state", ""))
    except NotTakenNow:
        return pages.refused(request, form, state, version, status=503)
    return saved(request, form, state, last_day())


def saved(request: HttpRequest, form: Form, state: State, until: date) -> HttpResponse:
    """The page with the six words: after saving, in the other language, and back from help."""
    context = _on_from(form, state) | {"words": state.draft.split(), "until": until}
    return render(request, "feedback/saved.html", context)


@private_page
def carry_on(request: HttpRequest) -> HttpResponse:
    """Six words in, her draft out, at the step where she stopped.

    The visit begins with the page that asks: once it is closed, sending the words again by
    reloading shows nothing (design §11.1).
    """
    visit = Visit.from_token(request.POST.get("visit", ""))
    if request.method != "POST" or visit is None or visit.is_over:
        return ask(request)
    if "words" not in request.POST:  # from a page of hers: leaving from here ends that visit too
        return ask(request, begun=Visit.begin().coming_from(visit))
    if is_closed(visit.id):
        return ask(request)
    if request.POST.get("go") == "stay":
        return ask(request, begun=visit, typed=request.POST.get("words", ""))
    state = open_draft(request.POST.get("words", ""))
    version = _version(state) if state else None
    if state is None or version is None:
        return ask(request, visit)
    return opened(request, version, resumed(state, visit))


def resumed(state: State, visit: Visit) -> State:
    """What the draft holds, in this visit. When she began it counts for closing."""
    return replace(state, visit=visit.coming_from(state.visit), first=state.began)


def _version(state: State) -> FormVersion | None:
    versions = FormVersion.objects.select_related("form__consultation__area")
    return versions.filter(pk=state.version).first()


def ask(
    request: HttpRequest,
    visit: Visit | None = None,
    begun: Visit | None = None,
    typed: str = "",
) -> HttpResponse:
    """Ask for the six words. `visit` is given when the words opened nothing; `begun` is one that
    comes on from another, or hers, with what she `typed` so far."""
    typed = request.POST.get("words", "") if visit else typed
    context = {
        "visit_token": (visit or begun or Visit.begin()).token,
        "not_found": bool(visit and typed.strip()),
        "empty": bool(visit and not typed.strip()),
        "typed": typed,
        "other_language": pages.other_language("feedback:carry_on"),
        "carries": True,
    }
    return render(request, "feedback/carry_on.html", context)


def opened(request: HttpRequest, version: FormVersion, state: State) -> HttpResponse:
    """Her draft, on the questions that are asked now."""
    form = version.form
    live = live_version(form)
    if live is None or not form.consultation.takes(state.began):
        return pages.refused(request, form, state, version)
    if live.pk == version.pk:
        return pages.show(request, form, version, state)
    moved, lost = rehome(state, version, live)
    if not lost:
        return pages.show(request, form, live, moved)
    context = _on_from(form, moved) | {"answers": _answers(version, state, lost)}
    context |= {"words": moved.draft, "other_language": pages.other_language("feedback:carry_on")}
    return render(request, "feedback/questions_changed.html", context)


def _answers(version: FormVersion, state: State, keys: set[str]) -> list[dict[str, Any]]:
    """What she said to these questions, in the words of the version that asked them."""
    language = pages.language()
    return [
        {
            "question": in_language(item.text, language),
            "text": state.typed(item.key).text,
            "options": item.chosen_words(state.typed(item.key).options, language),
        }
        for item in version.questionnaire.questions
        if item.key in keys
    ]


def _on_from(form: Form, state: State) -> dict[str, Any]:
    """What a page needs from which she goes on."""
    return {
        "form_url": reverse("feedback:start", args=[form.slug]),
        "form_slug": form.slug,
        "help_area": form.consultation.area.slug,
        "other_language": pages.other_language("feedback:start", form.slug),
        "carries": True,
        "state": state.to_token(),
        "visit_token": state.visit.token,
    }
