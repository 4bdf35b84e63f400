"""Printed forms as PDF/UA. segno is imported inside the function, as typst is: the public process
loads neither."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.printing import each_text, pdf_ua, without_unprintable
from feedback.review.paper.numbers import Copy

TEMPLATE = Path(__file__).parent / "form.typ"


def forms_pdf(sheet: dict[str, Any], copies: Sequence[Copy]) -> bytes:
    """One file with all copies, each on sheets of its own. `sheet` is as sheet.lay_out gives it."""
    printed = [{"number": copy.number, "words": copy.words.split()} for copy in copies]
    data = {**each_text(sheet, without_unprintable), "copies": printed}
    return pdf_ua(TEMPLATE, sheet=data, qr=_qr(sheet["address"]))


def _qr(address: str) -> str:
    """The address as an SVG for a camera."""
    import segno

    picture = io.BytesIO()
    segno.make(address, micro=False, error="m").save(picture, kind="svg", scale=4, border=2)
    return picture.getvalue().decode()
