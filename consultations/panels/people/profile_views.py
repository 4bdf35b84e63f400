"""Pages about herself: what she says, what we hold, and her agreements."""

import json
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from consultations.panels.models import Agreement
from consultations.panels.people import addressing, agreeing, holding
from consultations.panels.people.doors import her, member_page
from consultations.panels.people.forms import AgreeForm, CodeForm, NameForm
from consultations.panels.people.keeping import FORMS, keep_form
from consultations.panels.people.profile import part_of, rename
from consultations.panels.people.records import Part
from consultations.panels.people.terms import TERMS, Format
from consultations.promises.words import Words


@member_page
def profile(request: HttpRequest) -> HttpResponse:
    """What there is about her, and the way to each part."""
    return _page(request, "profile", {"parts": list(Part)})


@member_page
def name(request: HttpRequest) -> HttpResponse:
    member = her(request)
    begins = {n: getattr(member, n) for n in ("chosen_name", "pronouns", "language")}
    form = NameForm(request.POST or None, initial=begins)
    if request.method == "POST" and form.is_valid():
        rename(user=request.user, member=member, **form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect("panels:profile")
    return _page(request, "part", {"form": form, "heading": _("Your name on the panel")})


@member_page
def part(request: HttpRequest, part: str) -> HttpResponse:
    """One part of what she tells us: who she is, what she needs, how to reach her."""
    if part not in FORMS:
        raise Http404
    member, kind = her(request), FORMS[part]
    form = kind(request.POST or None, initial=kind.beginning(part_of(member, part)))
    is_kept = request.method == "POST" and form.is_valid()
    if is_kept and keep_form(user=request.user, member=member, part=part, form=form):
        if part == Part.IDENTITY and addressing.waiting_address(member):
            return redirect("panels:address")
        messages.success(request, _("Kept."))
        return redirect("panels:profile")
    context = {"form": form, "heading": Part(part).label, "part": part}
    return _page(request, "part", context)


@member_page
def address(request: HttpRequest) -> HttpResponse:
    """The code that went to a new address, or never mind."""
    member = her(request)
    waiting = addressing.waiting_address(member)
    if "keep" in request.POST:
        addressing.keep_the_old(member=member)
    if not waiting or "keep" in request.POST:
        return redirect("panels:profile")
    form = CodeForm(request.POST or None)
    form.fields["code"].help_text = _("Eight signs. Small letters are fine.")
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        if addressing.prove_address(user=request.user, member=member, code=code):
            messages.success(request, _("From now on your codes go there."))
            return redirect("panels:profile")
        form.add_error("code", _("This is not the code. Look again, or ask for a new one."))
    return _page(request, "address", {"form": form, "waiting": waiting})


@member_page
def held(request: HttpRequest) -> HttpResponse:
    """All that we hold, in plain words."""
    return _page(request, "held", {"sections": holding.sections(her(request))})


@member_page
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """The same to take away: to read, or for a machine. A file name that tells nothing."""
    if kind == "json":
        text = json.dumps(holding.data(her(request)), indent=2, ensure_ascii=False)
        answer = HttpResponse(text, content_type="application/json")
    elif kind == "txt":
        answer = HttpResponse(_readable(request), content_type="text/plain; charset=utf-8")
    else:
        raise Http404
    answer.headers["Content-Disposition"] = f'attachment; filename="my-copy.{kind}"'
    return answer


def _readable(request: HttpRequest) -> str:
    lines: list[str] = []
    for heading, rows in holding.sections(her(request)):
        lines += [heading, "=" * len(heading)]
        lines += [f"{label}: {value or _('nothing')}" for label, value in rows]
        lines.append("")
    return "\n".join(lines)


def _agreement(request: HttpRequest, pk: int) -> Agreement:
    rows = Agreement.objects.select_related("text", "place__panel", "place__member")
    found: Agreement = get_object_or_404(rows, pk=pk, place__member=her(request))
    return found


@member_page
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """Her copy: to read, hear or print; and, while it is offered, to say yes or no to."""
    found = _agreement(request, pk)
    form = AgreeForm(request.POST or None)
    is_no = request.POST.get("answer") == "no"
    if request.method == "POST" and (is_no or form.is_valid()):
        return _answer(request, found, form, is_no)
    return _page(request, "agreement", agreement_context(found) | {"form": form})


def _answer(request: HttpRequest, found: Agreement, form: AgreeForm, is_no: bool) -> HttpResponse:
    try:
        if is_no:
            agreeing.change_mind(user=request.user, agreement=found)
            messages.success(request, _("That is fine. Nothing is agreed."))
            return redirect("panels:home")
        agreeing.agree(
            user=request.user,
            agreement=found,
            credit=form.cleaned_data["credit"],
            format=Format.SCREEN if found.format == Format.SCREEN else "",
        )
        messages.success(request, _("Thank you. This is your copy, and it stays here for you."))
    except agreeing.NoSeatLeft:
        messages.warning(
            request, _("There is no seat free just now. Your coordinator will ring you.")
        )
    except agreeing.NothingToAgree:
        messages.warning(request, _("That was done already, or is not possible now."))
    return redirect("panels:agreement", found.pk)


def agreement_context(found: Agreement) -> dict[str, Any]:
    """Its words in her language; where one isn't written in Welsh, in English. The same for easy
    read, and for the recording."""
    text, reads_welsh = found.text, found.place.member.language == "cy"
    welsh = text.terms_cy if reads_welsh else {}
    terms = [
        {
            "heading": heading,
            "words": welsh.get(key) or found.text.terms[key],
            "is_english": reads_welsh and not welsh.get(key),
        }
        for key, (heading, _words) in TERMS.items()
    ]
    return {
        "agreement": found,
        "terms": terms,
        "panel": found.place.panel,
        "easy": Words(text.easy, text.easy_cy if reads_welsh else ""),
        "audio": _recording(found),
        "audio_is_english": reads_welsh and not text.audio_cy,
    }


def _recording(found: Agreement) -> Any:
    """In her language, or else in English."""
    reads_welsh = found.place.member.language == "cy"
    return (found.text.audio_cy if reads_welsh else None) or found.text.audio


@member_page
def audio(request: HttpRequest, pk: int) -> Any:
    """The text read aloud; for whom it was offered to alone."""
    found = _agreement(request, pk)
    recording = _recording(found)
    if not recording:
        raise Http404
    return FileResponse(recording.open("rb"), content_type="audio/mpeg")


def _page(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    here = {"part": "profile", "held": "profile", "address": "profile"}.get(name, name)
    return render(request, f"panels/{name}.html", {"member": her(request), "here": here, **context})
