"""Pages of a member about one activity: cards, a draft, a vote; and her own cards."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations.panels.codesign.activities import cards, news, voting
from consultations.panels.codesign.activities.counting import TooMany
from consultations.panels.codesign.activities.models import Activity, Card
from consultations.panels.codesign.activities.results import PLACE_WORDS, result_of
from consultations.panels.codesign.activities.shown import apart_from, body_of, who_said
from consultations.panels.codesign.doors import a_card, her_activity, news_page, page, room_page
from consultations.panels.codesign.forms import CardForm, GroupForm, VoteForm
from consultations.panels.codesign.rooms.permissions import NotNow, acts
from consultations.panels.codesign.rooms.selectors import is_in
from consultations.panels.codesign.rooms.stages import Act, Kind, Role
from consultations.panels.people.doors import her
from consultations.promises.words import Words


def frame_of(activity: Activity) -> dict[str, Any]:
    """What stands on each page about it."""
    return {
        "activity": activity,
        "room": activity.room,
        "panel": activity.room.panel,
        "question": Words(activity.question, activity.question_cy),
        "acts": acts(Role.MEMBER, activity),
    }


@room_page
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """An activity: what she can do, then what is there."""
    found = her_activity(request, pk)
    may = acts(Role.MEMBER, found)
    form: Any = None
    before = None
    if Act.VOTE in may:
        before = voting.own_ballot(request.user, found)
        form = VoteForm(
            request.POST or None, activity=found, before=before.choices if before else {}
        )
        try:
            if request.method == "POST" and _voted(request, found, form):
                return redirect("panels:activity", pk)
        except NotNow:  # it closed between looking and pressing
            found, form = her_activity(request, pk), None
    elif Act.SAY in may and found.kind != Kind.DRAFT:
        form = CardForm(request.POST or None, activity=found)
        if request.method == "POST" and _said(request, found, form):
            return redirect(reverse("panels:activity", args=[pk]) + "#cards")
    is_too_late = request.method == "POST" and form is None
    context = frame_of(found) | body_of(found, her(request))
    context |= {
        "form": form,
        "lost": request.POST.get("text", "") if form is None else "",
        "late_vote": _too_late(request, found) if is_too_late and found.is_vote else None,
        "has_voted": bool(form and before),
        "gave_what_is_gone": bool(form and before and not form.has_all_of(before.choices)),
        "result": result_of(found),
        "mark": news.mark_of(found),
        "after": news.last_number(found),
    }
    return page(request, "activity", context)


def _said(request: HttpRequest, found: Activity, form: CardForm, **more: Any) -> bool:
    if not form.is_valid():
        return False
    on = {**form.on(), **more}
    try:
        cards.say(user=request.user, activity=found, text=form.cleaned_data["text"], **on)
    except cards.NothingSaid:
        form.add_error("text", _("Write a word or two, or go back: both are fine."))
        return False
    except NotNow:
        form.add_error(None, _("This is closed now. Your words are still here, to copy."))
        return False
    messages.success(request, _("Your card is there. You can change it or take it back."))
    return True


def _too_late(request: HttpRequest, found: Activity) -> dict[str, Any]:
    """What she had chosen in a vote that takes none now: it is hers to know that it isn't kept."""
    form = VoteForm(request.POST, activity=found, before={})
    form.is_valid()
    return {"passed": "pass" in request.POST, "chosen": form.said()}


def _voted(request: HttpRequest, found: Activity, form: VoteForm) -> bool:
    """Whether it was kept. Raises NotNow."""
    if not form.is_valid():
        return False
    choices = {} if "pass" in request.POST else form.choices()
    try:
        voting.cast(user=request.user, activity=found, choices=choices)
    except TooMany as error:
        form.add_error(None, too_many(error))
        return False
    said = _("Kept. Nobody sees it, and you can change it until the vote closes.")
    passed = _("You passed, and that counts. You can change it until the vote closes.")
    messages.success(request, said if choices else passed)
    return True


def too_many(error: TooMany) -> str:
    """What to do about it, in words."""
    if error.place == "dots":
        return _("You have %(n)d dots in all. Take some away.") % {"n": error.most}
    return _("“%(place)s” takes %(n)d in all. Move some to another place.") % {
        "place": PLACE_WORDS[error.place],
        "n": error.most,
    }


@news_page
def activity_news(request: HttpRequest, pk: int) -> HttpResponse:
    """What is new since her page was made; 204 where nothing is."""
    found = her_activity(request, pk)
    after = request.GET.get("after", "")
    told = news.news_of(
        found,
        her(request),
        mark=request.GET.get("mark", ""),
        after=int(after) if after.isdecimal() and len(after) < 9 else 0,
    )
    if told is None:
        return HttpResponse(status=204)
    return HttpResponse(news.as_json(told), content_type="application/json")


@room_page
def comment(request: HttpRequest, pk: int, paragraph: int) -> HttpResponse:
    """Say something about one paragraph of a draft."""
    found = her_activity(request, pk)
    if found.kind != Kind.DRAFT or paragraph >= len(found.paragraphs):
        raise Http404
    may = Act.SAY in acts(Role.MEMBER, found)
    form = CardForm(request.POST or None, activity=found) if may else None
    if form and request.method == "POST" and _said(request, found, form, paragraph=paragraph):
        return redirect(reverse("panels:activity", args=[pk]) + f"#p{paragraph}")
    context = frame_of(found) | {
        "form": form,
        "lost": request.POST.get("text", "") if form is None else "",
        "words": found.paragraphs[paragraph],
    }
    return page(request, "comment", context)


@room_page
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Write her own card anew."""
    card = a_card(request, pk)
    if card.author_id != her(request).pk:
        raise Http404
    if Act.SAY not in acts(Role.MEMBER, card.activity) or card.merged_into_id:
        messages.warning(request, _("It can’t be changed now. You can still take it back."))
        if not request.POST.get("text"):
            return redirect("panels:activity", card.activity_id)
        lost = {"form": None, "card": card, "lost": request.POST["text"]}
        return page(request, "change", frame_of(card.activity) | lost)
    form = CardForm(request.POST or None, activity=card.activity, card=card)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        try:
            cards.change_card(user=request.user, card=card, text=text, **form.on())
        except cards.NothingSaid:
            form.add_error("text", _("Write a word or two, or go back: both are fine."))
        except NotNow:  # it closed between looking and pressing
            return page(request, "change", frame_of(card.activity) | {"card": card, "lost": text})
        else:
            messages.success(request, _("Kept."))
            return redirect("panels:activity", card.activity_id)
    return page(request, "change", frame_of(card.activity) | {"form": form, "card": card})


@require_POST
@room_page
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Her own card goes: also from a room that she left or that rests, and a hidden one."""
    rows = Card.objects.select_related("activity", "merged_into", "group")
    card = get_object_or_404(rows, pk=pk, author=her(request))
    is_inside = is_in(card.activity.room, her(request))
    cards.take_back(user=request.user, card=card)
    messages.success(request, _("It is gone."))
    return redirect("panels:activity", card.activity_id) if is_inside else redirect("panels:rooms")


@room_page
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a card in a group: anybody in the room may."""
    card = a_card(request, pk)
    if Act.GROUP not in acts(Role.MEMBER, card.activity):
        messages.warning(request, _("Groups can’t be changed now."))
        return redirect("panels:activity", card.activity_id)
    form = GroupForm(request.POST or None, initial={"name": card.group or ""})
    if request.method == "POST" and form.is_valid():
        cards.put_in_group(user=request.user, card=card, name=form.cleaned_data["name"])
        return redirect(reverse("panels:activity", args=[card.activity_id]) + "#cards")
    context = frame_of(card.activity) | {
        "form": form,
        "card": card,
        "who": who_said(card, her(request), apart_from(her(request))),
        "known": card.activity.groups.all(),
    }
    return page(request, "group", context)
