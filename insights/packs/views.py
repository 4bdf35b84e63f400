"""Doors to design review packs. A pack of another area is not found."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.models import User
from accounts.permissions import user_may
from insights.models import ReviewPack
from insights.packs import selectors, services
from insights.packs.document import lay_out
from insights.packs.forms import PackForm, decision_formset, draft_of
from insights.packs.pdf import pack_pdf
from insights.packs.public_quotes import publishable_quotes
from insights.packs.wording import theme_rows


class PackDoor(View):
    """For people who write packs somewhere; the pack of the address is one of their areas."""

    user: User
    pack: ReviewPack

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        assert isinstance(request.user, User)  # require_admin_access stands before
        self.user = request.user
        if not selectors.may_write_somewhere(self.user):
            raise PermissionDenied
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
            "version": selectors.version_of(self.pack),
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
        version = selectors.version_of(self.pack)
        return context | {"pack": self.pack, "version": version, "may_sign": may_sign}


class PackListView(PackScreen):
    """Her consultations, and the packs of each."""

    template_name = "insights/packs/list.html"

    def prepare(self) -> None:
        pass

    def get_page_subtitle(self) -> str:
        return ""

    def trail(self) -> list[dict[str, Any]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super(PackScreen, self).get_context_data(**kwargs)
        return context | {"rows": selectors.consultations_for(self.user)}


class StartView(PackDoor):
    """Start the next pack of a consultation, or go to the draft that there is."""

    http_method_names = ["post"]

    def prepare(self) -> None:
        pages = selectors.consultations_for(self.user)
        page = get_object_or_404(pages, pk=self.kwargs["pk"])
        self.page = page

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        pack = services.start_pack(consultation=self.page, by=self.user)
        return redirect("insights:packs:edit", pack.pk)


class PackView(PackScreen):
    """Where a pack stands: what is missing, both editions, and the next step."""

    template_name = "insights/packs/pack.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_draft = self.pack.status == ReviewPack.Status.DRAFT
        missing = selectors.missing_for_signing(self.pack) if is_draft else []
        return super().get_context_data(missing=missing, is_draft=is_draft, **kwargs)


class EditView(PackScreen):
    """The words of a draft, and its decisions."""

    template_name = "insights/packs/edit.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except services.PackIsFrozen as error:
            messages.error(request, str(error))
            return self.to_pack()

    def prepare(self) -> None:
        super().prepare()
        if self.pack.status != ReviewPack.Status.DRAFT:
            raise services.PackIsFrozen
        data = self.request.POST if self.request.method == "POST" else None
        self.quotes = selectors.proposed_quotes(self.pack)
        self.form = PackForm(data, pack=self.pack, quotes=self.quotes)
        self.decisions = decision_formset(self.pack, data)

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), self.here(_("Edit"))]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not (self.form.is_valid() and self.decisions.is_valid()):
            return self.render_to_response(self.get_context_data())
        draft = draft_of(self.form, self.decisions)
        services.save_draft(pack=self.pack, by=self.user, **draft)
        messages.success(request, _("The draft is saved."))
        if "more" in request.POST:
            return redirect(request.path + "#decision-new")
        return self.to_pack()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "form": self.form,
            "decisions": self.decisions,
            "quotes": self.quotes,
            "ticked": self.form["left_out"].value() or [],
        }


class SignView(PackScreen):
    """What signing means, and what is missing for it."""

    template_name = "insights/packs/sign.html"

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), self.here(_("Sign"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        missing = selectors.missing_for_signing(self.pack)
        return super().get_context_data(missing=missing, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            services.sign_pack(pack=self.pack, by=self.user)
        except services.NotReady:
            return self.render_to_response(self.get_context_data())
        except services.PackIsFrozen as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Signed. Both editions are frozen as they stand."))
        return self.to_pack()


class PublishView(PackScreen):
    """What women and the public will see, and the button that shows it to them."""

    template_name = "insights/packs/publish.html"

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), self.here(_("Publish"))]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.pack.status != ReviewPack.Status.SIGNED:
            messages.error(request, _("Only a signed pack can be published."))
            return self.to_pack()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        public = self.pack.editions["public"]
        written = [
            (_("Where women disagreed"), public["tensions"]),
            (_("What we recommend"), public["recommendations"]),
            (_("Who is missing"), public["missing_voices"]),
            (_("Limits of this evidence"), public["limits"]),
        ]
        return super().get_context_data(
            public=public,
            rows=theme_rows(public),
            quotes=publishable_quotes(self.pack).values(),
            written=[(title, text) for title, text in written if text.strip()],
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            services.publish_pack(pack=self.pack, by=self.user)
        except services.PackIsFrozen:
            messages.error(request, _("Only a signed pack can be published."))
        except services.NotReady as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Published. Women can now see what was decided."))
        return self.to_pack()


class EditionView(PackDoor):
    """One edition as a page of its own, to read and to print."""

    def prepare(self) -> None:
        super().prepare()
        self.name = self.kwargs["edition"]
        if self.name not in selectors.EDITIONS:
            raise Http404

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        document = lay_out(selectors.shown_edition(self.pack, self.name))
        context = {"document": document, "pack": self.pack, "name": self.name}
        return render(request, "insights/packs/edition.html", context)


class EditionPdfView(EditionView):
    """The same edition as a file, with words that may be printed."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        edition = selectors.shown_edition(self.pack, self.name, printed=True)
        version = edition["version"].replace(".", "-")
        name = f"pack-{self.pack.pk}-{self.name}-{version}.pdf"
        response = HttpResponse(pack_pdf(edition), content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "no-store"
        return response
