"""Keying: what it is, the sheet, and six words or thanks. A page of her words is never kept."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache

from accounts.permissions import user_may_anywhere
from feedback.keys import NoIntakeKey
from feedback.late import taken_from_staff
from feedback.models import Channel, FormVersion
from feedback.payload import Payload
from feedback.review.keying.differences import differences, settled
from feedback.review.keying.forms import KeyForm, StartForm
from feedback.review.keying.say_first import say_first
from feedback.review.keying.services import (
    KEY_IN,
    KeyedBefore,
    NotTaken,
    first_key,
    is_keyed,
    open_first,
    save_keyed,
    settle,
    version_for,
    waiting_sheets,
)
from feedback.review.keying.settling import SettleForm, open_second, seal_second
from feedback.review.keying.tickets import Ticket
from feedback.review.paper.numbers import Copy
from feedback.review.requests import StaffRequest
from feedback.review.unsealing import CannotBeOpened
from feedback.sealing import NotOpened
from feedback.selectors import live_version
from feedback.uses import USES_WORDING

START = "keying:start"


@never_cache
def start(request: StaffRequest) -> HttpResponse:
    """What is keyed; on a post, the sheet itself. Nothing of it stands in an address."""
    if not user_may_anywhere(request.user, KEY_IN):
        raise PermissionDenied
    asked = StartForm(request.POST or None, user=request.user)
    if request.method == "POST" and asked.is_valid():
        refusal = _refusal(request, asked.copy) if asked.copy else ""
        if not refusal:
            return _first_page(request, asked)
        asked.add_error("number", refusal)
    waiting = waiting_sheets(request.user)
    return _page(request, "start", _("Key in"), form=asked, waiting=waiting)


def _refusal(request: StaffRequest, copy: Copy) -> str:
    """Why this sheet is not keyed now; empty where it may be."""
    if is_keyed(copy):
        return _("This sheet was keyed before. It counts once, and nothing was added.")
    first = first_key(copy)
    if first and first.keyed_by_id == request.user.pk:
        return _("You keyed this sheet yourself. It waits for a second key by a colleague.")
    return ""


def _first_page(request: StaffRequest, asked: StartForm) -> HttpResponse:
    data, run = asked.cleaned_data, asked.run
    version = run.version if run else live_version(data["form"])
    assert version is not None  # keyable_forms has published forms alone
    ticket = Ticket.begin(
        version=version.pk,
        channel=data["channel"],
        language=run.language if run else data["language"],
        wording=run.uses_wording if run else USES_WORDING,
        user=request.user.pk,
        copy=asked.copy,
    )
    return _sheet(request, ticket, version, KeyForm(version.questionnaire, ticket))


def _sheet(
    request: StaffRequest, ticket: Ticket, version: FormVersion, form: KeyForm
) -> HttpResponse:
    """The page with all questions. What was typed comes back with every mistake."""
    page = version.form.consultation
    words = []
    if ticket.channel != Channel.PAPER:
        with override(ticket.language):
            words = say_first(page.localized.who_reads)
    return _page(
        request,
        "sheet",
        _("Key in"),
        form=form,
        ticket=ticket.seal(),
        copy=ticket.copy,
        is_second=bool(ticket.copy and first_key(ticket.copy)),
        version=version,
        is_late=taken_from_staff(page, ticket.channel).is_late,
        closes_on=page.closes_on,
        say_first=words,
        language=ticket.language,
    )


@never_cache
def sheet(request: StaffRequest) -> HttpResponse:
    """Take what she keyed, or show it again with what is wrong."""
    try:
        ticket = Ticket.open(request.POST.get("ticket", ""), request.user.pk)
    except NotOpened:
        messages.error(request, _("That page can’t be used any more. Begin again, please."))
        return redirect(START)
    version = version_for(request.user, ticket)
    form = KeyForm(version.questionnaire, ticket, request.POST)
    if not form.is_valid():
        return _sheet(request, ticket, version, form)
    try:
        return _save(request, ticket, version, form)
    except NotTaken as error:  # it closed while she keyed: what she typed stays on the page
        form.add_error(None, str(error))
        return _sheet(request, ticket, version, form)
    except KeyedBefore:
        messages.warning(
            request, _("This was saved before. It counts once, and nothing was added.")
        )
    except NoIntakeKey:
        messages.error(
            request, _("It could not be sealed now. All that you typed is still here: try again.")
        )
        return _sheet(request, ticket, version, form)
    except CannotBeOpened:
        messages.error(request, _not_opened())
    return redirect(START)


def _save(
    request: StaffRequest, ticket: Ticket, version: FormVersion, form: KeyForm
) -> HttpResponse:
    if ticket.copy and first_key(ticket.copy):
        return _compare(request, ticket, version, form.payload())
    keyed = save_keyed(user=request.user, ticket=ticket, payload=form.payload())
    if keyed.words:
        return _page(request, "words", _("Her six words"), words=keyed.words.split())
    if keyed.waits:
        assert ticket.copy is not None
        messages.warning(
            request,
            _(
                "Sheet %(number)s was drawn for a second key. It is sealed and waits: put the "
                "paper in the tray, so that a colleague keys it too."
            )
            % {"number": ticket.copy.number},
        )
    else:
        messages.success(request, _("Sealed. Nobody can open it here again."))
    return redirect(START)


def _compare(
    request: StaffRequest, ticket: Ticket, version: FormVersion, second: Payload
) -> HttpResponse:
    """The second key: sealed where both agree, else both side by side."""
    first = open_first(user=request.user, ticket=ticket)
    found = differences(first, second)
    if not found:
        settle(user=request.user, ticket=ticket, payload=first, differed=False)
        messages.success(request, _("Both keyed the same. It is sealed now."))
        return redirect(START)
    form = SettleForm(found, version.questionnaire)
    return _differences(request, ticket, form, first, second)


def _differences(
    request: StaffRequest, ticket: Ticket, form: SettleForm, first: Payload, second: Payload
) -> HttpResponse:
    return _page(
        request,
        "settle",
        _("Second key"),
        form=form,
        rows=form.rows(first, second),
        ticket=ticket.seal(),
        second=seal_second(second, request.user, ticket.sent_as),
        copy=ticket.copy,
    )


@never_cache
def settle_page(request: StaffRequest) -> HttpResponse:
    """Seal what the second worker settled."""
    try:
        ticket = Ticket.open(request.POST.get("ticket", ""), request.user.pk)
        second = open_second(request.POST.get("second", ""), request.user, ticket.sent_as)
        version = version_for(request.user, ticket)
        first = open_first(user=request.user, ticket=ticket)
        form = SettleForm(differences(first, second), version.questionnaire, request.POST)
        if not form.is_valid():
            return _differences(request, ticket, form, first, second)
        payload = settled(first, second, form.chosen())
        settle(user=request.user, ticket=ticket, payload=payload, differed=True)
        messages.success(request, _("Settled and sealed. Thank you for looking twice."))
    except NotOpened:
        messages.error(request, _("That page can’t be used any more. Begin again, please."))
    except KeyedBefore:
        messages.warning(request, _("This sheet was sealed meanwhile. Nothing was added."))
    except NoIntakeKey:
        messages.error(request, _("It could not be sealed now. Key it again in a while, please."))
    except CannotBeOpened:
        messages.error(request, _not_opened())
    return redirect(START)


def _not_opened() -> str:
    return _("The first key can’t be opened on this machine. Tell your administrator.")


def _page(request: StaffRequest, name: str, title: str, **context: object) -> HttpResponse:
    home = {"label": _("Other ways in"), "url": reverse("ways:home")}
    crumbs = [home, {"label": _("Key in"), "url": reverse(START)}]
    if name != "start":
        crumbs.append({"label": title, "url": ""})
    context |= {"title": title, "breadcrumbs_items": crumbs}
    return render(request, f"review/keying/{name}.html", context)
