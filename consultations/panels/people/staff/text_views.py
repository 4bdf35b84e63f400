"""Texts of agreements: the next version is written, then published, and then it stands."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from consultations.panels.models import AgreementText, Panel
from consultations.panels.people import agreeing
from consultations.panels.people.staff.forms import TextForm
from consultations.panels.people.staff.screens import screen
from consultations.panels.people.terms import TERMS
from consultations.panels.selectors import panels_for


@never_cache
def texts(request: HttpRequest, panel_pk: int) -> HttpResponse:
    """Every version of one panel; on a post, the next one is begun."""
    panel = _panel(request, panel_pk)
    if request.method == "POST":
        text = agreeing.begin_text(user=request.user, panel=panel)
        return redirect("members:text", text.pk)
    context = {"panel": panel, "texts": panel.texts.all()}
    return screen(request, "texts", _("Agreement: %(panel)s") % {"panel": panel}, context)


@never_cache
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """Write one, and publish it when it is whole."""
    found = _text(request, pk)
    form = TextForm(request.POST or None, request.FILES or None, text=found)
    if request.method == "POST" and form.is_valid():
        try:
            agreeing.write_text(user=request.user, text=found, **form.told())
            if "publish" in request.POST:
                agreeing.publish_text(user=request.user, text=found)
                messages.success(request, _("Published. From now on it stands as it is."))
                return redirect("members:texts", found.panel_id)
            messages.success(request, _("Kept as a draft."))
            return redirect("members:text", found.pk)
        except agreeing.NotComplete as error:
            for key in error.missing:
                form.add_error(key, _("It has no words yet, and an agreement needs each term."))
        except agreeing.TextStands:
            messages.warning(request, _("It is published, and stands. Begin the next version."))
            return redirect("members:texts", found.panel_id)
    title = _("Version %(number)s") % {"number": found.number}
    context = {"form": form, "text": found, "is_published": bool(found.published_on)}
    context["terms"] = [(heading, found.terms.get(key, "")) for key, (heading, _b) in TERMS.items()]
    return screen(request, "text", title, context, *_trail(found.panel))


@require_POST
def drop_audio(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a recording off a draft."""
    found = _text(request, pk)
    name = "audio_cy" if request.POST.get("which") == "audio_cy" else "audio"
    try:
        agreeing.write_text(user=request.user, text=found, **{name: ""})
    except agreeing.TextStands:
        messages.warning(request, _("It is published, and stands. Begin the next version."))
    return redirect("members:text", pk)


def _panel(request: HttpRequest, pk: int) -> Panel:
    found: Panel = get_object_or_404(panels_for(request.user), pk=pk)
    return found


def _text(request: HttpRequest, pk: int) -> AgreementText:
    rows: Any = AgreementText.objects.filter(panel__in=panels_for(request.user))
    found: AgreementText = get_object_or_404(rows.select_related("panel__area"), pk=pk)
    return found


def _trail(panel: Panel) -> list[tuple[str, str]]:
    title = _("Agreement: %(panel)s") % {"panel": panel}
    return [(title, reverse("members:texts", args=[panel.pk]))]
