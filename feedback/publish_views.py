"""The page on which an editor puts the questions of a form before women."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from feedback.models import Form
from feedback.selectors import live_version
from feedback.services import define, publish_form


def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what would go live and what is missing; on a post, freeze it as a version."""
    form = get_object_or_404(Form.objects.select_related("consultation__area"), pk=pk)
    if not request.user.has_perm("feedback.edit_forms", form):
        raise PermissionDenied
    definition = define(form)
    questions = definition["questions"]
    if request.method == "POST" and questions:
        version = publish_form(form=form)
        messages.success(request, _("Version %(n)s is what women get now.") % {"n": version.number})
        return redirect("wagtailsnippets_feedback_form:list")
    live = live_version(form)
    context = {
        "form_object": form,
        "questions": questions,
        "without_welsh": [q["text"]["en-gb"] for q in questions if "cy" not in q["text"]],
        "unchanged": live is not None and live.definition == definition,
        "live": live,
    }
    return render(request, "feedback/admin/publish.html", context)
