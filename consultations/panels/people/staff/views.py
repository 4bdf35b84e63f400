"""Members of a coordinator's panels: the list, one of them, inviting, codes, messages by hand."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.permissions import user_may_anywhere
from consultations.panels.models import Message, Panel
from consultations.panels.people import profile
from consultations.panels.people.agreeing import due_for_a_look
from consultations.panels.people.codes import make_code
from consultations.panels.people.forms import shown
from consultations.panels.people.joining import CannotInvite, give_code, invite
from consultations.panels.people.records import Channel, Part
from consultations.panels.people.sending import note_done, send_again
from consultations.panels.people.staff.forms import InviteForm
from consultations.panels.people.staff.screens import member_for, require_a_coordinator, screen
from consultations.panels.people.staff.selectors import named_for, places_for, to_do_for
from consultations.panels.permissions import SEE_REAL_NAMES
from consultations.panels.selectors import panels_for

State = Message.State


@never_cache
def members(request: HttpRequest) -> HttpResponse:
    """Members by panel, and what a person has to do."""
    require_a_coordinator(request.user)
    places = places_for(request.user)
    context = {
        "panels": [
            {"panel": panel, "places": [p for p in places if p.panel_id == panel.pk]}
            for panel in panels_for(request.user)
        ],
        "to_do": len(to_do_for(request.user)),
        "due": due_for_a_look(places),
    }
    return _list(request, context)


def _list(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    crumbs = [
        {"label": _("Home"), "url": reverse("wagtailadmin_home")},
        {"label": _("Panel members"), "url": ""},
    ]
    title = _("Panel members")
    whole = {"breadcrumbs_items": crumbs, "header_title": title, **context}
    return render(request, "panels/admin/list.html", whole)


@never_cache
def invite_view(request: HttpRequest, panel_pk: int) -> HttpResponse:
    """Invite a woman who said that she may be written to."""
    panel: Panel = get_object_or_404(panels_for(request.user), pk=panel_pk)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            member = invite(
                user=request.user,
                panel=panel,
                chosen_name=form.cleaned_data["chosen_name"],
                language=form.cleaned_data["language"],
                identity=form.identity(),
                contact=form.contact(),
            )
        except CannotInvite:
            form.add_error(
                None,
                _("She can’t be invited now: the panel takes nobody in, or has no seat left."),
            )
        else:
            messages.success(request, _("Invited."))
            return redirect("members:one", member.pk)
    title = _("Invite to %(panel)s") % {"panel": panel}
    return screen(request, "form", title, {"form": form, "button": _("Invite her")})


@require_POST
def code(request: HttpRequest, pk: int) -> HttpResponse:
    """A one-time code, shown this once: to write down for her, or to read out."""
    member = member_for(request, pk)
    made = give_code(user=request.user, member=member)
    contact = profile.read_record(user=request.user, member=member, part=Part.CONTACT)
    context = {"member": member, "code": made, "contact": list(shown(contact))}
    back = (str(member), reverse("members:one", args=[pk]))
    return screen(request, "code", _("A code that works once"), context, back)


@never_cache
def to_do(request: HttpRequest) -> HttpResponse:
    """What goes by hand: calls, texts and letters, each with how she may be reached."""
    require_a_coordinator(request.user)
    found = to_do_for(request.user)
    women = [message.member for message in found]
    profile.note_opened(user=request.user, members=women, action="opened to do for a member")
    contacts = profile.parts_of_many(women, Part.CONTACT)
    identities = profile.parts_of_many(women, Part.IDENTITY)
    rows = [
        {
            "message": message,
            "contact": list(shown(contacts[message.member_id])),
            "identity": identities[message.member_id],
            "is_letter": message.channel == Channel.LETTER,
            "is_stuck": message.state in {State.FAILED, State.SENDING},
        }
        for message in found
    ]
    return screen(request, "to_do", _("To do by hand"), {"rows": rows})


@require_POST
def by_hand(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that it was done, or try again what got stuck."""
    found: Message = get_object_or_404(Message.objects.select_related("member"), pk=pk)
    if request.POST.get("go") == "again":
        send_again(user=request.user, message=found)
        messages.success(request, _("Tried again."))
    else:
        note_done(user=request.user, message=found)
        messages.success(request, _("Noted."))
    return redirect("members:to_do")


@require_POST
def letters(request: HttpRequest) -> HttpResponse:
    """Letters to print, a page each, in neutral words on the outside. An invitation gets its code
    when it is printed: codes are kept nowhere."""
    require_a_coordinator(request.user)
    found = [m for m in to_do_for(request.user) if m.channel == Channel.LETTER]
    women = [message.member for message in found]
    profile.note_opened(user=request.user, members=women, action="printed a letter")
    identities = profile.parts_of_many(women, Part.IDENTITY)
    sheets = [
        {
            "message": message,
            "member": message.member,
            "identity": identities[message.member_id],
            "code": _code_for(message),
        }
        for message in found
    ]
    return render(request, "panels/admin/letters.html", {"sheets": sheets})


def _code_for(message: Message) -> str:
    is_invitation = message.kind == Message.Kind.INVITATION
    return make_code(member=message.member) if is_invitation else ""


@never_cache
def names(request: HttpRequest) -> HttpResponse:
    """Chosen names and real names, for who pays. Each look leaves an audit line a name."""
    if not user_may_anywhere(request.user, SEE_REAL_NAMES):
        raise PermissionDenied
    rows = [
        (member.chosen_name, profile.real_name(user=request.user, member=member))
        for member in named_for(request.user)
    ]
    crumbs = [
        {"label": _("Home"), "url": reverse("wagtailadmin_home")},
        {"label": _("Names for payments"), "url": ""},
    ]
    context = {"rows": rows, "breadcrumbs_items": crumbs, "header_title": _("Names for payments")}
    return render(request, "panels/admin/names.html", context)
