"""Screens for replies: what waits, whom to reply to, writing one, and checking it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from feedback.redaction import candidates
from feedback.review.breadcrumbs import trail
from feedback.review.excerpts import heads_up_of
from feedback.review.replies import selectors, services
from feedback.review.replies.forms import NoteForm, ReplyForm
from feedback.review.replies.models import LANGUAGES, Reply
from feedback.review.replies.permissions import reply_areas, user_can_send
from feedback.review.requests import StaffRequest
from feedback.review.services import TakenBack

SHOWN, PER_PAGE = 50, 25


@never_cache
def replies(request: StaffRequest) -> HttpResponse:
    """What waits for her, what is being written, what was sent, and whom she may reply to."""
    if not reply_areas(request.user).exists():
        raise PermissionDenied
    pages = Paginator(selectors.may_hear(request.user), PER_PAGE)
    page = pages.get_page(request.GET.get("p"))
    context = {
        "to_check": selectors.to_check(request.user),
        "under_way": selectors.under_way(request.user),
        "sent": selectors.sent(request.user)[:SHOWN],
        "page": page,
        "listed": selectors.listed(request.user, list(page)),
        "breadcrumbs_items": trail((_("Replies"), None)),
    }
    return render(request, "review/replies/list.html", context)


@never_cache
def write(request: StaffRequest, response_id: int) -> HttpResponse:
    """The words of one response with details out, and the reply that is begun."""
    response = get_object_or_404(selectors.may_hear(request.user), pk=response_id)
    hers = response.language if response.language in dict(LANGUAGES) else "en-gb"
    form = ReplyForm(request.POST or None, initial={"language": hers})
    if request.method == "POST" and form.is_valid():
        try:
            reply = services.write_reply(user=request.user, response=response, **form.cleaned_data)
        except TakenBack:
            return _gone(request)
        return _after_writing(request, reply)
    before = selectors.replies_for(request.user).filter(response=response)
    context = _about(request, response) | {"form": form, "before": before}
    return render(request, "review/replies/write.html", context)


@never_cache
def reply(request: StaffRequest, pk: int) -> HttpResponse:
    """One reply: changed, handed over, given back, sent or thrown away."""
    found = get_object_or_404(selectors.replies_for(request.user), pk=pk)
    form = ReplyForm(initial={"words": found.words, "language": found.language})
    note = NoteForm()
    if request.method == "POST":
        go = request.POST.get("go", "")
        form = ReplyForm(request.POST) if go in {"keep", "ready"} else form
        note = NoteForm(request.POST) if go == "back" else note
        try:
            if done := _act(request, found, go, form, note):
                return done
        except TakenBack:
            return _gone(request)
        except services.AlreadySent:
            messages.warning(request, _("It was sent already; nothing of it changes any more."))
            return redirect("replies:replies")
    context = _about(request, found.response) | {
        "reply": found,
        "form": form,
        "note": note,
        "may_send": user_can_send(request.user, found),
        "is_hers": found.written_by_id == request.user.pk,
        "looks_like": _looks_like_details(found.words),
    }
    return render(request, "review/replies/one.html", context)


def _act(
    request: StaffRequest, found: Reply, go: str, form: ReplyForm, note: NoteForm
) -> HttpResponse | None:
    """Do what was pressed; None where something is missing, which the page says."""
    user = request.user
    if go in {"keep", "ready"} and form.is_valid():
        services.change_reply(user=user, reply=found, **form.cleaned_data)
        return _after_writing(request, found)
    if go == "back" and note.is_valid():
        services.give_back(user=user, reply=found, **note.cleaned_data)
        messages.success(request, _("It goes back to be changed."))
        return redirect("replies:replies")
    if go == "throw-away":
        services.throw_away(user=user, reply=found)
        messages.success(request, _("The reply is deleted. Nothing was sent."))
        return redirect("replies:replies")
    return _send(request, found) if go == "send" else None


def _send(request: StaffRequest, found: Reply) -> HttpResponse:
    try:
        seen = request.POST.get("seen", "")
        services.send_reply(user=request.user, reply=found, seen=seen)
    except services.NeedsSecondPerson:
        messages.error(request, _("A second person of the area has to look at it before it goes."))
        return redirect("replies:reply", found.pk)
    except ValueError:
        messages.error(request, _("The words were changed while you looked. Look again."))
        return redirect("replies:reply", found.pk)
    messages.success(
        request, _("Sent. She finds it with her six words after the next sweep, within a day.")
    )
    return redirect("replies:replies")


def _after_writing(request: StaffRequest, written: Reply) -> HttpResponse:
    """Kept as a draft, or handed to a second person, as she pressed."""
    if request.POST.get("go") == "ready":
        services.hand_over(user=request.user, reply=written)
        messages.success(request, _("A second person can look at it now."))
        return redirect("replies:replies")
    messages.success(request, _("Your draft is kept."))
    return redirect("replies:reply", written.pk)


def _gone(request: StaffRequest) -> HttpResponse:
    messages.warning(request, _("She took her words back, so she can’t be replied to any more."))
    return redirect("replies:replies")


def _looks_like_details(words: str) -> list[str]:
    """Words of a reply that look like somebody's details."""
    return [words[span.start : span.end] for span in candidates(words)]


def _about(request: StaffRequest, response: Any) -> dict[str, Any]:
    return {
        "response": response,
        "said": selectors.words_of(request.user, response),
        "heads_up": heads_up_of(response.pk),
        "breadcrumbs_items": trail(
            (_("Replies"), reverse("replies:replies")), (_("One reply"), None)
        ),
    }
