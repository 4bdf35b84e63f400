"""What an editor does with a form beside editing it: thin doors over services and selectors."""

from itertools import pairwise
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.doors import private_page
from core.meanwhile.merging import meanwhile as changed_meanwhile
from feedback.admin_forms import CopyForm
from feedback.building import previews, question_preview, rules
from feedback.building.changes import changes
from feedback.building.missing import missing_from
from feedback.building.permissions import form_of, require_editor
from feedback.building.services import copy_form, hold_questions, save_welsh, submitted
from feedback.building.welsh import WelshForm, sheets
from feedback.definitions import Json, define, describe, mark_of
from feedback.models import Form, Question
from feedback.selectors import live_version
from feedback.services import ChangedSince, NotReady, publish_form

MOST_AT_ONCE = 100


def screen(request: HttpRequest, name: str, form: Form, title: str, **context: Any) -> HttpResponse:
    """A screen about one form, with the way back to it."""
    crumbs = [
        {"label": _("Forms"), "url": reverse("wagtailsnippets_feedback_form:list")},
        {"label": form.title, "url": edit_address(form)},
        {"label": title, "url": ""},
    ]
    context |= {"form_object": form, "title": title, "breadcrumbs_items": crumbs}
    return render(request, f"feedback/admin/{name}.html", context)


def edit_address(form: Form) -> str:
    """Where the form is edited."""
    return reverse("wagtailsnippets_feedback_form:edit", args=[form.pk])


def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what would go live and what is missing; on a post, freeze it as a version."""
    form = form_of(request, pk)
    definition = define(form)
    missing = missing_from(form, definition)
    if request.method == "POST" and not missing.blocking:
        try:
            version = publish_form(form=form, seen=request.POST.get("seen", ""))
        except ChangedSince:
            messages.warning(
                request,
                _("Nothing is published: somebody changed the form meanwhile. Look again, please."),
            )
            return redirect("publish_form", pk=form.pk)
        except NotReady:  # changed by somebody else a moment ago: the page says what is missing
            return redirect("publish_form", pk=form.pk)
        messages.success(request, _("Version %(n)s is what women get now.") % {"n": version.number})
        return redirect(edit_address(form))
    live = live_version(form)
    return screen(
        request,
        "publish",
        form,
        _("Publish questions"),
        questions=[_row(question, definition["questions"]) for question in definition["questions"]],
        seen=mark_of(definition),
        missing=missing,
        unchanged=live is not None and live.definition == definition,
        changes=changes(live.definition, definition) if live else [],
        live=live,
    )


def _row(question: Json, questions: list[Json]) -> dict[str, Any]:
    """A question as the publishing screen lists it."""
    return {
        "texts": question["text"],
        "options": [rules.english(option["text"]) for option in question["options"]],
        "only_if": rules.in_words(question, questions),
    }


def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """The same questions and rules for another consultation: last year's form, this year."""
    form = form_of(request, pk)
    asked = CopyForm(
        request.POST or None,
        user=request.user,
        initial={"title": form.title, "consultation": form.consultation_id},
    )
    if request.method == "POST" and asked.is_valid():
        made = copy_form(form=form, **asked.cleaned_data)
        messages.success(
            request,
            _("“%(title)s” has the same questions. Nothing of it is published yet.")
            % {"title": made.title},
        )
        return redirect(edit_address(made))
    return screen(request, "copy", form, _("Copy this form"), asked=asked)


def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """What women were asked, from when to when, and what changed each time."""
    form = form_of(request, pk)
    published = list(form.versions.order_by("-number"))
    rows = [
        {"version": version, "changes": changes(before.definition, version.definition)}
        for version, before in pairwise(published)
    ]
    rows += [{"version": version, "changes": []} for version in published[-1:]]
    waiting = changes(published[0].definition, define(form)) if published else []
    first = published[-1].definition["questions"] if published else []
    texts = [rules.english(question["text"]) for question in first]
    return screen(request, "versions", form, _("Versions"), rows=rows, first=texts, waiting=waiting)


@transaction.atomic
def welsh(request: HttpRequest, pk: int) -> HttpResponse:
    """All strings of a form's questions with their Welsh. Saving submits them for translation."""
    form = form_of(request, pk)
    hold_questions(form)
    questions = sheets(form)
    asked, meanwhile = WelshForm(request.POST or None, sheets=questions), None
    if request.method == "POST":
        meanwhile = changed_meanwhile(WelshForm(sheets=questions), request.POST)
    if meanwhile:
        asked = WelshForm(meanwhile.data, sheets=questions)
    elif request.method == "POST" and asked.is_valid():
        known = submitted(questions)
        for sheet in questions:
            written = asked.written(sheet)
            kept = {line.path: line.welsh for line in sheet.lines}
            is_new = sheet.question.translation_key not in known
            if written != kept or is_new or asked.fitting(sheet):
                save_welsh(sheet=sheet, written=written, carried=asked.carried(sheet))
        messages.success(request, _welsh_saved(form))
        return redirect("form_welsh", pk=form.pk)
    return screen(
        request,
        "welsh",
        form,
        _("Translate the questions"),
        asked=asked,
        meanwhile=meanwhile,
        missing=sum(len(sheet.missing) for sheet in questions),
    )


def _welsh_saved(form: Form) -> str:
    missing = sum(len(sheet.missing) for sheet in sheets(form))
    if not missing:
        return _("The Welsh is saved, and nothing is missing. Publish to put it before women.")
    return ngettext(
        "The Welsh is saved. %(n)s string has none yet.",
        "The Welsh is saved. %(n)s strings have none yet.",
        missing,
    ) % {"n": missing}


def choices(request: HttpRequest) -> JsonResponse:
    """What may be chosen in these questions, for the rules of the ones below them."""
    require_editor(request)
    wanted = [pk for pk in request.GET.getlist("question") if pk.isdecimal()][:MOST_AT_ONCE]
    questions = list(Question.objects.filter(pk__in=wanted))
    described = zip(questions, describe(questions), strict=True)
    return JsonResponse(
        {
            question.pk: {"text": question.text, "options": rules.choices(raw)}
            for question, raw in described
        }
    )


@private_page
def preview_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a previewed page's buttons lead: another previewed page. Nothing is read but which."""
    if pk:
        form_of(request, pk)
    else:
        require_editor(request)
    mode = previews.mode_after(request.GET.dict(), request.POST.get("go", ""))
    name = "preview_on_edit" if pk else "preview_on_add"
    address = reverse(f"wagtailsnippets_feedback_form:{name}", args=[pk] if pk else [])
    return HttpResponse(status=303, headers={"Location": f"{address}?mode={mode}"})


@private_page
def question_preview_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the buttons of a previewed question lead: to it again, or to its other language."""
    require_editor(request)
    mode = request.GET.get("mode", "")
    name = "preview_on_edit" if pk else "preview_on_add"
    address = reverse(f"wagtailsnippets_feedback_question:{name}", args=[pk] if pk else [])
    known = mode if mode in dict(question_preview.MODES) else ""
    return HttpResponse(status=303, headers={"Location": f"{address}?mode={known}"})
