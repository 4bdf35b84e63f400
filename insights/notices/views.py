"""Doors to posters and letters, and to the outcome in other forms."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from consultations.models import Outcome, Telling
from consultations.services import NotWhole, TellingStands
from insights.notices import selectors, services
from insights.notices.forms import telling_form
from insights.notices.gathering import Matter, public_address, told_in_form
from insights.notices.kinds import FORMS, NOTICES, WELSH, Notice
from insights.notices.pdf import TooLong, notice_pdf
from insights.packs.her_words import HerWords
from insights.packs.own_counts import OwnCounts
from insights.packs.screens import PackDoor, PackScreen


class NeedsPublished(PackDoor):
    """A door that opens once the pack is published; before, it leads back to the pack."""

    outcome: Outcome

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except services.NotPublished:
            messages.error(request, _("Posters and letters are made of a published pack."))
            return self.to_pack()

    def prepare(self) -> None:
        super().prepare()
        found = selectors.published_outcome(self.pack)
        if found is None:
            raise services.NotPublished
        self.outcome = found

    def to_posters(self) -> HttpResponse:
        return redirect("insights:posters", self.pack.pk)


class PostersView(NeedsPublished, PackScreen):
    """Every file that can be made, and which forms are still to be written."""

    template_name = "insights/notices/posters.html"

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), self.here(_("Posters and letters"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [
            {"label": label, "form": form, "files": files_in(form)}
            for form, label in FORMS.items()
            if told_in_form(self.outcome, form)
        ]
        forms = selectors.forms_of(self.outcome)
        return super().get_context_data(rows=rows, forms=forms, outcome=self.outcome, **kwargs)


def files_in(form: str) -> list[list[Notice]]:
    """Cells of a table: a poster, one for a prison, a letter, one for a prison."""
    order = [("poster", False), ("poster", True), ("letter", False), ("letter", True)]
    mine = [notice for notice in NOTICES.values() if notice.form == form]
    return [[n for n in mine if (n.kind, n.offline) == column] for column in order]


class TellingView(NeedsPublished, PackScreen):
    """The outcome in another form, written beside the English."""

    template_name = "insights/notices/telling.html"

    def prepare(self) -> None:
        if self.kwargs["form"] not in Telling.Form.values:
            raise Http404
        super().prepare()
        self.told_form = Telling.Form(self.kwargs["form"])
        data = self.request.POST if self.request.method == "POST" else None
        self.form = telling_form(data, outcome=self.outcome, form=self.told_form)

    def trail(self) -> list[dict[str, Any]]:
        posters = reverse("insights:posters", args=[self.pack.pk])
        above = {"url": posters, "label": _("Posters and letters")}
        return [*super().trail(), above, self.here(str(self.told_form.label))]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.outcome.tellings.filter(form=self.told_form).exists():
            return self._stands()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        told = self.form.told
        try:
            if "publish" not in request.POST:
                services.look_over(self.outcome, self.told_form, told["summary"], told["decisions"])
                return self.render_to_response(self.get_context_data())
            services.tell_outcome(pack=self.pack, by=self.user, form=self.told_form, **told)
        except (HerWords, OwnCounts) as error:
            self.form.add_error(None, error.sentences)
            return self.render_to_response(self.get_context_data())
        except TellingStands:
            return self._stands()
        except NotWhole:
            self.form.add_error(None, _("Say all that the English says, with each reason."))
            return self.render_to_response(self.get_context_data())
        said = _("Published in this form: %(form)s.") % {"form": self.told_form.label}
        messages.success(request, said)
        return self.to_posters()

    def _stands(self) -> HttpResponse:
        said = _(
            "It is written in this form already, and stands. Publish a new version to change it."
        )
        messages.error(self.request, said)
        return self.to_posters()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        looked = self.request.method == "POST"
        return context | {
            "form": self.form,
            "told_form": self.told_form,
            "outcome": self.outcome,
            "hints": self.form.hints if looked else [],
            "looks_well": looked and self.form.is_valid(),
            "written_in": "cy" if self.told_form in WELSH else "en",
        }


class NoticeFileView(NeedsPublished):
    """One poster or letter as a file, which no browser or proxy keeps."""

    def prepare(self) -> None:
        if self.kwargs["name"] not in NOTICES:
            raise Http404
        super().prepare()
        self.notice = NOTICES[self.kwargs["name"]]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        told = told_in_form(self.outcome, self.notice.form)
        if told is None:
            raise Http404
        page = self.outcome.consultation
        with override(self.notice.language):
            page = page.localized
        matter = Matter(
            notice=self.notice,
            told=told,
            title=page.title,
            area=page.area,
            published_on=self.outcome.published_on,
            address=public_address(page, request),
        )
        try:
            pdf = notice_pdf(matter)
        except TooLong:
            said = _("What women said in short is too long for two pages. Print the easy read.")
            messages.error(request, said)
            return self.to_posters()
        response = HttpResponse(pdf, content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="{self.notice.name}.pdf"'
        response["Cache-Control"] = "no-store"
        return response
