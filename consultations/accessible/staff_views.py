"""The table of lights, and what is done from it: thin doors."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations.accessible.admin_forms import NotNeededForm
from consultations.accessible.lights import lights
from consultations.accessible.models import Kind, NotNeeded
from consultations.accessible.permissions import page_of, pages_of, require_editor
from consultations.accessible.services import make_large_print, say_not_needed

ON_A_PAGE = 25
NEEDED_OR_NOT = {Kind.EASY, Kind.EASY_WELSH, Kind.AUDIO, Kind.BSL, Kind.WELSH}


def screen(request: HttpRequest, name: str, title: str, **context: Any) -> HttpResponse:
    """A screen of versions, with the way back to the table."""
    crumbs = [{"label": _("Versions"), "url": reverse("versions")}]
    crumbs += [{"label": title, "url": ""}] if name != "table" else []
    context |= {"title": title, "breadcrumbs_items": crumbs}
    return render(request, f"consultations/accessible/admin/{name}.html", context)


def table(request: HttpRequest) -> HttpResponse:
    """Consultations of her areas, and how far each version has come."""
    require_editor(request)
    shown = Paginator(pages_of(request.user), ON_A_PAGE).get_page(request.GET.get("p"))
    rows = lights(list(shown.object_list))
    return screen(request, "table", _("Versions"), rows=rows, shown=shown, kinds=Kind)


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """The lights of one consultation."""
    page = page_of(request, pk)
    return screen(request, "one", page.title, page=page, lights=lights([page])[0])


def not_needed(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Write down why it goes without a version."""
    page = page_of(request, pk)
    if kind not in NEEDED_OR_NOT:
        raise Http404
    row = NotNeeded.objects.filter(consultation=page, kind=kind).first()
    form = NotNeededForm(request.POST or None, initial={"because": row.because if row else ""})
    if form.is_valid():
        say_not_needed(page=page, kind=Kind(kind), because=form.cleaned_data["because"])
        messages.success(request, _("Saved."))
        return redirect("versions_of", page.pk)
    label = Kind(kind).label
    return screen(request, "not_needed", page.title, page=page, form=form, label=label)


@require_POST
def large_print(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the large print of a published page again."""
    page = page_of(request, pk)
    if not page.live:
        messages.error(
            request, _("Publish the page first: large print is made of what women read.")
        )
    elif make_large_print(page=page) is None:
        messages.error(request, _("Large print could not be made. Tell your administrator."))
    else:
        messages.success(request, _("Large print is made."))
    return redirect("versions_of", page.pk)
