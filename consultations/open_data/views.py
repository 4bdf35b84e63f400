"""Doors to the open data: a page that says what there is, and the files."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from consultations.open_data.files import as_csv, as_json
from consultations.open_data.tables import TABLES

KINDS = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "json": (as_json, "application/json"),
}
KEPT_SECONDS = 60 * 60  # by a browser or a cache: what is published changes by the day


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What there is, for people."""
    context = {
        "tables": TABLES.values(),
        "licence": settings.OPEN_DATA_LICENCE,
        "licence_url": settings.OPEN_DATA_LICENCE_URL,
    }
    return render(request, "consultations/open_data.html", context)


@require_safe
def table_file(request: HttpRequest, name: str, kind: str) -> StreamingHttpResponse:
    """One table. The same file for everybody, so it may be kept for an hour and read from any
    site."""
    if name not in TABLES or kind not in KINDS:
        raise Http404
    table, (write, content_type) = TABLES[name], KINDS[kind]
    lines = write(table, table.rows(request))
    response = StreamingHttpResponse(lines, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    response["Access-Control-Allow-Origin"] = "*"
    return response
