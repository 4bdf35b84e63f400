"""What stands before each page of a member: that it is she, and her language."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation

from accounts.members.selectors import enters_by_code
from consultations.panels.models import Membership, PanelMember
from consultations.panels.selectors import member_of

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
LANGUAGE = "language"  # in her session (accounts.members.cookies)


def member_page(view: View[P]) -> View[P]:
    """For a member who is logged in, as `request.member`; others are asked to log in, and staff
    who came by this address learn nothing."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        member = member_of(request.user)
        if member is None or not enters_by_code(request.user):
            raise Http404
        request.member = member  # type: ignore[attr-defined]
        if request.session.get(LANGUAGE) != member.language:
            request.session[LANGUAGE] = member.language
        with translation.override(member.language):
            request.LANGUAGE_CODE = member.language
            response = view(request, *args, **kwargs)
            response.headers["Content-Language"] = member.language
        response.headers["Cache-Control"] = "no-store"
        return response

    return guarded


def her(request: HttpRequest) -> PanelMember:
    """The member who is logged in (member_page)."""
    member: PanelMember = request.member  # type: ignore[attr-defined]
    return member


def her_place(request: HttpRequest, pk: int) -> Membership:
    """One of her places. Raises Http404 for anybody else's."""
    rows: Any = Membership.objects.select_related("panel", "member")
    place: Membership = get_object_or_404(rows, pk=pk, member=her(request))
    return place
