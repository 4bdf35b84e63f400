"""Payment runs: made, confirmed by a second person, exported, sent."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations.panels.models import PaymentRun
from consultations.panels.pay import changed_since
from consultations.panels.pay import runs as services
from consultations.panels.pay.export_profiles import ProfileIsWrong
from consultations.panels.pay.exporting import CannotExport
from consultations.panels.pay.keys import KeyIsGone
from consultations.panels.pay.money import pounds, total
from consultations.panels.pay.owed import Method
from consultations.panels.pay.permissions import areas_of_pay
from consultations.panels.pay.staff.screens import (
    MEANWHILE,
    finance_area,
    finance_areas,
    require_somebody,
    screen,
)
from consultations.panels.services import NotFromHere

Kind = PaymentRun.Kind


def runs(request: HttpRequest) -> HttpResponse:
    """Runs there were, and what could go into the next."""
    require_somebody(request.user)
    rows = PaymentRun.objects.filter(area__in=areas_of_pay(request.user)).select_related("area")
    context = {"runs": rows[:50], "groups": _groups(request), "words": _held_words()}
    return screen(request, "runs", _("Payment runs"), context)


def _held_words() -> dict[str, str]:
    return {
        "no_account": _("no account yet: ask her, or hand her the form"),
        "changed": _("her details changed since she gave them"),
        "custody": _("she is in custody: open it and see"),
        "no_name": _("she has left, and nobody knows her name: type it in from paper"),
        "not_agreed": _("nobody has noted what the governor agreed to"),
        "shared": _("another member has the same account"),
    }


def _groups(request: HttpRequest) -> list[dict[str, Any]]:
    """What is ready in each area she is finance of, by kind and way; and what is held back."""
    words = _held_words()
    found = []
    for area in finance_areas(request.user):
        for kind in Kind:
            for method in Method:
                ready = services.ready(area, kind, method)
                if not ready:
                    continue
                going = [one for one in ready if not one.held]
                held = [
                    {
                        "one": one,
                        "is_in_custody": one.held & {"custody", "not_agreed"}
                        and "no_name" not in one.held,
                        "kind": "fee" if kind == Kind.FEES else "expense",
                        "why": ", ".join(words[word] for word in sorted(one.held)),
                    }
                    for one in ready
                    if one.held
                ]
                found.append(
                    {
                        "area": area,
                        "kind": kind,
                        "method": method,
                        "going": going,
                        "held": held,
                        "sum": pounds(total(one.pence for one in going)),
                    }
                )
    return found


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Make a run of all that is ready in one area, of one kind, in one way."""
    area = finance_area(request, request.POST.get("area", ""))
    kind, method = request.POST.get("kind", ""), request.POST.get("method", "")
    if kind not in Kind.values or method not in Method.values:
        raise Http404
    try:
        run = services.make_run(user=request.user, area=area, kind=kind, method=method)
    except services.NothingToPay:
        messages.warning(request, _("Nothing is ready."))
        return redirect("pay:runs")
    except KeyIsGone:
        messages.error(request, _("Bank details can’t be opened: a key is missing."))
        return redirect("pay:runs")
    messages.success(request, _("The run is made. A second person confirms it."))
    return redirect("pay:run", run.pk)


def _run(request: HttpRequest, pk: int) -> PaymentRun:
    rows: Any = PaymentRun.objects.select_related("area", "made_by", "confirmed_by")
    found: PaymentRun = get_object_or_404(rows, pk=pk, area__in=areas_of_pay(request.user))
    return found


def run(request: HttpRequest, pk: int) -> HttpResponse:
    """One run: names and amounts, no account. Who pays is finance; who confirms is somebody
    else."""
    found = _run(request, pk)
    is_finance = found.area in finance_areas(request.user)
    lines = list(found.lines.select_related("fee__member", "expense__member"))
    try:
        fitting = services.fitting(found)
    except ProfileIsWrong as error:
        fitting = []
        messages.error(request, str(error))
    state = found.state
    changed = {line.pk for line in changed_since.changed(found)}
    context = {
        "run": found,
        "lines": lines,
        "changed": changed,
        "typed": changed_since.typed_by_its_maker(found),
        "sum": pounds(total(line.pence for line in lines)),
        "is_finance": is_finance,
        "is_mine": found.made_by_id == request.user.pk,
        "profiles": fitting if is_finance and state != "made" else [],
        "can_send": is_finance
        and state == "confirmed"
        and (found.method != Method.BANK or found.exports > 0),
        "can_drop": is_finance and state != "sent" and not found.exports,
    }
    trail = (_("Payment runs"), reverse("pay:runs"))
    return screen(request, "run", _("Run %(run)s") % {"run": found}, context, trail)


@require_POST
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The file for the bank or the books. A second time has to be ticked."""
    found = _run(request, pk)
    key, again = request.POST.get("profile", ""), "again" in request.POST
    try:
        name, file = services.export_run(user=request.user, run=found, key=key, again=again)
    except services.ExportedBefore:
        words = _("It was exported on %(day)s. Tick “make a second file” if you mean to.")
        messages.warning(
            request,
            words % {"day": date_format(found.exported_on or timezone.localdate(), "j F Y")},
        )
    except services.NothingToPay:
        messages.error(request, _("All of it came back. It goes in another run."))
    except services.DetailsAreGone:
        messages.error(request, _("The details were deleted on their day: no file can be made."))
    except KeyIsGone:
        messages.error(request, _("Bank details can’t be opened: a key is missing."))
    except CannotExport as error:
        words = _("No file was made. %(ref)s: %(why)s.")
        messages.error(request, words % {"ref": error.reference, "why": error.why})
    except (NotFromHere, KeyError):
        messages.warning(request, _(MEANWHILE))
    except ProfileIsWrong as error:
        messages.error(request, str(error))
    else:
        answer = HttpResponse(file, content_type="application/octet-stream")
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        answer.headers["Cache-Control"] = "no-store"
        return answer
    return redirect("pay:run", pk)


@require_POST
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    found = _run(request, pk)
    try:
        if name == "confirm":
            services.confirm_run(user=request.user, run=found)
        elif name == "sent":
            services.send_run(user=request.user, run=found)
        elif name == "drop":
            services.drop_run(user=request.user, run=found)
            messages.success(request, _("The run is given up. What was in it is ready again."))
            return redirect("pay:runs")
        else:
            raise Http404
        messages.success(request, _("Kept."))
    except services.SecondPerson:
        messages.error(request, _("Somebody else confirms it: not who made it, nor who is paid."))
    except NotFromHere:
        messages.warning(request, _(MEANWHILE))
    except PermissionDenied:
        messages.error(request, _("That is for finance of this area."))
    return redirect("pay:run", pk)
