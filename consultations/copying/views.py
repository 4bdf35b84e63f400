"""The door to copying a consultation."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.copying.forms import CopyConsultationForm
from consultations.copying.services import copy_consultation
from consultations.models import ConsultationPage
from consultations.permissions import may_edit


def copy(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask for title and days; on a post, make the draft and open it."""
    page = get_object_or_404(ConsultationPage.objects.all(), pk=page_id).source
    if not may_edit(request.user, [page]):
        raise PermissionDenied
    form = CopyConsultationForm(request.POST or None, consultation=page)
    if request.method == "POST" and form.is_valid():
        try:
            made = copy_consultation(consultation=page, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.tell(error)
        else:
            words = [_("“%(title)s” is copied as a draft.") % {"title": made.page.title}]
            messages.success(request, " ".join([*words, *made.along]))
            return redirect("wagtailadmin_pages:edit", made.page.pk)
    title = _("Copy this consultation")
    crumbs = [
        {"label": page.title, "url": reverse("wagtailadmin_pages:edit", args=[page.pk])},
        {"label": title, "url": ""},
    ]
    context = {"form": form, "page": page, "title": title, "breadcrumbs_items": crumbs}
    return render(request, "consultations/admin/copy.html", context)
