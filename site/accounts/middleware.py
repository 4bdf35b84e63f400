"""Staff doors ask for a second factor, and then no more than they need."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.members.selectors import enters_by_code

Handler = Callable[[HttpRequest], HttpResponse]


class MembersHaveTheirOwnDoor:
    """The pages where staff see to their login answer no panel member, should her session ever come
    there: a password or a second step would lock her out of her own pages."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/accounts/") and enters_by_code(request.user):
            raise Http404
        return self.get_response(request)


class StaffNeedSecondFactor:
    """Send staff without a second factor to set one up before any staff page opens."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            settings.STAFF_MFA_REQUIRED
            and request.path_info.startswith("/manage/")
            and request.user.is_authenticated
        ):
            from allauth.mfa.models import Authenticator
            from allauth.mfa.utils import is_mfa_enabled

            # recovery codes alone are no second step: they are for who has lost hers
            if not is_mfa_enabled(request.user, types=[Authenticator.Type.TOTP]):
                return redirect("mfa_index")
        return self.get_response(request)


class NoGroupsNoQuestions:
    """Wagtail asks twice a page what the groups of a person allow, on pages and in collections. Who
    is in none is allowed nothing by them: her roles were read already, and say that she isn't."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/manage/") and request.user.is_authenticated:
            self.spare(request.user)
        return self.get_response(request)

    def spare(self, user: Any) -> None:
        from wagtail.models import GroupCollectionPermission, GroupPagePermission
        from wagtail.permission_policies.collections import CollectionPermissionLookupMixin
        from wagtail.permission_policies.pages import PagePermissionPolicy

        if not user.held.has_more:
            nothing = GroupPagePermission.objects.none(), GroupCollectionPermission.objects.none()
            setattr(user, PagePermissionPolicy.permission_cache_name, nothing[0])
            setattr(user, CollectionPermissionLookupMixin.permission_cache_name, nothing[1])
