"""Posters and cards of a code as PDF/UA. No address on them, for eye or camera, holds the code:
it would stay in a history and in logs (decision 0042)."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from core.addresses import PUBLIC_ADDRESSES
from core.printing import (
    each_text,
    ends_at,
    frame_of_a_file,
    pdf_ua,
    qr_svg,
    without_unprintable,
)
from core.selectors import printed_lines
from feedback.models import Form
from feedback.review.invites.kinds import CARDS, Print
from feedback.review.invites.models import Invite
from feedback.review.invites.wording import words_of

HERE = Path(__file__).parent
POSTER_SIZES = {False: (20, 18, 16.5, 15, 14), True: (24, 21, 19, 17.5, 16)}
CARD_SIZES = {False: (14, 13, 12, 11, 10.5), True: (15.5, 14.5, 13.5, 12.5, 11.5)}


@dataclass(frozen=True)
class Matter:
    """What one file is made of. `root` is where the public site is."""

    print: Print
    invite: Invite
    form: Form
    root: str

    @property
    def address(self) -> str:
        """Where the form begins, in the language that is active."""
        path = reverse("feedback:start", args=[self.form.slug], urlconf=PUBLIC_ADDRESSES)
        return self.root + path


def code_pdf(matter: Matter) -> bytes:
    """The file, in the largest letters in which all fits."""
    template = HERE / ("cards.typ" if matter.print.kind == CARDS else "poster.typ")
    with override(matter.print.language):
        document = document_of(matter)
        extra = {"qr": "" if matter.print.inside else qr_svg(matter.address)}
        sizes = (CARD_SIZES if matter.print.kind == CARDS else POSTER_SIZES)[matter.print.is_easy]
        for size in sizes:
            sheet: dict[str, Any] = each_text({**document, "size": size}, without_unprintable)
            if ends_at(template, sheet=sheet, **extra)[0] == 1:
                return pdf_ua(template, sheet=sheet, **extra)
        # a purpose of six hundred signs in a small place: what it is about still stands on top
        return pdf_ua(template, sheet={**sheet, "what": []}, **extra)


def document_of(matter: Matter) -> dict[str, Any]:
    """Everything that the template shows. Called in its language."""
    page, inside = matter.form.consultation.localized, matter.print.inside
    lines = printed_lines(matter.invite.area, custody=inside)
    return {
        **frame_of_a_file(),
        **words_of(page, settings.OPERATOR_NAME, easy=matter.print.is_easy, inside=inside),
        "about": page.title,
        # an editor's words, which may not be there in Welsh
        "written_in": page.locale.language_code.partition("-")[0],
        "easy": matter.print.is_easy,
        "inside": inside,
        "code": matter.invite.code,
        "short_address": matter.address.partition("://")[2].removesuffix("/"),
        "lines": [str(line) for line in lines],
    }
