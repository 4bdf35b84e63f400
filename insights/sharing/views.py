"""How a consultation is shared out between coders: how far each is, and who may change it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from accounts.models import User
from insights.charts.links import Number, opens_list
from insights.permissions import user_can_check_coding
from insights.sharing.forms import HandOnForm, PeopleForm
from insights.sharing.selectors import PersonShare, people_to_share_with, sharing_of
from insights.sharing.services import CantShare, SharedOut, hand_on, share_out, take_back
from insights.views.base import ConsultationScreen


class SharingView(ConsultationScreen):
    """Each person's share, what is nobody's, and the forms that change it for those who may."""

    template_name = "insights/sharing/sharing.html"
    page_title = gettext_lazy("Shared out")
    may_share: bool
    people: PeopleForm

    def prepare(self) -> None:
        super().prepare()
        self.may_share = user_can_check_coding(self.user, self.consultation)
        self.coders = list(people_to_share_with(self.consultation))
        self.sharing = sharing_of(self.consultation)
        self.people = PeopleForm(
            None,
            people=self.coders,
            ticked=[person.pk for person in self.sharing.who_go_on],
        )

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "sharing": self.sharing,
            "shares": [
                (share, self.hand_on_form(share), self.numbers(share))
                for share in self.sharing.people
            ],
            "people": self.people,
            "may_share": self.may_share,
        }

    def numbers(self, share: PersonShare) -> dict[str, Number]:
        """Hers, with the responses behind each."""
        whose = ("share", str(share.person.pk))
        of = {"all": share.shared, "read": share.read, "coded": share.coded}
        return {
            name: opens_list(self.consultation, n, whose, ("of", name)) for name, n in of.items()
        }

    def hand_on_form(self, share: PersonShare) -> HandOnForm:
        """The form that moves what is left of a share."""
        return HandOnForm(None, people=self.coders, coder=share.person)

    def require_share(self) -> None:
        if not self.may_share:
            raise PermissionDenied

    def here(self) -> HttpResponse:
        return redirect("insights:sharing", self.consultation.pk)


class ShareOutView(SharingView):
    """Share what is nobody's."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.require_share()
        self.people = PeopleForm(request.POST, people=self.coders)
        if not self.people.is_valid():
            return self.get(request)
        chosen = self.people.cleaned_data["people"]
        try:
            done = share_out(consultation=self.consultation, people=chosen, by=self.user)
        except CantShare as error:
            self.people.add_error("people", str(error))
            return self.get(request)
        self.say(done)
        if self.people.lost:
            messages.warning(
                request, _("Somebody whom you ticked can't code here any more, so she got nothing.")
            )
        return self.here()

    def say(self, done: SharedOut) -> None:
        """What was done, in a sentence or two."""
        said = ngettext("%(n)d response is shared.", "%(n)d responses are shared.", done.shared)
        if not done.shared:
            said = _("Nothing was shared.")
        if done.left:
            left = ngettext(
                "%(left)d stays as it is: somebody else has begun it, or may not see it yet.",
                "%(left)d stay as they are: somebody else has begun them, or may not see them yet.",
                done.left,
            )
            said = f"{said} {left}"
        messages.success(self.request, said % {"n": done.shared, "left": done.left})


class OfPerson(SharingView):
    """A button about one person's share; one without a share here is not found."""

    http_method_names = ["post"]

    def prepare(self) -> None:
        super().prepare()
        found = [s.person.pk for s in self.sharing.people if s.person.pk == self.kwargs["person"]]
        self.coder = get_object_or_404(User, pk__in=found)


class HandOnView(OfPerson):
    """Move what is left of a share to somebody else."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.require_share()
        self.sent = HandOnForm(request.POST, people=self.coders, coder=self.coder)
        if not self.sent.is_valid():
            return self.get(request)
        to = self.sent.chosen
        try:
            n = hand_on(consultation=self.consultation, coder=self.coder, to=to, by=self.user)
        except CantShare as error:
            self.sent.add_error("to", str(error))
            return self.get(request)
        said = ngettext("%(n)d response is %(who)s's now.", "%(n)d responses are %(who)s's now.", n)
        if not n:
            said = _("Nothing was left to move to %(who)s.")
        messages.success(request, said % {"n": n, "who": to})
        return self.here()

    def numbers(self, share: PersonShare) -> dict[str, Number]:
        """Hers, with the responses behind each."""
        whose = ("share", str(share.person.pk))
        of = {"all": share.shared, "read": share.read, "coded": share.coded}
        return {
            name: opens_list(self.consultation, n, whose, ("of", name)) for name, n in of.items()
        }

    def hand_on_form(self, share: PersonShare) -> HandOnForm:
        return self.sent if share.person == self.coder else super().hand_on_form(share)


class TakeBackView(OfPerson):
    """Make what is left of a share nobody's. Everybody may give her own back."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.coder != self.user:
            self.require_share()
        n = take_back(consultation=self.consultation, coder=self.coder, by=self.user)
        said = ngettext("%(n)d response is nobody's now.", "%(n)d responses are nobody's now.", n)
        messages.success(request, said % {"n": n} if n else _("Nothing was left to take back."))
        return self.here()
