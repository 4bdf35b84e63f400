"""A file is what its bytes say, and lasts as long as they say."""

import struct
from io import BytesIO

import pytest

from consultations.accessible.media import NotThis, are_captions, look_at
from tests.factories.versions import AUDIO, CAPTIONS, PICTURE, VIDEO


def found(data: bytes) -> tuple[str, str, int]:
    told = look_at(BytesIO(data), len(data))
    return told.content_type, told.suffix, told.seconds


# 44.1 kHz, 128 kbit/s: 417 bytes and 1,152 samples a frame
FRAME = b"\xff\xfb\x90\x00" + bytes(413)


def tagged(data: bytes) -> bytes:
    return b"ID3\x04\x00\x00\x00\x00\x00\x10" + bytes(16) + data


def ogg(head: bytes, samples: int) -> bytes:
    first = b"OggS" + bytes(22) + b"\x01\x13" + head
    return first + bytes(40) + b"OggS\x00\x04" + struct.pack("<q", samples) + bytes(12)


OPUS = b"OpusHead\x01\x01" + struct.pack("<H", 48_000) + bytes(7)
VORBIS = b"\x01vorbis" + bytes(5) + struct.pack("<I", 16_000) + bytes(7)


def webm(length: bytes, codec: bytes = b"V_VP8") -> bytes:
    info = b"\x15\x49\xa9\x66\x93\x2a\xd7\xb1\x83\x0f\x42\x40" + b"\x44\x89" + length
    return b"\x1a\x45\xdf\xa3\x87\x42\x82\x84webm\x18\x53\x80\x67\x01" + info + codec


FLOAT = b"\x84" + struct.pack(">f", 4000.0)
DOUBLE = b"\x88" + struct.pack(">d", 4000.0)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (AUDIO, ("audio/mpeg", ".mp3", 26)),
        (FRAME * 100, ("audio/mpeg", ".mp3", 3)),
        (tagged(FRAME * 100), ("audio/mpeg", ".mp3", 3)),
        (FRAME * 100 + b"TAG" + bytes(125), ("audio/mpeg", ".mp3", 3)),
        (FRAME * 2, ("audio/mpeg", ".mp3", 1)),
        (ogg(OPUS, 48_000 * 10), ("audio/ogg", ".ogg", 9)),
        (ogg(VORBIS, 16_000 * 10), ("audio/ogg", ".ogg", 10)),
        (VIDEO, ("video/mp4", ".mp4", 8)),
        (webm(FLOAT), ("video/webm", ".webm", 4)),
        (webm(DOUBLE), ("video/webm", ".webm", 4)),
    ],
)
def test_what_browsers_play_is_known_with_its_length(
    data: bytes, told: tuple[str, str, int]
) -> None:
    assert found(data) == told


HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"ID3",
        HTML,
        PICTURE,
        CAPTIONS,
        b"<svg xmlns='http://www.w3.org/2000/svg'></svg>",
        FRAME,  # one frame may be chance
        FRAME[:100] + HTML,
        tagged(HTML),
        b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f" + FRAME * 4,  # a tag that says it has no end
        b"OggS" + bytes(22) + b"\x01\x13" + b"theora" + bytes(20),
        ogg(OPUS, 100),  # shorter than nothing
        ogg(VORBIS[:12] + bytes(11), 100),  # no samples a second
        VIDEO.replace(b"avc1", b"hvc1"),  # of a telephone: many browsers play none of it
        VIDEO.replace(b"vide", b"soun"),
        VIDEO.replace(b"moov", b"free"),
        VIDEO[:200],
        b"\x00\x00\x00\x04ftypmp42" + bytes(40),  # a box shorter than its own head
        webm(FLOAT).replace(b"webm", b"matr"),
        webm(FLOAT, b"A_OPUS"),
        webm(b"\x80"),
        webm(b"\x84" + struct.pack(">f", float("nan"))),
        webm(b"\x84" + struct.pack(">f", float("inf"))),
        b"RIFF" + bytes(40),
    ],
)
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(NotThis):
        found(data)


def test_a_file_is_given_back_at_its_beginning() -> None:
    file = BytesIO(VIDEO)
    look_at(file, len(VIDEO))
    assert file.tell() == 0


@pytest.mark.parametrize("data", [CAPTIONS, b"WEBVTT", b"\xef\xbb\xbfWEBVTT\r\n\r\n"])
def test_captions_say_that_they_are(data: bytes) -> None:
    assert are_captions(data)


@pytest.mark.parametrize("data", [b"", HTML, b"1\n00:01 --> 00:02", b"WEBVTTX", b"WEBVTT\n\xff"])
def test_other_text_is_no_captions(data: bytes) -> None:
    assert not are_captions(data)
