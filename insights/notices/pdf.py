"""Posters and letters as PDF/UA: a poster is one page, a letter two at most, and no word is cut."""

from pathlib import Path
from typing import Any

from django.utils.translation import override

from core.printing import each_text, ends_at, pdf_ua, qr_svg, without_unprintable
from insights.notices.gathering import Matter, document_of

HERE = Path(__file__).parent
MOST_PAGES = {"poster": 1, "letter": 2}
# Points of its words on A4. The last is the smallest: with it, answers are left out.
SIZES = {
    ("poster", False): (21, 19, 17, 15.5),
    ("poster", True): (24, 21, 19, 17, 15.5),
    ("letter", False): (14,),
    ("letter", True): (18, 16),
}


class TooLong(ValueError):
    """Not even one answer fits: what women said in short is too long for two pages."""


def notice_pdf(matter: Matter) -> bytes:
    """The file. Raises TooLong."""
    notice = matter.notice
    template = HERE / f"{notice.kind}.typ"
    with override(notice.language):
        extra = {"qr": "" if notice.offline else qr_svg(matter.address)}
        return pdf_ua(template, notice=_fitting(template, matter, extra), **extra)


def _fitting(template: Path, matter: Matter, extra: dict[str, str]) -> dict[str, Any]:
    """As large as all answers fit; or as many as fit in the smallest size."""
    notice, count = matter.notice, len(matter.told.replies)
    sizes = SIZES[notice.kind, notice.is_easy]

    def laid_out(most: int, size: float) -> dict[str, Any]:
        document = {**document_of(matter, most), "size": size}
        printed: dict[str, Any] = each_text(document, without_unprintable)
        return printed

    def fits(document: dict[str, Any]) -> bool:
        page, _down = ends_at(template, notice=document, **extra)
        return page <= MOST_PAGES[notice.kind]

    for size in sizes:
        if fits(document := laid_out(count, size)):
            return document
    fewest, most = 0, count  # so many fit; so many don't
    while most - fewest > 1:
        middle = (fewest + most) // 2
        fewest, most = (middle, most) if fits(laid_out(middle, sizes[-1])) else (fewest, middle)
    if not fewest:
        raise TooLong
    fitting = (laid_out(fewest, size) for size in sizes)
    return next(document for document in fitting if fits(document))
