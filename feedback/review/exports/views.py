"""Take redacted answers out, for one use."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.models import User
from accounts.permissions import user_may_anywhere
from feedback.review.exports.forms import ExportForm
from feedback.review.exports.services import EXPORT, NothingToExport, export_responses


class ExportView(WagtailAdminTemplateMixin, View):
    """Choose a form and a use; the answer is a zip file."""

    page_title = gettext_lazy("Export responses")
    header_icon = "download"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not user_may_anywhere(request.user, EXPORT):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        assert isinstance(request.user, User)
        return self.show(ExportForm(user=request.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        assert isinstance(request.user, User)
        form = ExportForm(request.POST, user=request.user)
        if not form.is_valid():
            return self.show(form)
        asked, use = form.cleaned_data["form"], form.chosen_use
        try:
            archive = export_responses(user=request.user, form=asked, use=use)
        except NothingToExport:
            form.add_error("use", _("No response to this form may be used for that yet."))
            return self.show(form)
        headers = {"Content-Disposition": f'attachment; filename="{archive.name}"'}
        return HttpResponse(archive.data, content_type="application/zip", headers=headers)

    def show(self, form: ExportForm) -> HttpResponse:
        """The page."""
        context = self.get_context_data(form=form)
        return TemplateResponse(self.request, "review/exports/export.html", context)
