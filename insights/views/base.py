"""What the Themes screens share: the consultation, who may see it, the frame of the page."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.models import User
from consultations.models import ConsultationPage
from core.once import asking_once
from feedback.models import Response
from insights.handover.permissions import user_can_hand_over
from insights.models import Theme, Theming
from insights.permissions import user_can_code_somewhere, user_can_read_equality
from insights.selectors import consultations_to_code, themes_in, theming_of
from insights.selectors.names import names_for
from insights.selectors.women import parts_at

ICON = "clipboard-list"
READS = ("GET", "HEAD")


class ThemesScreen(WagtailAdminTemplateMixin, View):
    """A page of the Themes area for people who code somewhere."""

    page_title = gettext_lazy("Themes")
    header_icon = ICON
    user: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        assert isinstance(request.user, User)  # require_admin_access stands before
        self.user = request.user
        if not user_can_code_somewhere(self.user):
            raise PermissionDenied
        with asking_once(if_=request.method in READS):
            self.prepare()
            return super().dispatch(request, *args, **kwargs)

    def prepare(self) -> None:
        """Find what the address names."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = self.render_to_response(self.get_context_data())
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = list(self.breadcrumbs_items)
        return [*items, {"url": reverse("insights:themes"), "label": _("Themes")}, *self.trail()]

    def trail(self) -> list[dict[str, Any]]:
        """Breadcrumbs below "Themes"."""
        return []


class ConsultationScreen(ThemesScreen):
    """A page about one consultation of an area in which she may code; any other is not found."""

    consultation: ConsultationPage

    def prepare(self) -> None:
        pages = consultations_to_code(self.user)
        if self.request.method in READS:  # what is written looks at it anew
            pages = pages.select_related("theming__codebook")
        self.consultation = get_object_or_404(pages, pk=self.kwargs["consultation"])

    def get_page_title(self) -> str:
        """What the last breadcrumb says, so that tabs of one consultation tell themselves apart."""
        *above, here = self.trail()
        return str(here["label"] if above else self.page_title)

    @cached_property
    def theming(self) -> Theming | None:
        """Which codebook it is coded with, and by which method; asked once a page."""
        return theming_of(self.consultation)

    def theme_at(self, pk: int) -> Theme:
        """A theme of its codebook, in use or not; any other is not found."""
        themes = themes_in(self.theming.codebook_id if self.theming else None)
        found = next((theme for theme in themes if theme.pk == pk), None)
        if found is None:
            raise Http404("It is no theme of this codebook.")
        return found

    def parts_at(self, pk: int) -> list[Response]:
        """All rows of the woman who sent this one, the last first; what was taken back, or isn't
        of this consultation, is not found."""
        parts = parts_at(pk, self.consultation, self.user)
        if not parts:
            raise Http404("It is no response of this consultation.")
        return parts

    @cached_property
    def names(self) -> Mapping[int, str]:
        """What its area calls themes."""
        return names_for(self.consultation)

    def get_page_subtitle(self) -> str:
        return str(self.consultation)

    def trail(self) -> list[dict[str, Any]]:
        url = reverse("insights:responses", args=[self.consultation.pk])
        return [{"url": url, "label": str(self.consultation)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        may_read_equality = user_can_read_equality(self.user, self.consultation)
        return {
            **context,
            "consultation": self.consultation,
            "may_read_equality": may_read_equality,
            "may_hand_over": user_can_hand_over(self.user, self.consultation),
            "names": SimpleLazyObject(lambda: self.names),  # not every page shows a theme
        }
