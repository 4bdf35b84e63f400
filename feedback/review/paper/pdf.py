"""Printed forms as PDF/UA."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from core.printing import each_text, pdf_ua, qr_svg, without_unprintable
from feedback.review.paper.numbers import Copy, Proof

TEMPLATE = Path(__file__).parent / "form.typ"


def forms_pdf(sheet: dict[str, Any], copies: Sequence[Copy | Proof]) -> bytes:
    """One file with all copies, each on sheets of its own. `sheet` is as sheet.lay_out gives it."""
    printed = [{"number": copy.number, "words": copy.words.split()} for copy in copies]
    mark = proof_mark() if any(isinstance(copy, Proof) for copy in copies) else ""
    data = {**each_text(sheet, without_unprintable), "copies": printed, "proof": mark}
    return pdf_ua(TEMPLATE, sheet=data, qr=qr_svg(sheet["address"]))


def proof_mark() -> str:
    """What stands on top of each page of a proof."""
    return _("Proof, to look at only. Don’t hand it out: it can’t be sent in.")
