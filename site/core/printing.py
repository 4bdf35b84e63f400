"""PDF/UA by typst, and what its fonts draw: PDF/UA refuses a file with a sign that they lack."""

import io
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

PRINTABLE = (
    "\\n\\u0020-\\u007e\\u00a0-\\u017f\\u01a0\\u01a1\\u01af\\u01b0\\u0218-\\u021b\\u0300-\\u0304"
    "\\u0391-\\u03a1\\u03a3-\\u03c9\\u0410-\\u044f\\u0451\\u0401\\u0404\\u0406\\u0407\\u0454"
    "\\u0456\\u0457\\u1ea0-\\u1ef9\\u2010-\\u2015\\u2018-\\u201e\\u2020-\\u2022\\u2026\\u20ac\\u00d7\\u2192"
)
UNPRINTABLE = re.compile(f"[^{PRINTABLE}]+")
LETTERS = re.compile(r"[^\W\d_]")


def pdf_ua(template: Path, **data: Any) -> bytes:
    """The file that a typst template makes of these data.

    All text goes in as JSON, or as a string that is given as one: typst sets strings as they are,
    so words can't become markup. typst is imported here, since the public process never needs it.
    """
    import typst

    made: bytes = typst.compile(
        str(template),
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        sys_inputs=_inputs(data),
    )
    return made


def ends_at(template: Path, **data: Any) -> tuple[int, float]:
    """The page on which the text of a template ends, and how far down it, from 0 to 1.

    The template says so itself, at its end: `#context [#metadata((page: …, down: …)) <end>]`.
    """
    import typst

    told = typst.query(
        str(template),
        "<end>",
        field="value",
        one=True,
        ignore_system_fonts=True,
        sys_inputs=_inputs(data),
    )
    end = json.loads(told)
    return int(end["page"]), float(end["down"])


def _inputs(data: dict[str, Any]) -> dict[str, str]:
    return {
        name: value if isinstance(value, str) else json.dumps(value) for name, value in data.items()
    }


def qr_svg(address: str) -> str:
    """An address as an SVG for a camera. segno is imported here, as typst is."""
    import segno

    picture = io.BytesIO()
    segno.make(address, micro=False, error="m").save(picture, kind="svg", scale=4, border=2)
    return picture.getvalue().decode()


def frame_of_a_file() -> Mapping[str, str]:
    """The language that a file is made in, and who makes it."""
    language, _sign, region = (get_language() or settings.LANGUAGE_CODE).partition("-")
    return {
        "language": language,
        "region": (region or "GB").upper(),
        "operator": settings.OPERATOR_NAME,
    }


def has_other_letters(text: str) -> bool:
    """Whether letters would be lost: those of an alphabet that the fonts don't hold."""
    return LETTERS.search("".join(UNPRINTABLE.findall(text))) is not None


def without_unprintable(text: str) -> str:
    """The text without signs that can't be drawn."""
    return UNPRINTABLE.sub("", text)


def each_text(value: Any, change: Callable[[str], str]) -> Any:
    """The same structure of dicts and lists with every text in it changed."""
    if isinstance(value, dict):
        return {key: each_text(inner, change) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [each_text(inner, change) for inner in value]
    return change(value) if isinstance(value, str) else value
