"""Pictures are drawn anew, recordings are what their bytes say; a refusal says what to do."""

from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from consultations.accessible import uploads
from tests.factories.versions import AUDIO, CAPTIONS, PICTURE, VIDEO

SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def upload(data: bytes, name: str = "a.jpg") -> Any:
    return SimpleUploadedFile(name, data)


def photo(size: tuple[int, int] = (3000, 2000)) -> bytes:
    """As a telephone takes it: with a place and a day in it."""
    taken = Image.new("RGB", size, "teal")
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "HER PHONE", 6  # maker; turned
    made = BytesIO()
    taken.save(made, "JPEG", exif=exif, comment=b"HER PHONE")
    return made.getvalue()


def test_a_photo_becomes_small_and_forgets_where_it_was_taken() -> None:
    data = photo()
    assert b"HER PHONE" in data
    made = uploads.picture(upload(data)).read()
    assert b"HER PHONE" not in made
    assert len(made) < 20_000
    with Image.open(BytesIO(made)) as opened:
        assert (opened.format, opened.size) == ("JPEG", (320, 480))  # upright
        assert not opened.getexif()


def test_what_can_be_seen_through_gets_a_white_ground() -> None:
    see_through = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(see_through, "PNG")
    with Image.open(BytesIO(uploads.picture(upload(see_through.getvalue())).read())) as opened:
        assert opened.getpixel((5, 5)) == (255, 255, 255)


def test_a_small_picture_is_not_made_larger() -> None:
    with Image.open(BytesIO(uploads.picture(upload(PICTURE)).read())) as opened:
        assert opened.size == (480, 300)


@pytest.mark.parametrize("data", [b"", SVG, AUDIO, VIDEO, b"GIF89a" + bytes(40), PICTURE[:40]])
def test_what_is_no_picture_is_refused_whatever_its_name(data: bytes) -> None:
    with pytest.raises(ValidationError, match="JPEG, PNG or WebP"):
        uploads.picture(upload(data, "picture.jpg"))


def test_a_picture_that_would_unfold_into_too_much_is_refused() -> None:
    bomb = BytesIO()
    Image.new("1", (8000, 8000)).save(bomb, "PNG")
    assert len(bomb.getvalue()) < 100_000
    with pytest.raises(ValidationError, match="too large"):
        uploads.picture(upload(bomb.getvalue()))


@pytest.mark.parametrize(("sort", "data"), [("audio", AUDIO), ("bsl", VIDEO)])
def test_a_recording_is_known_whatever_its_name(sort: str, data: bytes) -> None:
    assert uploads.recording(upload(data, "a.html"), sort).seconds > 0


@pytest.mark.parametrize(
    ("sort", "data"), [("audio", VIDEO), ("bsl", AUDIO), ("audio", SVG), ("bsl", b""), ("bsl", SVG)]
)
def test_another_recording_is_refused(sort: str, data: bytes) -> None:
    with pytest.raises(ValidationError, match="MP4" if sort == "bsl" else "MP3"):
        uploads.recording(upload(data, "a.mp3"), sort)


@pytest.mark.parametrize(
    ("look", "size"),
    [
        (lambda file: uploads.picture(file), 8_000_001),
        (lambda file: uploads.captions(file), 200_001),
        (lambda file: uploads.recording(file, "audio"), 20_000_001),
        (lambda file: uploads.recording(file, "bsl"), 80_000_001),
    ],
)
def test_too_large_a_file_is_told_the_limit(look: Any, size: int) -> None:
    file = upload(b"")
    file.size = size
    with pytest.raises(ValidationError, match="MB or less"):
        look(file)


def test_captions_are_kept_as_they_are() -> None:
    assert uploads.captions(upload(CAPTIONS)).read() == CAPTIONS


@pytest.mark.parametrize("data", [SVG, b"", VIDEO])
def test_no_captions_are_refused(data: bytes) -> None:
    with pytest.raises(ValidationError, match="WEBVTT"):
        uploads.captions(upload(data, "a.vtt"))
