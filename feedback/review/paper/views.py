"""Print paper forms: a page that asks, and the file."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.permissions import user_may_anywhere
from feedback.kiosk_views import public_root
from feedback.review.paper.forms import PrintForm
from feedback.review.paper.services import (
    PRINT,
    HasClosed,
    NothingPublished,
    print_forms,
    runs_for,
)
from feedback.review.requests import StaffRequest

SHOWN_RUNS = 30


@never_cache
def print_page(request: StaffRequest) -> HttpResponse:
    """Ask what to print; on a post, answer with the file, which is kept nowhere."""
    if not user_may_anywhere(request.user, PRINT):
        raise PermissionDenied
    initial = {"form": request.GET["form"]} if request.GET.get("form", "").isdecimal() else {}
    asked = PrintForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and asked.is_valid():
        try:
            root = public_root(request, asked.cleaned_data["form"])
            printed = print_forms(user=request.user, root=root, **asked.cleaned_data)
        except NothingPublished:
            messages.error(request, _("Publish the form first: it has no questions yet."))
            return redirect("paper:print")
        except HasClosed:
            messages.error(request, _("It has closed: nothing of it is handed out any more."))
            return redirect("paper:print")
        response = HttpResponse(printed.pdf, content_type="application/pdf")
        name = f"forms-{printed.run.pk}.pdf" if printed.run else "proof.pdf"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
    title = _("Print paper forms")
    context = {
        "form": asked,
        "title": title,
        "breadcrumbs_items": [
            {"label": _("Other ways in"), "url": reverse("ways:home")},
            {"label": title, "url": ""},
        ],
        "runs": runs_for(request.user)[:SHOWN_RUNS],
    }
    return render(request, "review/paper/print.html", context)
