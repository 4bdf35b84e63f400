"""Pages of a member: coming in, her first page, her places on panels, leaving."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.members.services import NotAMember
from consultations.panels.models import GONE, Membership, PanelMember
from consultations.panels.people import floods
from consultations.panels.people.agreeing import standing
from consultations.panels.people.doors import LANGUAGE, her, her_place, member_page
from consultations.panels.people.forms import CodeForm, LeaveForm
from consultations.panels.people.joining import come_in
from consultations.panels.people.leaving import (
    has_others,
    leave_and_forget,
    leave_and_stay_in_touch,
    leave_place,
)
from consultations.panels.people.places import steps_for, take_step
from consultations.panels.people.sending import beside, messages_of
from consultations.panels.people.terms import Credit
from consultations.panels.services import NotFromHere

SAID = {
    "say_interested": gettext_lazy("Thank you. Your coordinator will tell you more, at your pace."),
    "take_break": gettext_lazy("You are on a break. Your place is kept, and nobody writes to you."),
    "come_back": gettext_lazy("Welcome back."),
    "stay_in_touch": gettext_lazy("We stay in touch."),
}
IN_TOUCH = Membership.State.ALUMNI
HERS = frozenset(SAID)  # steps that are a press of a button on her page


@never_cache
def join(request: HttpRequest) -> HttpResponse:
    """A code on paper, on the telephone or in an invitation. All that aren't good are answered
    alike."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        member = _let_in(request, form.cleaned_data["code"])
        if member is not None:
            request.session[LANGUAGE] = member.language
            return redirect("panels:home")
        floods.count_wrong_code()
        form.add_error(
            "code", _("This code opens nothing. Look at it again, or ask for a new one.")
        )
    return _page(request, "join", {"form": form})


def _let_in(request: HttpRequest, code: str) -> PanelMember | None:
    """Whose code it is, logged in. A member who works here now has a staff login, and no other."""
    try:
        return come_in(request=request, code=code)
    except NotAMember:
        return None


@csrf_exempt
def away(request: HttpRequest) -> HttpResponse:
    """Leave quickly: logged out at once, so that Back shows nothing, and to a page that anybody
    might look at. Never refused."""
    logout(request)
    response = HttpResponse(status=303, headers={"Location": settings.LEAVE_URL})
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """The other language, for this visit and, if she is logged in, from now on."""
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        request.session[LANGUAGE] = chosen
        member = getattr(request.user, "panel_member", None)
        if member is not None:
            member.language = chosen
            member.save(update_fields=["language"])
    back = request.POST.get("next", "")
    is_ours = back.startswith("/panel/") and url_has_allowed_host_and_scheme(back, None)
    return redirect(back if is_ours else "panels:home")


@member_page
def home(request: HttpRequest) -> HttpResponse:
    """Her first page: where she stands, what is new, whom to ring."""
    member = her(request)
    places = member.memberships.exclude(state__in=GONE).select_related("panel__area", "member")
    context = {
        "places": [
            {"place": place, "agreement": standing(place), "steps": steps_for(request.user, place)}
            for place in places
        ],
        "in_touch": member.memberships.filter(state=IN_TOUCH).select_related("panel"),
        "unread": messages_of(member).filter(read_on=None),
    }
    return _page(request, "home", context)


@require_POST
@member_page
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A step that is one press: interested, a break, back again."""
    place = her_place(request, pk)
    if name not in HERS:
        return redirect("panels:home")
    try:
        take_step(user=request.user, place=place, name=name)
        messages.success(request, str(SAID[name]))
    except NotFromHere:
        messages.warning(request, _("That was done already, or is not possible now."))
    return redirect("panels:home")


@member_page
def take_break(request: HttpRequest, pk: int) -> HttpResponse:
    """What a break means, before she takes it. It asks for nothing."""
    return _page(request, "break", {"place": her_place(request, pk)})


@member_page
def leave_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave one panel, or say no to its invitation. Where it is her only one, what we hold about
    her has no use any more: she says whether it goes, or we stay in touch."""
    place, member = her_place(request, pk), her(request)
    is_only = not has_others(place)
    if place.state in GONE:
        return redirect("panels:home")
    if is_only and place.agreements.exclude(agreed_on=None).exists():
        return redirect("panels:leave")  # something of hers may stay: she is asked what
    if request.method == "POST":
        if not is_only:
            leave_place(user=request.user, place=place)
        elif "touch" in request.POST:
            leave_and_stay_in_touch(user=request.user, member=member)
        else:
            return _forgotten(request, Credit.NONE)
        messages.success(request, _("Thank you for saying so. Nothing else changes."))
        return redirect("panels:home")
    return _page(request, "leave_one", {"place": place, "is_only": is_only})


@member_page
def inbox(request: HttpRequest) -> HttpResponse:
    """What was written to her. Opening the page is reading it."""
    found = [(one, beside(one)) for one in messages_of(her(request)).select_related("member")]
    messages_of(her(request)).filter(read_on=None).update(read_on=timezone.localdate())
    return _page(request, "messages", {"found": found})


@member_page
def leave(request: HttpRequest) -> HttpResponse:
    """Leaving for good: what goes, what stays, and that she is sure."""
    member = her(request)
    if request.method == "POST" and "touch" in request.POST:
        leave_and_stay_in_touch(user=request.user, member=member)
        messages.success(request, str(SAID["stay_in_touch"]))
        return redirect("panels:home")
    form = LeaveForm(request.POST or None, initial={"credit": Credit.UNNAMED})
    if request.method == "POST" and form.is_valid():
        return _forgotten(request, form.cleaned_data["credit"])
    places = member.memberships.exclude(state__in=GONE).select_related("panel")
    return _page(request, "leave", {"form": form, "places": places if len(places) > 1 else ()})


def _forgotten(request: HttpRequest, credit: str) -> HttpResponse:
    """Forget her, log her out, and say goodbye in her language."""
    member = her(request)
    spoken = member.language
    leave_and_forget(user=request.user, member=member, credit=credit)
    logout(request)
    with override(spoken):
        request.session[LANGUAGE] = spoken
        return _page(request, "gone", {"member": None})


def _page(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    member = getattr(request, "member", None)
    return render(request, f"panels/{name}.html", {"member": member, "here": name, **context})
