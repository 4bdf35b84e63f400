"""Pages of a member about sessions: hers, one of them, her answer, a calendar file, a recording."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.panels.models import Attendance, Session, SessionText
from consultations.panels.people.doors import her, member_page
from consultations.panels.services import NotFromHere
from consultations.panels.sessions import asking, shown, wording
from consultations.panels.sessions.asks import asked_by
from consultations.panels.sessions.forms import ReplyForm
from consultations.panels.sessions.ics import Event, calendar_file
from consultations.panels.sessions.selectors import (
    ASKING,
    attendance_of,
    panel_did,
    sessions_of,
    text_of,
)
from consultations.promises.words import Words


@member_page
def sessions(request: HttpRequest) -> HttpResponse:
    """To answer first, then what comes, then what was."""
    places = list(sessions_of(her(request)))
    lines = [shown.line_of(place) for place in places]
    coming = [line for line in lines if line["session"].state in (*ASKING, Session.State.LIVE)]
    was = [line for line in lines if line not in coming]
    others = panel_did(her(request))
    context = {
        "coming": sorted(coming, key=lambda line: not line["must_answer"]),
        "was": was[::-1],
        "others": [
            {
                "session": one,
                "title": Words(one.title, one.title_cy),
                "when": wording.when(one),
            }
            for one in others
        ],
    }
    return _page(request, "sessions", context)


@member_page
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """One session. Who wasn't asked to it reads what the panel did, and nothing else."""
    place = attendance_of(her(request), pk)
    if place is not None:
        return _page(request, "session", shown.page_of(place))
    found: Session = get_object_or_404(panel_did(her(request)), pk=pk)
    context = {
        "session": found,
        "panel": found.panel,
        "title": Words(found.title, found.title_cy),
        "when": wording.when(found),
        "minutes": shown.sent(found, SessionText.Kind.MINUTES),
        "feedback": shown.sent(found, SessionText.Kind.FEEDBACK),
    }
    return _page(request, "session", context)


@member_page
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Yes, maybe or no, and what would make it possible."""
    place = _hers(request, pk)
    if not shown.line_of(place)["can_answer"]:
        messages.warning(request, _("This session can’t be answered any more."))
        return redirect("panels:session", pk)
    asked = [ask for _row, ask in asked_by(place.requests.all(), place.member_id)]
    form = ReplyForm(request.POST or None, place=place, asked=asked)
    if request.method == "POST" and form.is_valid():
        try:
            asking.reply(user=request.user, place=place, told=form.reply())
        except asking.SameHour:
            form.add_error("answer", _("You have another session then. Say no to that one first."))
        except asking.TooLate:
            form.add_error(
                "answer",
                _("There are too few days left to read what it is about. There will be another."),
            )
        except (asking.NotThisOne, asking.NoPlaceLeft):
            form.add_error(
                "answer",
                _("There is no place left in this session. We will ask you to another one."),
            )
        except NotFromHere:
            messages.warning(request, _("This session can’t be answered any more."))
            return redirect("panels:session", pk)
        else:
            messages.success(request, SAID[form.cleaned_data["answer"]]())
            return redirect("panels:session", pk)
    return _page(request, "session_answer", {**shown.line_of(place), "form": form})


SAID = {
    Attendance.Answer.YES: lambda: _("Thank you. It is good that you come."),
    Attendance.Answer.MAYBE: lambda: _("Thank you. Your place is kept, and you can still say no."),
    Attendance.Answer.NO: lambda: _("That is fine. You can change your mind until it begins."),
}


@member_page
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """Says "Meeting" and the hours. With the address only if she asks and it is shown to her."""
    place = _hers(request, pk)
    found = place.session
    wants_place = "place" in request.GET and wording.shows_place(place)
    event = Event(
        number=place.pk,
        starts=found.starts_at,
        ends=found.ends_at,
        summary=_("Meeting"),
        place=found.place if wants_place else "",
        is_cancelled=found.state == Session.State.CANCELLED,
    )
    file = calendar_file(event, timezone.now())
    response = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    return response


@member_page
def audio(request: HttpRequest, pk: int, kind: str) -> Any:
    """A text read aloud, once it was sent; for who was asked alone."""
    text = text_of(_hers(request, pk).session, kind)
    if not text.sent_on or not text.audio:
        raise Http404
    return FileResponse(text.audio.open("rb"), content_type="audio/mpeg")


def _hers(request: HttpRequest, pk: int) -> Attendance:
    place = attendance_of(her(request), pk)
    if place is None:
        raise Http404
    return place


def _page(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    return render(
        request, f"panels/{name}.html", {"member": her(request), "here": "sessions", **context}
    )
