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
from consultations.panels.models import GONE, Message, Panel, PanelMember
from consultations.panels.people import profile
from consultations.panels.people.codes import make_code
from consultations.panels.people.forms import shown
from consultations.panels.people.joining import (
    CannotInvite,
    IsHere,
    IsKnown,
    SheDidNotAsk,
    could_be_invited,
    give_code,
    how_she_left,
    invite,
    invite_known,
    known_to,
    words_to_invite,
)
from consultations.panels.people.naming import waiting_for
from consultations.panels.people.reaching import places_of
from consultations.panels.people.records import Part
from consultations.panels.people.reviewing import due_for_a_look
from consultations.panels.people.sending import NotThisWay, note_done, send_again
from consultations.panels.people.staff.by_hand import reach_rows, to_do_rows
from consultations.panels.people.staff.forms import InviteForm, KnownForm
from consultations.panels.people.staff.screens import member_for, require_a_coordinator, screen
from consultations.panels.people.staff.selectors import named_for, places_for, to_do_for, to_ring
from consultations.panels.permissions import SEE_REAL_NAMES
from consultations.panels.selectors import members_for, panels_for


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
        "named": waiting_for(request.user),
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
    """Invite a woman who said that she may be written to; or one who is on another panel."""
    panel: Panel = get_object_or_404(panels_for(request.user), pk=panel_pk)
    is_known = "member" in request.POST
    others = could_be_invited(request.user, panel)
    known = KnownForm(
        request.POST if is_known else None,
        others=known_to(request.user) if is_known else others,  # a second press is no mistake
        how=how_she_left(panel),
    )
    form = InviteForm(request.POST if request.POST and not is_known else None)
    asked: Any = known if is_known else form
    if request.method == "POST" and asked.is_valid():
        try:
            member = _invite(request, panel, asked)
        except IsKnown as error:
            form.add_error("email", _known_already(error.member, panel))
        except IsHere:
            asked.add_error("member", _("She has a place on this panel already."))
        except SheDidNotAsk:
            asked.add_error("she_asked", _("Tick this only if she has asked you for it."))
        except CannotInvite:
            asked.add_error(
                None,
                _("She can’t be invited now: the panel takes nobody in, or has no seat left."),
            )
        else:
            messages.success(request, _("Invited."))
            return redirect("members:one", member.pk)
    title = _("Invite to %(panel)s") % {"panel": panel}
    context = {"form": form, "known": known if is_known or others.exists() else None}
    return screen(request, "form", title, {**context, "button": _("Invite her")})


def _invite(request: HttpRequest, panel: Panel, form: Any) -> PanelMember:
    """Raises IsKnown, CannotInvite."""
    given = form.cleaned_data
    if isinstance(form, KnownForm):
        return invite_known(user=request.user, panel=panel, **given)
    return invite(
        user=request.user,
        panel=panel,
        chosen_name=given["chosen_name"],
        language=given["language"],
        identity=form.identity(),
        contact=form.contact(),
    )


def _known_already(member: PanelMember, panel: Panel) -> str:
    state = places_of(member).get(panel.pk)
    if state is None:
        said = _("%(name)s has this address, and is on another panel. Choose her at the top.")
    elif state in GONE:
        said = _("%(name)s has this address, and was here before. Choose her at the top.")
    else:
        said = _("%(name)s has this address, and has a place on this panel already.")
    return said % {"name": member}


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
    """What goes by hand: calls, texts and letters, each with how she may be reached. Those who may
    be reached now stand first."""
    require_a_coordinator(request.user)
    found = to_do_for(request.user)
    women = [message.member for message in found]
    profile.note_opened(user=request.user, members=women, action="opened to do for a member")
    rows = to_do_rows(found)
    letters = sum(row["is_letter"] for row in rows)
    return screen(request, "to_do", _("To do by hand"), {"rows": rows, "letters": letters})


@require_POST
def by_hand(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that it was done, or try again what got stuck."""
    found: Message = get_object_or_404(Message.objects.select_related("member"), pk=pk)
    if request.POST.get("go") == "again":
        send_again(user=request.user, message=found)
        messages.success(request, _("Tried again."))
        return redirect("members:to_do")
    try:
        note_done(user=request.user, message=found)
        messages.success(request, _("Noted."))
    except NotThisWay:
        messages.warning(
            request, _("She may not be reached like that now. Look at her page, please.")
        )
    return redirect("members:to_do")


@require_POST
def words(request: HttpRequest, pk: int) -> HttpResponse:
    """What to text or read out to somebody who is invited, with the code that lets her in: a letter
    and an e-mail bring one too."""
    rows = Message.objects.select_related("member").filter(member__in=members_for(request.user))
    found: Message = get_object_or_404(rows, pk=pk)
    try:
        lines = words_to_invite(user=request.user, message=found)
    except NotThisWay:
        messages.warning(
            request, _("She may not be reached like that now. Look at her page, please.")
        )
        return redirect("members:to_do")
    member = found.member
    profile.note_opened(user=request.user, members=[member], action="opened to do for a member")
    context = {"member": member, "message": found, "lines": lines}
    context["row"] = reach_rows([member])[member.pk]
    back = (_("To do by hand"), reverse("members:to_do"))
    return screen(request, "words", _("Words to invite her"), context, back)


@require_POST
def letters(request: HttpRequest) -> HttpResponse:
    """Letters to print, a page each, in neutral words on the outside. An invitation gets its code
    when it is printed: codes are kept nowhere. A short one has a number to ring, and no more."""
    require_a_coordinator(request.user)
    rows = [row for row in to_do_rows(to_do_for(request.user)) if row["is_letter"]]
    women = [row["member"] for row in rows]
    profile.note_opened(user=request.user, members=women, action="printed a letter")
    panels = to_ring(women)
    for row in rows:
        row["panel"] = row["message"].panel or panels.get(row["member"].pk)
        row["code"] = "" if row["is_short"] else _code_for(row["message"])
    return render(request, "panels/admin/letters.html", {"sheets": rows})


def _code_for(message: Message) -> str:
    is_invitation = message.kind == Message.Kind.INVITATION
    return make_code(member=message.member, beside_others=True) if is_invitation else ""


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
