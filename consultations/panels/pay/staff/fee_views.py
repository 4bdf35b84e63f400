"""One fee: what she chose, what is missing, and each step; advice, and letters."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from accounts.services import audit
from consultations.panels.models import Advice, Attendance, Fee
from consultations.panels.pay import approving, choosing, letters
from consultations.panels.pay.advising import note_advice, note_letter
from consultations.panels.pay.custody import custody_of, in_file
from consultations.panels.pay.forms import WAYS, ChoiceForm, WayForm
from consultations.panels.pay.limits import near
from consultations.panels.pay.owed import Choice
from consultations.panels.pay.paper_views import file_of
from consultations.panels.pay.permissions import COORDINATOR, FINANCE, fee_actors
from consultations.panels.pay.staff.forms import AdviceForm, GovernorForm
from consultations.panels.pay.staff.screens import MEANWHILE, fee_of, member_of_hers, screen
from consultations.panels.pay.statement import statement, years_of
from consultations.panels.pay.steps import FEE
from consultations.panels.people.profile import identity_of
from consultations.panels.permissions import require_coordinator
from consultations.panels.services import NotFromHere


def _can(user: Any, found: Fee) -> set[str]:
    who = fee_actors(user, found)
    can = {name for name, step in FEE.items() if found.state in step.begins and who & step.by}
    if not choosing.may_change_way(found, who):
        can -= {"change_way"}
    if found.choice in (Choice.DECLINE, Choice.DONATE):
        can -= {"note_governor"}
    if in_file(found):
        can -= {"note_governor"}
    return can - ({"give"} if found.choice != Choice.DONATE else set())


def fee(request: HttpRequest, pk: int) -> HttpResponse:
    found = fee_of(request, pk)
    advice = Advice.objects.filter(member=found.member) if found.member else None
    place = found.attendance
    context = {
        "fee": found,
        "can": _can(request.user, found),
        "missing": list(approving.lacks(found)),
        "advice": advice.first() if advice is not None else None,
        "is_finance": FINANCE in fee_actors(request.user, found),
        "is_coordinator": COORDINATOR in fee_actors(request.user, found),
        "limits": near(found.member, found.session.panel.area_id, found.offered_pence, found)
        if found.member and found.is_hers_to_choose
        else [],
        "lines": found.lines.select_related("run"),
        "custody": custody_of(found.member),
        "way_form": WayForm(initial={"method": found.method}),
        "came": place.get_came_display() if place else "",
        "ways": WAYS,
        "made_it": found.session.made_by_id == request.user.pk,
    }
    return screen(request, "fee", _("Fee %(ref)s") % {"ref": found.reference}, context)


def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Note what she told you."""
    found = fee_of(request, pk)
    form = ChoiceForm(request.POST or None, fee=found, by_her=False)
    if request.method == "POST" and form.is_valid():
        try:
            choosing.choose(user=request.user, fee=found, told=form.told())
            messages.success(request, _("Kept."))
        except NotFromHere:
            messages.warning(request, _(MEANWHILE))
        return redirect("pay:fee", pk)
    _require(request, found)
    title = _("What %(name)s chose") % {"name": found.member or found.reference}
    return screen(request, "form", title, {"form": form, "fee": found})


def governor(request: HttpRequest, pk: int) -> HttpResponse:
    """She is in custody: what the governor agreed to."""
    found = fee_of(request, pk)
    _require(request, found)
    now = found.goes_pence or found.governor_pence or found.offered_pence
    form = GovernorForm(request.POST or None, initial={"pence": now})
    if request.method == "POST" and form.is_valid():
        try:
            choosing.note_governor(user=request.user, fee=found, **form.cleaned_data)
            messages.success(request, _("Kept."))
        except choosing.NotThisAmount:
            form.add_error("pence", _("No more than was offered, and more than nothing."))
        except (NotFromHere, choosing.NoWay):
            messages.warning(request, _(MEANWHILE))
        if not form.errors:
            return redirect("pay:fee", pk)
    return screen(request, "form", _("Agreed with the governor"), {"form": form, "fee": found})


def _require(request: HttpRequest, found: Fee) -> None:
    require_coordinator(request.user, found.session.panel)


ACTS = {
    "approve": approving.approve,
    "give": approving.give,
    "came": approving.receive,
    "missing": approving.miss,
    "came-back": approving.fail,
    "reissue": approving.reissue,
}


@require_POST
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Take a fee on by one step."""
    found = fee_of(request, pk)
    try:
        if name == "way":
            method = request.POST.get("method", "")
            choosing.change_way(user=request.user, fee=found, method=method)
        elif name in ACTS:
            ACTS[name](user=request.user, fee=found)
        else:
            raise Http404
        messages.success(request, _("Kept."))
    except approving.Lacks as error:
        messages.error(request, str(error))
    except (NotFromHere, choosing.NoWay):
        messages.warning(request, _(MEANWHILE))
    return redirect("pay:fee", pk)


def advice(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that independent advice was offered. Never what she gets."""
    member = member_of_hers(request, pk)
    form = AdviceForm(request.POST or None, initial={"offered_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        note_advice(user=request.user, member=member, **form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect("pay:advice", pk)
    context = {
        "form": form,
        "member": member,
        "known": Advice.objects.filter(member=member),
        "custody": custody_of(member),
        "ways": WAYS,
        "years": years_of(member, set(_areas(request).values_list("pk", flat=True))),
        "fees": member.fees.filter(session__panel__area__in=_areas(request)),
    }
    return screen(request, "advice", _("Advice for %(name)s") % {"name": member}, context)


def _areas(request: HttpRequest) -> Any:
    from consultations.panels.permissions import coordinated_areas

    return coordinated_areas(request.user)


def letter(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The letter for the Jobcentre, for her coordinator to hand over."""
    member = member_of_hers(request, pk)
    place = letters.seat_of(member, _areas(request))
    if place is None:
        raise Http404
    note_letter(user=request.user, member=member)
    return file_of(letters.jobcentre(member, place.panel), kind)


def offer(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """What a session pays her, in writing."""
    rows: Any = Attendance.objects.select_related("session__panel", "member")
    place = get_object_or_404(rows, pk=pk, session__panel__area__in=_areas(request))
    try:
        with override(place.member.language):
            return file_of(letters.offer(place), kind)
    except letters.NoRate:
        messages.warning(request, _("No rate card covers this session yet."))
        return redirect("panel_sessions:who", place.session_id)


def year(request: HttpRequest, pk: int, year: int, kind: str) -> HttpResponse:
    """Her yearly statement, on paper, of what areas of this coordinator paid: for who has no
    telephone, or is in custody."""
    member = member_of_hers(request, pk)
    areas = set(_areas(request).values_list("pk", flat=True))
    if year not in years_of(member, areas):
        raise Http404
    user: Any = request.user
    audit(user=user, action="made a statement for a member", subject=f"member {pk}")
    with override(member.language):
        found = statement(member, year, areas)
        return file_of(letters.of_statement(found, identity_of(member).real_name), kind, "year")
