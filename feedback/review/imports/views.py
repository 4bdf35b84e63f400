"""Bring in a file: upload, say what its columns are, see what it would do, then do it."""

from dataclasses import asdict, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.models import User
from accounts.permissions import user_may_anywhere
from feedback.importing.checking import arranged
from feedback.importing.opening import read_table
from feedback.importing.problems import BrokenFile, ColumnsInDoubt
from feedback.importing.tables import Table
from feedback.importing.targets import Mapping
from feedback.keys import NoIntakeKey
from feedback.review.imports import column_form
from feedback.review.imports.forms import ImportForm
from feedback.review.imports.parcels import Parcel, TooMuchForOnePage
from feedback.review.imports.selectors import imports_for, kept_mapping
from feedback.review.imports.services import (
    IMPORT,
    FormChanged,
    check_parcel,
    file_hash,
    form_of,
    import_parcel,
    keep_mapping,
)
from feedback.review.imports.showing import columns_page, describe, few, refusal, success
from feedback.review.imports.uploads import MemoryOnly
from feedback.sealing import NotOpened
from feedback.selectors import live_version

SHOWN_IMPORTS = 100


class ImportPage(WagtailAdminTemplateMixin, View):
    """What these pages share: who may, and their frame."""

    page_title = gettext_lazy("Import responses")
    header_icon = "upload"
    request: HttpRequest

    @property
    def user(self) -> User:
        assert isinstance(self.request.user, User)
        return self.request.user

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not user_may_anywhere(request.user, IMPORT):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def page(self, template: str, **context: Any) -> HttpResponse:
        return TemplateResponse(
            self.request, f"review/imports/{template}", self.get_context_data(**context)
        )

    def choose_columns(self, parcel: Parcel, problems: BrokenFile | None = None) -> HttpResponse:
        """The page with a select for each column."""
        form = form_of(parcel, self.user)
        version = live_version(form)
        if version is None or version.pk != parcel.version:
            raise FormChanged
        context = columns_page(parcel, form, version.questionnaire, problems)
        return self.page("columns.html", sealed=parcel.seal(self.user), **context)

    def refuse(self, error: Exception) -> HttpResponseRedirect:
        """Back to the start, with the reason."""
        messages.error(self.request, refusal(error))
        return redirect("review_imports:upload")


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
        try:
            return self.read(form)
        except BrokenFile as broken:
            return self.page("upload.html", form=form, **few(broken))
        except FormChanged as changed:
            return self.refuse(changed)
        except TooMuchForOnePage:
            form.add_error("file", _("This is too much for one page. Import it in parts."))
            return self.page("upload.html", form=form)

    def read(self, form: ImportForm) -> HttpResponse:
        """The check, or the columns where a person has to say what they are."""
        parcel = parcel_of(form)
        try:
            checked = check_parcel(user=self.user, parcel=parcel)
        except ColumnsInDoubt as doubt:
            return self.choose_columns(parcel, doubt)
        except BrokenFile:
            if not has_unknown_choices(parcel, form):
                raise
            return self.choose_columns(parcel)
        return self.page("check.html", **describe(checked, parcel, parcel.seal(self.user)))


class ColumnsView(ImportPage):
    """Say which column answers what. Posted without any select, it shows what there is so far."""

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            parcel = Parcel.open(request.POST.get("parcel", ""), self.user)
            return self.chosen(request, parcel)
        except (NotOpened, FormChanged, TooMuchForOnePage) as error:
            return self.refuse(error)

    def chosen(self, request: HttpRequest, parcel: Parcel) -> HttpResponse:
        if "column-0" not in request.POST:
            return self.choose_columns(parcel)
        table, form = Table.from_bytes(parcel.data), form_of(parcel, self.user)
        mapping = column_form.read_mapping(table, request.POST.dict())
        parcel = replace(parcel, mapping=asdict(mapping))
        try:
            checked = check_parcel(user=self.user, parcel=parcel)
        except BrokenFile as broken:
            return self.choose_columns(parcel, broken)
        keep_mapping(user=self.user, form=form, header=table.header, mapping=mapping)
        return self.page("check.html", **describe(checked, parcel, parcel.seal(self.user)))


class StoreView(ImportPage):
    """Do what was shown."""

    def post(self, request: HttpRequest) -> HttpResponseRedirect:
        try:
            parcel = Parcel.open(request.POST.get("parcel", ""), self.user)
            report = import_parcel(user=self.user, parcel=parcel)
        except (NotOpened, FormChanged, BrokenFile, NoIntakeKey) as error:
            return self.refuse(error)
        messages.success(request, success(report, parcel))
        return redirect("review_imports:upload")


class DoneView(ImportPage):
    """What was brought in: from where, by whom, when."""

    page_title = gettext_lazy("Imports so far")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page("done.html", records=imports_for(self.user)[:SHOWN_IMPORTS])


def parcel_of(form: ImportForm) -> Parcel:
    """What she uploaded, read, with the columns chosen for such files. Raises BrokenFile."""
    asked = form.cleaned_data["form"]
    version = live_version(asked)
    assert version is not None  # importable_forms has published forms alone
    data = form.cleaned_data["file"].read()
    table = read_table(data)
    mapping = kept_mapping(asked, table.header)
    provenance = form.provenance
    return Parcel(
        form=asked.pk,
        version=version.pk,
        data=table.to_bytes(),
        file_hash=file_hash(data),
        source=form.cleaned_data["source"].strip(),
        removed_by=provenance.removed_by if provenance else "",
        uses=provenance.uses if provenance else [],
        mapping=asdict(mapping) if mapping else None,
    )


def has_unknown_choices(parcel: Parcel, form: ImportForm) -> bool:
    """Whether some words of a choice are not on offer: that a person can say on the page."""
    version = live_version(form.cleaned_data["form"])
    assert version is not None
    table = Table.from_bytes(parcel.data)
    arranged(table, version, parcel.chosen)
    asked = version.questionnaire
    mapping = parcel.chosen or Mapping(column_form.proposed(table, asked, None))
    choices = column_form.choice_selects(table, asked, mapping)
    return any(choice.value == column_form.OPEN for choice in choices)
