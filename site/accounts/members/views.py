"""allauth's own views, with our forms, for people who come in by a code or a passkey."""

from typing import Any

from allauth.account.views import ConfirmLoginCodeView, LogoutView, RequestLoginCodeView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import AddWebAuthnView, LoginWebAuthnView
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from accounts.members.forms import AddPasskey, AskForCode, TypeCode
from accounts.members.selectors import enters_by_code


class AskForCodeView(RequestLoginCodeView):
    """The front door: her address, and then a code that is mailed to it."""

    template_name = "account/members/ask.html"

    def get_form_class(self) -> Any:
        return AskForCode


class TypeCodeView(ConfirmLoginCodeView):
    template_name = "account/members/confirm.html"

    def get_form_class(self) -> Any:
        return TypeCode if self._action == "verify" else super().get_form_class()


class LeaveView(LogoutView):
    template_name = "account/members/logout.html"


class PasskeyDoor(LoginWebAuthnView):
    """Comes in by a passkey; whose isn't a member's is refused like a wrong one."""

    def form_valid(self, form: Any) -> HttpResponse:
        if not enters_by_code(form.cleaned_data["credential"].user):
            messages.error(self.request, _("That did not work. Ask for a code instead."))
            return redirect("account_login")
        answer: HttpResponse = super().form_valid(form)
        return answer


class MembersOnly(LoginRequiredMixin):
    """For a login without a password."""

    login_url = reverse_lazy("account_login")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and not enters_by_code(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class PasskeysView(MembersOnly, TemplateView):
    """The passkeys that she has, each to be taken away."""

    template_name = "account/members/passkeys.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        hers = Authenticator.objects.filter(user_id=self.request.user.pk)
        passkeys = hers.filter(type=Authenticator.Type.WEBAUTHN).order_by("pk")
        return super().get_context_data(**kwargs) | {"passkeys": passkeys}


class AddPasskeyView(MembersOnly, AddWebAuthnView):
    """One more. Without script it says that a passkey needs it, and that a code does not."""

    template_name = "account/members/add_passkey.html"

    def get_form_class(self) -> Any:
        return AddPasskey

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        options = auth.begin_registration(self.request.user, True)
        return context | {"js_data": {"creation_options": options}}

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, _("That did not work. Nothing was changed."))
        return redirect("mfa_add_webauthn")

    def get_success_url(self) -> str:
        return reverse("mfa_list_webauthn")

    def form_valid(self, form: Any) -> HttpResponse:
        auth.WebAuthn.add(
            self.request.user, form.cleaned_data["name"], form.cleaned_data["credential"]
        )
        messages.success(self.request, _("Next time you can come in with it."))
        return redirect(self.get_success_url())


class RemovePasskeyView(MembersOnly, TemplateView):
    template_name = "account/members/remove_passkey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"passkey": self._passkey()}

    def _passkey(self) -> Authenticator:
        found: Authenticator = get_object_or_404(
            Authenticator,
            pk=self.kwargs["pk"],
            user_id=self.request.user.pk,
            type=Authenticator.Type.WEBAUTHN,
        )
        return found

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._passkey().delete()
        messages.success(request, _("It no longer opens anything."))
        return redirect("mfa_list_webauthn")
