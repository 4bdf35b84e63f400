"""A stored file to a browser, in the part that it asks for. Safari plays nothing without parts.

An open-ended part ends after MOST_AT_ONCE, so that one slow player holds a worker for a short
while; players ask for the next one.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

CHUNK = 64 * 1024
MOST_AT_ONCE = 2 * 1024 * 1024
ONE_PART = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


class NoSuchPart(ValueError):
    """The part that is asked for begins after the end."""


def part_asked_for(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte; None where the whole is asked for, or what this door doesn't do.

    Raises NoSuchPart.
    """
    found = ONE_PART.fullmatch(header.strip())
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        begin, end = max(0, size - int(last)), size - 1
    else:
        begin = int(first)
        end = min(int(last), size - 1) if last else min(begin + MOST_AT_ONCE, size) - 1
    if begin >= size or (last and first and int(last) < begin) or (not first and int(last) == 0):
        raise NoSuchPart
    return begin, end


def send_file(
    request: HttpRequest, file: Any, *, content_type: str, name: str
) -> HttpResponse | StreamingHttpResponse:
    """The file or a part of it. Nothing is kept in a cache: it would tell what she looked at."""
    size = file.size
    mark = f'"{file.name.rpartition("/")[2].partition(".")[0]}"'
    header = request.headers.get("Range", "")
    if request.headers.get("If-Range", mark) != mark:
        header = ""
    try:
        part = part_asked_for(header, size)
    except NoSuchPart:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    begin, end = part or (0, size - 1)
    headers = {
        "Accept-Ranges": "bytes",
        "Content-Length": str(end - begin + 1),
        "Content-Disposition": f'inline; filename="{name}"',
        "Cache-Control": "no-store",
        "ETag": mark,
        "X-Robots-Tag": "noindex",
    }
    if part:
        headers["Content-Range"] = f"bytes {begin}-{end}/{size}"
    return StreamingHttpResponse(
        read_between(file, begin, end),
        status=206 if part else 200,
        content_type=content_type,
        headers=headers,
    )


def read_between(file: Any, begin: int, end: int) -> Iterator[bytes]:
    """These bytes, a little at a time; the file is open for no longer."""
    with file.storage.open(file.name) as opened:
        opened.seek(begin)
        left = end - begin + 1
        while left > 0 and (chunk := opened.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
