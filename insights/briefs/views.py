"""Doors to the panel brief of a pack. A pack of another area is not found."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.plain_english import Reading, read
from insights.briefs import selectors, services
from insights.briefs.forms import BriefForm
from insights.briefs.pdf import MOST_PAGES, brief_pdf, length_of
from insights.packs.guard import guarded, hold
from insights.packs.screens import PackDoor, PackScreen
from insights.packs.seal import DraftChanged

PLAIN, FAIR = 5, 8  # grades: up to here it is plain; up to here it could be plainer


class NeedsSigned(PackDoor):
    """A door that opens once the pack is signed; before, it leads back to the pack and says so."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except services.NoBriefYet:
            said = _("A panel brief is made from a signed pack. Sign this one, or open the newest.")
            messages.error(request, said)
            return self.to_pack()

    def prepare(self) -> None:
        super().prepare()
        if self.pack.status not in selectors.BRIEFED:
            raise services.NoBriefYet

    def to_brief(self) -> HttpResponse:
        return redirect("insights:brief", self.pack.pk)


class BriefScreen(NeedsSigned, PackScreen):
    """A screen about the brief of one pack."""

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), self.here(_("Panel brief"))]


class BriefView(BriefScreen):
    """The words of the brief, and how hard they are to read."""

    template_name = "insights/briefs/brief.html"

    def prepare(self) -> None:
        super().prepare()
        self.offered = selectors.quotes_to_choose(self.pack)
        self.written = selectors.written_brief(self.pack)
        self.form = self.make_form(None)

    def make_form(self, data: Any) -> BriefForm:
        return BriefForm(data, written=self.written, offered=self.offered)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            hold(self.pack)
            self.written = selectors.written_brief(self.pack)
            self.form = guarded(self.make_form, request.POST)
            return self.answer()

    def answer(self) -> HttpResponse:
        """Save it, or show what stands in the way."""
        if hasattr(self.form, "meanwhile") or not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        services.save_brief(pack=self.pack, by=self.user, **self.form.written)
        messages.success(self.request, _("The brief is saved."))
        return self.to_brief()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        texts = [str(box.value() or "") for box in self.form.boxes]
        asks = [str(line.value() or "") for line in self.form.lines]
        return context | {
            "form": self.form,
            "written": self.written,
            "boxes": [
                (box, _told(read(text))) for box, text in zip(self.form.boxes, texts, strict=True)
            ],
            "asked": _told(read("\n".join(asks))),
            "whole": _told(read("\n".join([*texts, *asks]))),
            "length": length_of(selectors.shown_draft(self.pack, self.written)),
            "most_pages": MOST_PAGES,
            "given": selectors.given_brief(self.pack),
        }


def _told(reading: Reading) -> dict[str, Any]:
    """A reading, with what its grade means."""
    grade = reading.grade
    if grade is None:
        return {"reading": reading}
    meaning = _("plain") if grade <= PLAIN else _("could be plainer")
    if grade > FAIR:
        meaning = _("hard for many")
    # nobody reads below school age; half a year more says nothing
    return {"reading": reading, "grade": max(1, round(grade)), "meaning": meaning}


class AnewView(NeedsSigned):
    """Throw the words away and work them out again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        services.begin_brief_anew(pack=self.pack, by=self.user)
        messages.success(request, _("The brief is worked out from the pack again."))
        return self.to_brief()


class GiveView(BriefScreen):
    """What is missing, or what panels will read and the button that gives it to them."""

    template_name = "insights/briefs/give.html"

    def trail(self) -> list[dict[str, Any]]:
        brief = {"url": reverse("insights:brief", args=[self.pack.pk]), "label": _("Panel brief")}
        return [*PackScreen.trail(self), brief, self.here(_("Give it to panels"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        written = selectors.written_brief(self.pack)
        return super().get_context_data(
            brief=selectors.shown_draft(self.pack, written),
            missing=services.missing_for_giving(self.pack, written),
            given=selectors.given_brief(self.pack),
            seal=selectors.seal_of_brief(self.pack, written),
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            seal = request.POST.get("seal", "")
            services.give_brief(pack=self.pack, by=self.user, seal=seal)
        except services.NotReady:
            return self.render_to_response(self.get_context_data())
        except DraftChanged as error:
            messages.error(request, str(error))
            return redirect("insights:give_brief", self.pack.pk)
        messages.success(request, _("Given. Panels of this consultation read it from now on."))
        return redirect("insights:brief_given", self.pack.pk)


class PageView(NeedsSigned):
    """The brief as a page of its own: what would be given, to read through."""

    is_given = False

    def shown(self) -> dict[str, Any]:
        return selectors.shown_draft(self.pack, selectors.written_brief(self.pack))

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        context = {"brief": self.shown(), "pack": self.pack, "is_given": self.is_given}
        return render(request, "insights/briefs/page.html", context)


class GivenView(PageView):
    """The brief that stands for panels."""

    is_given = True

    def shown(self) -> dict[str, Any]:
        brief = selectors.given_brief(self.pack)
        if brief is None:
            raise Http404
        return selectors.shown_brief(self.pack, brief)


class FileView(PageView):
    """The same as a file, which no browser or proxy keeps."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        shown = self.shown()
        version = shown["version_number"].replace(".", "-")
        response = HttpResponse(brief_pdf(shown), content_type="application/pdf")
        response["Content-Disposition"] = (
            f'attachment; filename="brief-{self.pack.pk}-{version}.pdf"'
        )
        response["Cache-Control"] = "no-store"
        return response


class GivenFileView(GivenView, FileView):
    """The brief that stands for panels, as a file."""

    get = FileView.get
