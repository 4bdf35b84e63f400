"""What the screens of packs share: the pack, who may see it, the frame of the page."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.models import User
from accounts.permissions import user_may
from core.once import asking_once
from insights.models import ReviewPack
from insights.packs import selectors
from insights.packs.frozen import PackIsFrozen
from insights.views.base import READS


class PackDoor(View):
    """For people who write packs somewhere; the pack of the address is one of their areas."""

    user: User
    pack: ReviewPack

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        assert isinstance(request.user, User)  # require_admin_access stands before
        self.user = request.user
        if not selectors.may_write_somewhere(self.user):
            raise PermissionDenied
        with asking_once(if_=request.method in READS):
            self.prepare()
            return super().dispatch(request, *args, **kwargs)

    def prepare(self) -> None:
        """Find the pack that the address names, or answer that there is none."""
        self.pack = get_object_or_404(selectors.packs_for(self.user), pk=self.kwargs["pk"])

    def to_pack(self) -> HttpResponse:
        return redirect("insights:packs:pack", self.pack.pk)


class PackScreen(WagtailAdminTemplateMixin, PackDoor, TemplateView):
    """A page about one pack, in Wagtail's frame."""

    page_title = gettext_lazy("Review packs")
    header_icon = "doc-full"

    def get_page_subtitle(self) -> str:
        return _("%(title)s, version %(version)s") % {
            "title": self.pack.consultation,
            "version": self.pack.number,
        }

    def get_header_title(self) -> str:
        """What the last breadcrumb says, so that tabs of one pack tell themselves apart."""
        *above, here = self.trail() or [{}]
        return str(here["label"] if above else super().get_header_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        start = {"url": reverse("insights:packs:list"), "label": _("Review packs")}
        return [*self.breadcrumbs_items, start, *self.trail()]

    def trail(self) -> list[dict[str, Any]]:
        url = reverse("insights:packs:pack", args=[self.pack.pk])
        return [{"url": url, "label": self.get_page_subtitle()}]

    def here(self, what: str) -> dict[str, Any]:
        """The last breadcrumb, which Wagtail shows as the heading."""
        return {"url": "", "label": f"{what}: {self.get_page_subtitle()}"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_sign = user_may(self.user, selectors.SIGN, self.pack.consultation.area_id)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"pack": self.pack, "may_sign": may_sign}


class DraftScreen(PackScreen):
    """A page on which a draft is changed. Of a pack that is signed it leads back, and says why."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except PackIsFrozen as error:
            messages.error(request, str(error))
            return self.to_pack()

    def prepare(self) -> None:
        super().prepare()
        if self.pack.status != ReviewPack.Status.DRAFT:
            raise PackIsFrozen
