"""Rate cards and budgets, for coordinators; how an area pays, and limits, for finance."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from consultations.panels.models import BenefitLimit, Budget, RateCard
from consultations.panels.pay import cards as services
from consultations.panels.pay.spending import terms_of
from consultations.panels.pay.staff.forms import BudgetForm, CardForm, LimitForm, TermsForm
from consultations.panels.pay.staff.screens import MEANWHILE, finance_area, panel_of, screen
from consultations.panels.services import NotFromHere


def cards(request: HttpRequest, pk: int) -> HttpResponse:
    """Each version of a panel's rate card; a press begins the next."""
    panel = panel_of(request, pk)
    if request.method == "POST":
        card = services.begin_card(user=request.user, panel=panel)
        return redirect("pay:card", card.pk)
    rows = RateCard.objects.filter(panel=panel).prefetch_related("lines")
    known = [{"card": card, "under": services.under_the_floor(card)} for card in rows]
    context = {"panel": panel, "rows": known}
    return screen(request, "cards", _("Rate card: %(panel)s") % {"panel": panel}, context)


def _card(request: HttpRequest, pk: int) -> RateCard:
    found: RateCard = get_object_or_404(RateCard.objects.select_related("panel__area"), pk=pk)
    panel_of(request, found.panel_id)
    return found


def card(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a draft."""
    found = _card(request, pk)
    form = CardForm(request.POST or None, card=found)
    if request.method == "POST" and form.is_valid():
        try:
            services.write_card(
                user=request.user, card=found, lines=form.lines(), **form.fields_told()
            )
            messages.success(request, _("Kept. Publish it, so that fees go by it."))
        except NotFromHere:
            messages.warning(request, _(MEANWHILE))
        return redirect("pay:cards", found.panel_id)
    trail = (str(found), reverse("pay:cards", args=[found.panel_id]))
    context = {"form": form, "card": found}
    return screen(request, "form", _("Write the rate card"), context, trail)


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    found = _card(request, pk)
    try:
        number = services.publish_card(user=request.user, card=found)
        said = ngettext(
            "Published. %(n)d fee that waited for it is offered now.",
            "Published. %(n)d fees that waited for it are offered now.",
            number,
        )
        messages.success(request, said % {"n": number} if number else _("Published."))
    except services.CannotPublish:
        messages.error(request, _("Say where each number comes from, and when it was looked up."))
    except NotFromHere:
        messages.warning(request, _(MEANWHILE))
    return redirect("pay:cards", found.panel_id)


def budget(request: HttpRequest, pk: int) -> HttpResponse:
    """What there is for fees, and what for expenses."""
    panel = panel_of(request, pk)
    last = Budget.objects.filter(panel=panel).first()
    names = ("starts_on", "ends_on", "fees_pence", "expenses_pence")
    initial = {name: getattr(last, name) for name in names} if last else {}
    form = BudgetForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.keep_budget(user=request.user, panel=panel, **form.cleaned_data)
        except services.Overlaps as error:
            words = _(
                "Another budget is from %(first)s to %(last)s. Write its first day to put that one "
                "right, or days that it doesn’t cover."
            )
            days = (error.budget.starts_on, error.budget.ends_on)
            begins, ends = (date_format(day, "j F Y") for day in days)
            form.add_error("starts_on", words % {"first": begins, "last": ends})
        else:
            messages.success(request, _("Kept."))
            return redirect("pay:list")
    return screen(request, "form", _("Budget: %(panel)s") % {"panel": panel}, {"form": form})


def terms(request: HttpRequest, pk: int) -> HttpResponse:
    """From which account, up to what without a receipt, and which limits members are told of."""
    area = finance_area(request, pk)
    form = TermsForm(request.POST or None, instance=terms_of(area.pk))
    if request.method == "POST" and form.is_valid():
        services.keep_terms(user=request.user, area=area, **form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect("pay:terms", pk)
    context = {"form": form, "area": area, "limits": BenefitLimit.objects.filter(area=area)}
    return screen(request, "terms", _("How we pay: %(area)s") % {"area": area}, context)


def limit(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a limit; `?change=` puts one right."""
    area = finance_area(request, pk)
    change, known = request.GET.get("change", ""), BenefitLimit.objects.filter(area=area)
    found = next((one for one in known if str(one.pk) == change), None)
    names = ("name", "name_cy", "pence", "per", "source", "checked_on", "holds_until")
    initial = (
        {n: getattr(found, n) for n in names} if found else {"checked_on": timezone.localdate()}
    )
    form = LimitForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        key = found.pk if found else None
        services.keep_limit(user=request.user, area=area, pk=key, **form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect("pay:terms", pk)
    trail = (str(area), reverse("pay:terms", args=[pk]))
    return screen(request, "form", _("A limit that members are told of"), {"form": form}, trail)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(BenefitLimit.objects.select_related("area"), pk=pk)
    finance_area(request, found.area_id)
    services.drop_limit(user=request.user, limit=found)
    messages.success(request, _("It is off the list."))
    return redirect("pay:terms", found.area_id)
