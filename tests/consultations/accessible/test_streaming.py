"""A file goes out whole or in one part; anything odd gets the whole, or is told where it ends."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models.fields.files import FieldFile
from django.test import RequestFactory

from consultations.accessible.streaming import (
    MOST_AT_ONCE,
    NoSuchPart,
    part_asked_for,
    send_file,
)
from consultations.models import Recording

BYTES = bytes(range(256)) * 4


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-1", (0, 1)),  # what Safari asks first
        ("bytes=0-", (0, 999)),
        ("bytes=500-", (500, 999)),
        ("bytes=999-999", (999, 999)),
        ("bytes=990-2000", (990, 999)),
        ("bytes=-10", (990, 999)),
        ("bytes=-5000", (0, 999)),
    ],
)
def test_one_part_is_understood(header: str, part: tuple[int, int]) -> None:
    assert part_asked_for(header, 1000) == part


@pytest.mark.parametrize(
    "header", ["", "bytes=", "bytes=-", "bytes=0-1,5-6", "items=0-1", "bytes=a-b", "bytes=1--2"]
)
def test_what_is_no_single_part_gets_the_whole(header: str) -> None:
    assert part_asked_for(header, 1000) is None


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=5000-6000", "bytes=9-3", "bytes=-0"])
def test_a_part_that_is_not_there_is_said(header: str) -> None:
    with pytest.raises(NoSuchPart):
        part_asked_for(header, 1000)


def test_an_open_end_holds_a_worker_for_a_short_while() -> None:
    begin, end = part_asked_for("bytes=5-", 100 * MOST_AT_ONCE) or (0, 0)
    assert end - begin + 1 == MOST_AT_ONCE


@pytest.fixture
def stored() -> FieldFile:
    name = default_storage.save("versions/abc.mp3", ContentFile(BYTES))
    return FieldFile(Recording(), Recording._meta.get_field("file"), name)


def ask(file: FieldFile, **headers: str) -> Any:
    request = RequestFactory().get("/", headers=headers)
    return send_file(request, file, content_type="audio/mpeg", name="audio.mp3")


def test_the_whole_file(stored: FieldFile) -> None:
    answer = ask(stored)
    assert b"".join(answer.streaming_content) == BYTES
    assert answer.status_code == 200
    assert answer["Content-Length"] == "1024"
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["Content-Type"] == "audio/mpeg"
    assert answer["Cache-Control"] == "no-store"


def test_a_part_of_it(stored: FieldFile) -> None:
    answer = ask(stored, Range="bytes=1000-1009")
    assert b"".join(answer.streaming_content) == BYTES[1000:1010]
    assert answer.status_code == 206
    assert answer["Content-Range"] == "bytes 1000-1009/1024"
    assert answer["Content-Length"] == "10"


def test_a_part_after_the_end(stored: FieldFile) -> None:
    answer = ask(stored, Range="bytes=1024-")
    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */1024")
    assert answer.content == b""


def test_a_part_of_a_file_that_was_replaced_is_the_whole_of_the_new(stored: FieldFile) -> None:
    same = ask(stored, Range="bytes=0-1", **{"If-Range": ask(stored)["ETag"]})
    other = ask(stored, Range="bytes=0-1", **{"If-Range": '"another"'})
    assert (same.status_code, other.status_code) == (206, 200)
