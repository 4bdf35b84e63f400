"""Printed forms as PDF/UA, made by typst from data: words can't become markup.

typst and segno are imported inside the function, since the public process loads neither.
"""

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.printing import each_text, without_unprintable
from feedback.review.paper.numbers import Copy

TEMPLATE = Path(__file__).parent / "form.typ"


def forms_pdf(sheet: dict[str, Any], copies: Sequence[Copy]) -> bytes:
    """One file with all copies, each on sheets of its own. `sheet` is as sheet.lay_out gives it."""
    import typst

    printed = [{"number": copy.number, "words": copy.words.split()} for copy in copies]
    data = {**each_text(sheet, without_unprintable), "copies": printed}
    made: bytes = typst.compile(
        str(TEMPLATE),
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        sys_inputs={"sheet": json.dumps(data), "qr": _qr(sheet["address"])},
    )
    return made


def _qr(address: str) -> str:
    """The address as an SVG for a camera."""
    import segno

    picture = io.BytesIO()
    segno.make(address, micro=False, error="m").save(picture, kind="svg", scale=4, border=2)
    return picture.getvalue().decode()
