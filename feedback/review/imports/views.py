"""Bring in a file: upload, see what it would do, then do it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.models import User
from accounts.permissions import areas_where
from feedback.csv_rows import MOST_PROBLEMS, BrokenFile
from feedback.importing import CheckedFile, ImportReport, ImportRow, known_rows
from feedback.keys import NoIntakeKey
from feedback.models import Channel
from feedback.review.imports.forms import ImportForm
from feedback.review.imports.parcels import Parcel, TooMuchForOnePage
from feedback.review.imports.services import IMPORT, FormChanged, check_parcel, import_parcel
from feedback.review.imports.uploads import MemoryOnly
from feedback.sealing import NotOpened
from feedback.selectors import live_version
from feedback.uses import WORDING, Use

SHOWN_ROWS = 3


class ImportPage(WagtailAdminTemplateMixin, View):
    """What the two pages share: who may, and their frame."""

    page_title = gettext_lazy("Import responses")
    header_icon = "upload"
    request: HttpRequest

    @property
    def user(self) -> User:
        assert isinstance(self.request.user, User)
        return self.request.user

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not areas_where(request.user, IMPORT).exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def page(self, template: str, **context: Any) -> HttpResponse:
        return TemplateResponse(
            self.request, f"review/imports/{template}", self.get_context_data(**context)
        )


@method_decorator(csrf_exempt, name="dispatch")
class UploadView(ImportPage):
    """Upload a file. `csrf_exempt` only until the upload handler is set; `post` is protected."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.handler = MemoryOnly(request)
        request.upload_handlers = [self.handler]
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page("upload.html", form=ImportForm(user=self.user))

    @method_decorator(csrf_protect)
    def post(self, request: HttpRequest) -> HttpResponse:
        data, files = request.POST, request.FILES  # now, so that the handler has seen the file
        too_large = self.handler.was_too_large
        form = ImportForm(data, files, user=self.user, too_large=too_large)
        if not form.is_valid():
            return self.page("upload.html", form=form)
        parcel = parcel_of(form)
        try:
            checked = check_parcel(user=self.user, parcel=parcel)
            sealed = parcel.seal(self.user)
        except BrokenFile as broken:
            more = max(len(broken.problems) - MOST_PROBLEMS, 0)
            problems = broken.problems[:MOST_PROBLEMS]
            return self.page("upload.html", form=form, problems=problems, more=more)
        except TooMuchForOnePage:
            form.add_error(
                "file",
                _(
                    "This is too much for one page. Import it in parts of 3,000 rows or so, or by "
                    "the command manage.py import_responses."
                ),
            )
            return self.page("upload.html", form=form)
        return self.page("check.html", **describe(checked, parcel, sealed))


class StoreView(ImportPage):
    """Do what was shown."""

    def post(self, request: HttpRequest) -> HttpResponseRedirect:
        try:
            parcel = Parcel.open(request.POST.get("parcel", ""), self.user)
            report = import_parcel(user=self.user, parcel=parcel)
        except (NotOpened, FormChanged, BrokenFile, NoIntakeKey) as error:
            messages.error(request, refusal(error))
        else:
            messages.success(request, success(report, parcel))
        return redirect("review_imports:upload")


def parcel_of(form: ImportForm) -> Parcel:
    """What she uploaded, ready to be checked."""
    asked = form.cleaned_data["form"]
    version = live_version(asked)
    assert version is not None  # importable_forms has published forms alone
    provenance = form.provenance
    return Parcel(
        form=asked.pk,
        version=version.pk,
        data=form.cleaned_data["file"].read(),
        removed_by=provenance.removed_by if provenance else "",
        uses=provenance.uses if provenance else [],
        text_columns=form.columns,
    )


def describe(checked: CheckedFile, parcel: Parcel, sealed: str) -> dict[str, Any]:
    """What an import would do, for a person to agree to."""
    before = len(known_rows(checked))
    return {
        "checked": checked,
        "parcel": parcel,
        "sealed": sealed,
        "before": before,
        "new": len(checked.rows) - before,
        "uses": [WORDING[Use(use)][0] for use in parcel.uses],
        "rows": [show(row, checked) for row in checked.rows[:SHOWN_ROWS]],
        "upload_url": reverse("review_imports:upload"),
        "store_url": reverse("review_imports:store"),
    }


def show(row: ImportRow, checked: CheckedFile) -> dict[str, Any]:
    """A row as it would be stored: questions in their order, options in words."""
    answers = []
    for question in checked.version.definition["questions"]:
        answer = row.payload.answers.get(question["key"])
        if answer is not None:
            words = {o["key"]: o["text"].get("en-gb", "") for o in question["options"]}
            options = [words[key] for key in answer.options]
            text = {"question": question["text"].get("en-gb", ""), "text": answer.text}
            answers.append({**text, "options": options})
    language = dict(settings.LANGUAGES)[row.payload.language]
    channel = Channel(row.payload.channel).label
    return {"row": row, "said": answers, "channel": channel, "language": language}


def refusal(error: Exception) -> str:
    """Why nothing was imported."""
    if isinstance(error, NoIntakeKey):
        return _("Nothing was imported: there is no key yet to seal the rows to.")
    if isinstance(error, FormChanged):
        return _("Nothing was imported: the form was published anew. Please check the file again.")
    return _("Nothing was imported: this page can't be used any more. Please start again.")


def success(report: ImportReport, parcel: Parcel) -> str:
    """What was imported, and where it is now."""
    if parcel.provenance:
        done = ngettext(
            "%(n)s response imported. It can be grouped by theme now.",
            "%(n)s responses imported. They can be grouped by theme now.",
            report.new,
        )
    else:
        done = ngettext(
            "%(n)s response imported. It waits for a reviewer after the next sweep.",
            "%(n)s responses imported. They wait for a reviewer after the next sweep.",
            report.new,
        )
    return done % {"n": f"{report.new:,}"}
