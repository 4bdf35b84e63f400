"""What a file is, told from its bytes and never from its name. Plain Python.

A browser gets the type that stands here, so a file that is something else is refused. Length comes
from the file as well: she is told it before she presses play.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

HEAD, TAIL = 1 << 20, 1 << 16  # bytes that are looked at, at either end
MOST_MOOV = 8 << 20  # an MP4's index: more is no short recording
MEGABYTE = 1_000_000
MOST_BYTES = {"audio": 20 * MEGABYTE, "video": 80 * MEGABYTE}


class NotThis(ValueError):
    """The bytes are none of what may be uploaded, or don't say how long they last."""


@dataclass(frozen=True)
class Found:
    """What it is: audio or video, its type for browsers, the end of its name, its length."""

    sort: str
    content_type: str
    suffix: str
    seconds: int


def look_at(file: BinaryIO, size: int) -> Found:
    """What these bytes are. Raises NotThis."""
    file.seek(0)
    head = file.read(HEAD)
    try:
        if head[4:8] == b"ftyp":
            return Found("video", "video/mp4", ".mp4", _whole(_mp4_seconds(file, size)))
        if head.startswith(b"\x1a\x45\xdf\xa3"):
            return Found("video", "video/webm", ".webm", _whole(_webm_seconds(head)))
        if head.startswith(b"OggS"):
            return Found("audio", "audio/ogg", ".ogg", _whole(_ogg_seconds(file, head, size)))
        return Found("audio", "audio/mpeg", ".mp3", _whole(_mp3_seconds(file, head, size)))
    except (struct.error, IndexError, ZeroDivisionError, OverflowError):
        raise NotThis from None
    finally:
        file.seek(0)


def _whole(seconds: float) -> int:
    if not 0 < seconds < 24 * 60 * 60:
        raise NotThis
    return max(1, round(seconds))


# -- MP3: an ID3 part, then frames, each of which says its own length

RATES = (44_100, 48_000, 32_000)
KBITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
KBITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)


@dataclass(frozen=True)
class _Frame:
    length: int  # bytes
    samples: int
    rate: int


def _mp3_frame(data: bytes, at: int) -> _Frame:
    """The frame of layer III that begins here. Raises NotThis."""
    first, second, third = data[at], data[at + 1], data[at + 2]
    version, layer = (second >> 3) & 3, (second >> 1) & 3
    kbits, rate = third >> 4, (third >> 2) & 3
    if first != 0xFF or second & 0xE0 != 0xE0 or version == 1 or layer != 1:
        raise NotThis
    if kbits in {0, 15} or rate == 3:
        raise NotThis
    newest = version == 3
    hertz = RATES[rate] // (1 if newest else 2 if version == 2 else 4)
    rate_of_bits = (KBITS_1 if newest else KBITS_2)[kbits]
    samples = 1152 if newest else 576
    length = samples // 8 * rate_of_bits * 1000 // hertz + ((third >> 1) & 1)
    return _Frame(length, samples, hertz)


def _mp3_seconds(file: BinaryIO, head: bytes, size: int) -> float:
    start = 0
    if head.startswith(b"ID3"):
        start = 10 + sum((head[6 + n] & 0x7F) << (7 * (3 - n)) for n in range(4))
        file.seek(start)
        head = file.read(HEAD)
    frame = _mp3_frame(head, 0)
    _mp3_frame(head, frame.length)  # one frame alone might be chance
    for mark in (b"Xing", b"Info"):
        place = head.find(mark, 0, 200)
        if place > 0 and head[place + 7] & 1:
            frames: int = struct.unpack_from(">I", head, place + 8)[0]
            return frames * frame.samples / frame.rate
    return _each_frame(head + file.read(max(0, size - start - len(head))))


def _each_frame(data: bytes) -> float:
    """How long all frames last, up to what is none: a tag at the end, or a broken off one."""
    at, seconds = 0, 0.0
    while at + 4 <= len(data):
        try:
            frame = _mp3_frame(data, at)
        except NotThis:
            break
        at, seconds = at + frame.length, seconds + frame.samples / frame.rate
    return seconds


# -- Ogg: pages; the last says how many samples there were


def _ogg_seconds(file: BinaryIO, head: bytes, size: int) -> float:
    packet = head[27 + head[26] :]
    if packet.startswith(b"OpusHead"):
        rate, skipped = 48_000, struct.unpack_from("<H", packet, 10)[0]
    elif packet.startswith(b"\x01vorbis"):
        rate, skipped = struct.unpack_from("<I", packet, 12)[0], 0
    else:
        raise NotThis
    file.seek(max(0, size - TAIL))
    tail = file.read(TAIL)
    last = tail.rfind(b"OggS")
    samples = struct.unpack_from("<q", tail, last + 6)[0] if last >= 0 else 0
    return float((samples - skipped) / rate)


# -- MP4: boxes in boxes; moov/mvhd says the length, a track's handler what it is


PLAYED = (b"avc1", b"avc3", b"vp09", b"av01")  # what phones record as HEVC many browsers don't play


def _mp4_seconds(file: BinaryIO, size: int) -> float:
    for kind, start, length in _boxes_of(file, size):
        if kind == b"moov":
            if length > MOST_MOOV:
                break
            file.seek(start)
            moov = file.read(length)
            if b"vide" not in moov or not any(codec in moov for codec in PLAYED):
                break
            return _mvhd_seconds(moov)
    raise NotThis


def _boxes_of(file: BinaryIO, size: int) -> Iterator[tuple[bytes, int, int]]:
    """Kind, start of the contents and their length of each box on the first level."""
    at = 0
    while at + 8 <= size:
        file.seek(at)
        length, kind = struct.unpack(">I4s", file.read(8))
        header = 8
        if length == 1:
            length, header = struct.unpack(">Q", file.read(8))[0], 16
        length = length or size - at
        if length < header:
            raise NotThis
        yield kind, at + header, length - header
        at += length


def _mvhd_seconds(moov: bytes) -> float:
    at = moov.find(b"mvhd")
    if at < 0:
        raise NotThis
    long = moov[at + 4] == 1
    scale, length = struct.unpack_from(">IQ" if long else ">II", moov, at + (24 if long else 16))
    return float(length / scale)


# -- WebM: elements in elements, of which three matter

DOCTYPE, TIMECODE_SCALE, DURATION = b"\x42\x82", b"\x2a\xd7\xb1", b"\x44\x89"


def _webm_seconds(head: bytes) -> float:
    doctype = head.find(DOCTYPE, 0, 64)
    if doctype < 0 or head[doctype + 3 : doctype + 7] != b"webm" or b"V_" not in head:
        raise NotThis
    info = head.find(b"\x15\x49\xa9\x66")
    if info < 0:
        raise NotThis
    scale = _element(head, TIMECODE_SCALE, info)
    length = _element(head, DURATION, info)
    if length is None or len(length) not in {4, 8}:
        raise NotThis  # made live, and never told how long it got
    nanoseconds = int.from_bytes(scale, "big") if scale else 1_000_000
    ticks: float = struct.unpack(">f" if len(length) == 4 else ">d", length)[0]
    return ticks * nanoseconds / 1e9


def _element(head: bytes, name: bytes, start: int) -> bytes | None:
    """The contents of a short element, soon after the start."""
    at = head.find(name, start, start + 400)
    if at < 0:
        return None
    length = head[at + len(name)] & 0x7F
    begin = at + len(name) + 1
    return head[begin : begin + length]


# -- Captions


def are_captions(data: bytes) -> bool:
    """Whether this is a WebVTT file, whatever it is called."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return text[:6] == "WEBVTT" and text[6:7] in {"", " ", "\t", "\n", "\r"} and "\0" not in text
