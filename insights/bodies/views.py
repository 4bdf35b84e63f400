"""Doors to what bodies said, under /manage/bodies/. What is of another area is not found."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.models import User
from accounts.permissions import areas_where
from consultations.bodies.models import BodyAnswer, BodyReading
from consultations.bodies.selectors import standing_answers
from consultations.models import ConsultationPage
from insights.bodies import permissions, selectors, services
from insights.bodies.forms import AsideForm, ReadForm
from insights.models import Theme
from insights.packs.guard import guarded
from insights.selectors import themes_offered, theming_of


class BodiesScreen(WagtailAdminTemplateMixin, TemplateView):
    """A page about what bodies said, for those who may read it somewhere."""

    page_title = gettext_lazy("What organisations said")
    header_icon = "group"
    user: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        assert isinstance(request.user, User)  # require_admin_access stands before
        self.user = request.user
        if not permissions.may_read_somewhere(self.user):
            raise PermissionDenied
        self.prepare()
        return super().dispatch(request, *args, **kwargs)

    def prepare(self) -> None:
        """Find what the address names."""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        start = {"url": reverse("insights:bodies"), "label": self.page_title}
        return [*self.breadcrumbs_items, start, *self.trail()]

    def trail(self) -> list[dict[str, Any]]:
        return []

    def get_page_title(self) -> str:
        return str((self.trail() or [{"label": self.page_title}])[-1]["label"])


class BodiesView(BodiesScreen):
    """Consultations that ask bodies."""

    template_name = "insights/bodies/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = selectors.consultations_of_bodies(self.user)
        return super().get_context_data(rows=rows, **kwargs)


class ConsultationBodiesView(BodiesScreen):
    """What bodies sent to one consultation."""

    template_name = "insights/bodies/answers.html"
    consultation: ConsultationPage

    def prepare(self) -> None:
        areas = areas_where(self.user, permissions.READ_BODIES)
        pages = ConsultationPage.objects.filter(area__in=areas).select_related("area")
        self.consultation = get_object_or_404(pages, pk=self.kwargs["consultation"])

    def trail(self) -> list[dict[str, Any]]:
        url = reverse("insights:bodies_of", args=[self.consultation.pk])
        return [{"url": url, "label": str(self.consultation)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)
        found["consultation"] = self.consultation
        found["may_export"] = permissions.may_export(self.user, self.consultation)
        if self.template_name == ConsultationBodiesView.template_name:
            found["rows"] = selectors.rows_of(self.consultation)
            found["counts"] = selectors.counts_of(self.consultation)
        return found


class ExportView(ConsultationBodiesView):
    """What bodies said as a table to keep."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        data = services.export_bodies(consultation=self.consultation, by=self.user)
        response = HttpResponse(data, content_type="text/csv; charset=utf-8")
        name = slugify(self.consultation.slug) or "consultation"
        response["Content-Disposition"] = f'attachment; filename="{name}-organisations.csv"'
        response["Cache-Control"] = "no-store"
        return response


class BodyView(ConsultationBodiesView):
    """One answer: read it, take details out, give it themes."""

    template_name = "insights/bodies/answer.html"
    form: ReadForm
    aside: AsideForm

    def prepare(self) -> None:
        super().prepare()
        answers = selectors.answers_to(self.consultation)
        self.answer: BodyAnswer = get_object_or_404(answers, pk=self.kwargs["answer"])
        self.form, self.aside = self.make_form(None), AsideForm()

    def make_form(self, data: Any) -> ReadForm:
        given = selectors.themes_of([self.answer])[self.answer.pk]
        return ReadForm(data, answer=self.answer, themes=self.offered(given), given=given)

    def offered(self, given: list[Theme]) -> list[Theme]:
        """Themes in use and those that it has; none for those who don't code."""
        theming = theming_of(self.consultation)
        if theming is None or not permissions.may_theme(self.user, self.consultation):
            return []
        in_use = themes_offered(theming.codebook)
        old = [t for t in given if t not in in_use and t.codebook_id == theming.codebook_id]
        return [*in_use, *old]

    def trail(self) -> list[dict[str, Any]]:
        url = reverse("insights:body", args=[self.consultation.pk, self.answer.pk])
        return [*super().trail(), {"url": url, "label": self.answer.organisation}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reading = getattr(self.answer, "reading", None)
        is_aside = reading is not None and reading.status == BodyReading.Status.ASIDE
        standing = standing_answers(self.consultation).filter(pk=self.answer.pk).exists()
        return super().get_context_data(**kwargs) | {
            "answer": self.answer,
            "reading": reading,
            "is_aside": is_aside,
            "is_old": not standing and not is_aside,
            "form": self.form,
            "aside": self.aside,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            services.hold(self.answer)
            self.form = guarded(self.make_form, request.POST)
            if hasattr(self.form, "meanwhile") or not self.form.is_valid():
                return self.render_to_response(self.get_context_data())
            services.read_body(answer=self.answer, by=self.user, words=self.form.words)
            if self.form.offered:
                services.give_themes(answer=self.answer, by=self.user, themes=self.form.chosen)
        messages.success(request, _("Read. What stands here may be counted and shown now."))
        return redirect("insights:bodies_of", self.consultation.pk)


class AsideView(BodyView):
    """Set an answer aside."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.aside = AsideForm(request.POST)
        if not self.aside.is_valid():
            return self.render_to_response(self.get_context_data())
        why = BodyReading.Why(self.aside.cleaned_data["why"])
        services.set_body_aside(answer=self.answer, by=self.user, why=why)
        messages.success(
            request,
            _("Set aside. Its words are out of every pack. Numbers of signed packs stay."),
        )
        return redirect("insights:bodies_of", self.consultation.pk)


class BackView(BodyView):
    """Put an answer back that was set aside."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        services.put_body_back(answer=self.answer, by=self.user)
        messages.success(request, _("Put back. Read it now, so that it counts."))
        return redirect("insights:body", self.consultation.pk, self.answer.pk)
