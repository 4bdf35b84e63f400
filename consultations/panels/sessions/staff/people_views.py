"""Who is asked, what each woman needs and is told, and how it was for her."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from consultations.panels.models import Attendance, PanelMember
from consultations.panels.people.profile import note_opened
from consultations.panels.services import NotFromHere
from consultations.panels.sessions import asking, asks, noting
from consultations.panels.sessions.forms import ReplyForm
from consultations.panels.sessions.selectors import ASKING, could_be_asked
from consultations.panels.sessions.staff import people
from consultations.panels.sessions.staff.forms import (
    AttendanceForm,
    ContactForm,
    RequestForm,
    WentForm,
)
from consultations.panels.sessions.staff.screens import below, place_for, screen, session_for


@never_cache
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose whom to ask. What each said about times that are not possible stands beside her."""
    session = session_for(request, pk)
    if request.method == "POST":
        _ask_each(request, session)
        return redirect("panel_sessions:ask", pk)
    context = {"session": session, "can_ask": session.state in ASKING}
    context |= people.to_ask(request.user, session)
    return screen(request, "ask", _("Whom to ask"), context, below(session))


def _ask_each(request: HttpRequest, session: Any) -> None:
    """Each name that was ticked, one by one: what one can't have keeps nobody else from hers."""
    known = {str(member.pk): member for member in could_be_asked(session)}
    chosen = [known[pk] for pk in request.POST.getlist("member") if pk in known]
    if not chosen:
        messages.warning(request, _("Tick at least one name."))
    for member in chosen:
        try:
            asking.ask(user=request.user, session=session, member=member)
        except asking.SameHour:
            messages.warning(request, _same_hour(member))
        except asking.SeeToFirst as error:
            messages.warning(request, _see_to_first(member, error.members))
        except asking.NotThisOne:
            messages.warning(request, _not_this_one(member))
        except asking.NoPlaceLeft:
            messages.warning(request, _("Every place is taken. Nobody else was asked."))
            return
        except asking.TooLate:
            messages.warning(request, str(TOO_LATE))
            return
        except NotFromHere:
            messages.warning(request, _("Invitations are not open."))
            return
        else:
            messages.success(request, _("%(name)s is asked.") % {"name": member})


def _not_this_one(member: PanelMember) -> str:
    return _("%(name)s can’t be asked to this one. Plan another session with her.") % {
        "name": member
    }


def _see_to_first(member: PanelMember, waiting: list[PanelMember]) -> str:
    said = _("%(name)s isn’t asked yet. First see to what stands on the page of: %(names)s.")
    return said % {"name": member, "names": ", ".join(map(str, waiting))}


def _same_hour(member: PanelMember) -> str:
    return _("%(name)s has a place in another session at that time.") % {"name": member}


TOO_LATE = gettext_lazy("Fewer than 7 days are left: she could not read the briefing in time.")


@never_cache
def who(request: HttpRequest, pk: int) -> HttpResponse:
    """Who comes, what each asked for, and what she needs. Opening it leaves a line in the log."""
    session = session_for(request, pk)
    context = {"session": session, "can_answer": session.state in ASKING}
    context["rows"] = people.who_comes(request.user, session)
    return screen(request, "who", _("Who comes"), context, below(session))


def _opened(request: HttpRequest, place: Attendance, action: str) -> None:
    """A line in the log, once a look: what is posted was on the screen already."""
    if request.method != "POST":
        note_opened(user=request.user, members=[place.member], action=action)


@never_cache
def request_view(request: HttpRequest, pk: int, request_pk: int) -> HttpResponse:
    """Answer one thing that she asked for."""
    place = place_for(request, pk)
    row = get_object_or_404(place.requests, pk=request_pk)
    _opened(request, place, "opened asks of member")
    known = asks.opened(row, place.member_id)
    initial = {"answer": row.answer, "how": known.how, "because": known.because}
    form = RequestForm(request.POST or None, initial=initial | {"instead": known.instead})
    if request.method == "POST" and form.is_valid():
        try:
            row.attendance = place
            asking.answer_request(user=request.user, request=row, **form.cleaned_data)
            messages.success(request, _("Kept, and she is told."))
        except NotFromHere:
            messages.warning(request, _("It has begun: answers stand."))
        return redirect("panel_sessions:who", place.session_id)
    context = {"form": form, "place": place, "ask": known, "session": place.session}
    return screen(request, "request", _("What she asked for"), context, below(place.session))


@never_cache
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Note an answer that she gave on the telephone or on paper."""
    place = place_for(request, pk)
    _opened(request, place, "opened asks of member")
    asked = [ask for _row, ask in asks.asked_by(place.requests.all(), place.member_id)]
    form = ReplyForm(request.POST or None, place=place, asked=asked)
    if request.method == "POST" and form.is_valid():
        try:
            asking.reply(user=request.user, place=place, told=form.reply())
        except asking.SameHour:
            form.add_error("answer", _same_hour(place.member))
        except (asking.NotThisOne, asking.NoPlaceLeft):
            form.add_error("answer", _not_this_one(place.member))
        except asking.TooLate:
            form.add_error("answer", str(TOO_LATE))
        except NotFromHere:
            messages.warning(request, _("No answer can be noted now."))
            return redirect("panel_sessions:who", place.session_id)
        else:
            messages.success(request, _("Kept."))
            return redirect("panel_sessions:who", place.session_id)
    back = reverse("panel_sessions:who", args=[place.session_id])
    context = {"form": form, "place": place, "session": place.session, "back": back}
    title = _("What %(name)s answered") % {"name": place.member}
    return screen(request, "reply", title, context, below(place.session))


@require_POST
def see_to(request: HttpRequest, pk: int) -> HttpResponse:
    """What her profile asks for at any time will be there."""
    place = place_for(request, pk)
    try:
        asking.see_to_needs(user=request.user, place=place)
        messages.success(request, _("Kept."))
    except NotFromHere:
        messages.warning(request, _("It has begun: answers stand."))
    return redirect("panel_sessions:who", place.session_id)


@require_POST
def let_go(request: HttpRequest, pk: int) -> HttpResponse:
    """Take her off the list."""
    place = place_for(request, pk)
    try:
        asking.let_go(user=request.user, place=place)
        messages.success(request, _("She is off the list, and is told kindly. Ring her too."))
    except NotFromHere:
        messages.warning(request, _("It has begun: the list stands."))
    return redirect("panel_sessions:who", place.session_id)


@never_cache
def noting_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was there, and who wants somebody to be in touch."""
    session = session_for(request, pk)
    context = {"session": session, "can_note": session.state in noting.HELD}
    context["rows"] = people.who_was_there(request.user, session)
    context["went"] = WentForm().fields["went"].choices  # type: ignore[attr-defined]
    return screen(request, "noting", _("Who was there"), context, below(session))


@never_cache
def came(request: HttpRequest, pk: int) -> HttpResponse:
    """How it was for one woman."""
    place = place_for(request, pk)
    _opened(request, place, "opened adjustments of member")
    initial = {
        "came": place.came,
        "minutes": place.minutes if place.came in noting.BY_THE_CLOCK else None,
        "adjustments": asks.adjustments_of(place),
    }
    longest = place.session.minutes
    form = AttendanceForm(request.POST or None, initial=initial, longest=longest)
    if request.method == "POST" and form.is_valid():
        try:
            noting.note_attendance(user=request.user, place=place, **form.cleaned_data)
            messages.success(request, _("Kept."))
        except NotFromHere:
            messages.warning(
                request,
                _("It can be noted once it was held, until it is closed, for who did not say no."),
            )
        return redirect("panel_sessions:noting", place.session_id)
    back = reverse("panel_sessions:noting", args=[place.session_id])
    context = {"form": form, "place": place, "session": place.session, "back": back}
    return screen(request, "came", str(place.member), context, below(place.session))


@require_POST
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Who will be in touch; or how it went."""
    place = place_for(request, pk)
    planning = "by" in request.POST
    form: Any = ContactForm(request.POST) if planning else WentForm(request.POST)
    back = "panel_sessions:who" if planning else "panel_sessions:noting"
    if not form.is_valid():
        messages.warning(request, " ".join(form.errors[next(iter(form.errors))]))
        return redirect(back, place.session_id)
    try:
        act = noting.plan_contact if planning else noting.note_contact
        act(user=request.user, place=place, **form.cleaned_data)
        messages.success(request, _("Kept."))
    except NotFromHere:
        messages.warning(request, _("That can’t be noted now."))
    return redirect(back, place.session_id)
