"""One member, as her coordinator sees her: how to reach her first, then where she stands."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from consultations.panels.models import GONE, SEATED, Agreement, Membership, Message, PanelMember
from consultations.panels.people import agreeing, naming, profile
from consultations.panels.people.forms import shown
from consultations.panels.people.keeping import FORMS, keep_form
from consultations.panels.people.leaving import (
    ItIsHerOnlyPlace,
    leave_and_forget,
    leave_place,
)
from consultations.panels.people.places import steps_for, take_step
from consultations.panels.people.profile_views import agreement_context
from consultations.panels.people.records import Part
from consultations.panels.people.staff.forms import ApartForm, OfferForm, YesForm
from consultations.panels.people.staff.screens import member_for, screen
from consultations.panels.people.staff.selectors import apart_from, places_for
from consultations.panels.people.terms import Credit
from consultations.panels.selectors import panels_for
from consultations.panels.services import NotFromHere, keep_apart, let_meet

STEP_WORDS = {
    "say_interested": gettext_lazy("She is interested"),
    "tell_about_it": gettext_lazy("I have told her about it"),
    "take_break": gettext_lazy("She takes a break"),
    "come_back": gettext_lazy("She is back"),
    "leave": gettext_lazy("She leaves this panel"),
}
LEFT = Membership.State.LEFT
OPENED = {Part.NEEDS, Part.IDENTITY}


@never_cache
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """One member. How to reach her is opened at once, other sealed parts on a press: each leaves
    an audit line."""
    found = member_for(request, pk)
    opened = [part for part in Part if part in OPENED and part.value == request.POST.get("open")]
    parts = [
        (part.label, list(shown(profile.read_record(user=request.user, member=found, part=part))))
        for part in opened
    ]
    contact = profile.read_record(user=request.user, member=found, part=Part.CONTACT)
    held = Count("member__memberships", filter=~Q(member__memberships__state=LEFT))
    places = places_for(request.user).filter(member=found).annotate(held=held)
    named = naming.named_by([found.pk]).get(found.pk)
    apart, others = apart_from(found, request.user)
    context = {
        "member": found,
        "contact": list(shown(contact)),
        "parts": parts,
        "places": [_place(request, place, place.held > 1) for place in places],
        "takes_part": any(place.state in SEATED for place in places),
        "apart": apart,
        "waits": naming.waits_now(request.user, found, named),
        "named": named if Part.NEEDS in opened else None,
        "as_read": naming.as_read(request.user, named) if named and Part.NEEDS in opened else "",
        "apart_form": ApartForm(others=others),
        "told": (told := list(found.messages.all()[:20])),
        "tell_her": _to_tell(request, told) if getattr(contact, "short_letter", False) else set(),
    }
    return screen(request, "member", str(found), context)


def _to_tell(request: HttpRequest, told: list[Message]) -> set[int]:
    """Messages to tell her when she rings, since her letter says nothing: of panels of hers."""
    hers = {None, *panels_for(request.user).values_list("pk", flat=True)}
    return {one.pk for one in told if one.read_on is None and one.panel_id in hers}


def _place(request: HttpRequest, place: Any, may_leave: bool) -> dict[str, Any]:
    taken = [s for s in steps_for(request.user, place) if s != "leave" or may_leave]
    agreement = agreeing.standing(place)
    is_offered = bool(agreement) and agreement is not None and agreement.state == "offered"
    return {
        "place": place,
        "steps": [(name, STEP_WORDS[name]) for name in taken if name in STEP_WORDS],
        "agreement": agreement,
        "text": agreeing.newest_text(place.panel),
        "offer": OfferForm() if place.state in ("briefed", "agreed", "active") else None,
        "yes": YesForm() if is_offered else None,
        "may_look": bool(agreement and agreement.agreed_on),
        "is_here": place.state not in GONE,
    }


@never_cache
def part(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """Write down for her what she told: who she is, what she needs, how to reach her."""
    found = member_for(request, pk)
    if part not in FORMS:
        raise Http404
    kind = FORMS[part]
    before = profile.read_record(user=request.user, member=found, part=part)
    form = kind(request.POST or None, initial=kind.beginning(before))
    is_kept = request.method == "POST" and form.is_valid()
    if is_kept and keep_form(user=request.user, member=found, part=part, form=form):
        messages.success(request, _("Noted."))
        return redirect("members:one", pk)
    back = (str(found), reverse("members:one", args=[pk]))
    context = {"form": form, "member": found}
    return screen(request, "part", str(Part(part).label), context, back)


@require_POST
def step(request: HttpRequest, pk: int, place_pk: int, name: str) -> HttpResponse:
    """Note a step that she told of on the telephone."""
    found = member_for(request, pk)
    place = get_object_or_404(places_for(request.user), pk=place_pk, member=found)
    if name in STEP_WORDS:
        act = leave_place if name == "leave" else partial(take_step, name=name)
        try:
            act(user=request.user, place=place)
            messages.success(request, _("Noted."))
        except (NotFromHere, ItIsHerOnlyPlace):
            messages.warning(request, _("That was done already, or is not possible now."))
    return redirect("members:one", pk)


@require_POST
def agreement(request: HttpRequest, pk: int, place_pk: int, act: str) -> HttpResponse:
    """Offer, note a yes or a no, look at it again, note the copy on paper."""
    found = member_for(request, pk)
    place = get_object_or_404(places_for(request.user), pk=place_pk, member=found)
    try:
        _act(request, place, act)
        messages.success(request, _("Noted."))
    except (agreeing.NothingToAgree, NotFromHere):
        messages.warning(
            request, _("That is not possible now. Is a text published, and was it offered?")
        )
    return redirect("members:one", pk)


def _act(request: HttpRequest, place: Any, act: str) -> None:
    """Raises NothingToAgree for what can't be done, also for a form that isn't whole."""
    user, standing = request.user, agreeing.standing(place)
    if act == "offer":
        form = OfferForm(request.POST)
        if form.is_valid():
            agreeing.offer(user=user, place=place, **form.cleaned_data)
            return
    elif standing is not None and act == "yes":
        yes = YesForm(request.POST)
        if yes.is_valid():
            agreeing.agree(user=user, agreement=standing, **yes.cleaned_data)
            return
    elif standing is not None and act in ACTS:
        ACTS[act](user=user, agreement=standing)
        return
    raise agreeing.NothingToAgree


ACTS: dict[str, Any] = {
    "no": agreeing.change_mind,
    "look": agreeing.look_again,
    "copy": agreeing.note_paper_copy,
}


@never_cache
def paper(request: HttpRequest, pk: int, agreement_pk: int) -> HttpResponse:
    """Her second copy, to print."""
    found = member_for(request, pk)
    rows: Any = Agreement.objects.select_related("text", "place__panel", "place__member")
    hers: Agreement = get_object_or_404(rows, pk=agreement_pk, place__member=found)
    with override(found.language):
        return render(request, "panels/admin/paper.html", agreement_context(hers))


@require_POST
def apart(request: HttpRequest, pk: int) -> HttpResponse:
    """Two who must not meet. Nothing asks why."""
    found = member_for(request, pk)
    form = ApartForm(request.POST, others=apart_from(found, request.user)[1])
    if form.is_valid():
        keep_apart(user=request.user, one=found, other=form.cleaned_data["other"])
        messages.success(request, _("They will not be asked to the same session."))
    else:
        messages.warning(request, _("Choose who it is."))
    return redirect("members:one", pk)


@require_POST
def named(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom she names is seen to, as it was read and for whom she could be looked for."""
    found = member_for(request, pk)
    try:
        naming.see_to_named(user=request.user, member=found, mark=request.POST.get("mark", ""))
        messages.success(request, _("Noted."))
    except naming.NotAsRead:
        said = _(
            "It has changed meanwhile, or somebody has come to a panel. Open it again, please."
        )
        messages.warning(request, said)
    return redirect("members:one", pk)


@require_POST
def may_meet(request: HttpRequest, pk: int, other_pk: int) -> HttpResponse:
    found = member_for(request, pk)
    other: PanelMember = member_for(request, other_pk)
    let_meet(user=request.user, one=found, other=other)
    messages.success(request, _("They may meet again."))
    return redirect("members:one", pk)


@never_cache
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """She said that she leaves, on the telephone or on paper."""
    found = member_for(request, pk)
    if request.method == "POST" and request.POST.get("credit") in Credit.values:
        leave_and_forget(user=request.user, member=found, credit=request.POST["credit"])
        messages.success(request, _("She has left. What said who she is was deleted."))
        return redirect("members:list")
    context = {"member": found, "choices": Credit.choices}
    back = (str(found), reverse("members:one", args=[pk]))
    return screen(request, "forget", _("She leaves"), context, back)
