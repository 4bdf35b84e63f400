"""What a member takes away: her yearly statement, and letters."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from consultations.panels.models import Attendance
from consultations.panels.pay import letters
from consultations.panels.pay.advising import note_letter
from consultations.panels.pay.statement import statement, years_of
from consultations.panels.people.doors import her, member_page
from consultations.panels.people.profile import identity_of

KINDS = {
    "pdf": ("application/pdf", letters.letter_pdf),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        letters.letter_docx,
    ),
}


def file_of(letter: letters.Letter, kind: str, name: str = "letter") -> HttpResponse:
    """A letter to take away, under a name that tells nothing."""
    if kind not in KINDS:
        raise Http404
    content_type, make = KINDS[kind]
    answer = HttpResponse(make(letter), content_type=content_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer


@member_page
def year(request: HttpRequest, year: int) -> HttpResponse:
    """One tax year: fees and expenses, each with a total of its own."""
    context = {"statement": _statement(request, year), "member": her(request), "here": "pay"}
    return render(request, "panels/pay_year.html", context)


@member_page
def year_file(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    name = identity_of(her(request)).real_name
    return file_of(letters.of_statement(_statement(request, year), name), kind, "year")


def _statement(request: HttpRequest, year: int) -> Any:
    member = her(request)
    if year not in years_of(member):
        raise Http404
    return statement(member, year)


@member_page
def jobcentre(request: HttpRequest, kind: str) -> HttpResponse:
    """The letter for the Jobcentre, from a panel that she is on."""
    member = her(request)
    place = letters.seat_of(member)
    if place is None:
        raise Http404
    note_letter(user=request.user, member=member)
    return file_of(letters.jobcentre(member, place.panel), kind)


@member_page
def offer(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """What one session pays, in writing, before she says yes."""
    rows: Any = Attendance.objects.select_related("session__panel", "member")
    place = get_object_or_404(rows, session=pk, member=her(request))
    try:
        return file_of(letters.offer(place), kind)
    except letters.NoRate:
        raise Http404 from None
