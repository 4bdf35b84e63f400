"""A consultation page as PDF/UA in 20 point, from the page itself. Staff side: typst is heavy."""

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from consultations.models import ConsultationPage
from consultations.templatetags.fairness import promise
from core.addresses import public_addresses
from core.printing import each_text, frame_of_a_file, pdf_ua, without_unprintable

TEMPLATE = Path(__file__).parent / "large_print.typ"
Part = dict[str, str]


def large_print_pdf(page: ConsultationPage) -> bytes:
    """The file, in the language of the page."""
    with override(page.locale.language_code):
        return pdf_ua(TEMPLATE, page=each_text(document(page), without_unprintable))


def document(page: ConsultationPage) -> dict[str, Any]:
    """What the template sets."""
    minutes = _("It takes about %(n)s minutes. You can skip any question.") % {"n": page.minutes}
    with public_addresses():
        address = page.get_full_url() or ""
    return {
        **frame_of_a_file(),
        "title": page.title,
        "purpose": page.purpose,
        "parts": [*asked_fairly(page), *(part for block in page.body for part in parts_of(block))],
        "readers_title": _("Who reads what you say"),
        "readers": page.who_reads,
        "answer_title": _("How to answer"),
        "answer": [minutes, _("On the internet, go to:")],
        "address": address,
        "days": _days(page) if page.is_promised else [],
        "page_of": [_("Page"), _("of")],
    }


def _days(page: ConsultationPage) -> list[list[str]]:
    return [
        [_("Open until the end of"), date_format(page.closes_on, "j F Y")],
        [_("Reply promised by"), date_format(page.reply_by, "j F Y")],
    ]


def asked_fairly(page: ConsultationPage) -> list[Part]:
    """What may still change, what is planned, and what we promise, as far as it is written."""
    told = [
        (_("What can still change"), page.open_to_change),
        (_("What is planned, and why"), page.reasons),
        (_("What we promise"), promise(page)),
    ]
    return [
        part
        for heading, text in told
        if text.strip()
        for part in ({"kind": "heading", "text": heading}, {"kind": "text", "text": text})
    ]


def parts_of(block: Any) -> list[Part]:
    """A block of the body as headings, paragraphs and items."""
    if block.block_type == "heading":
        return [{"kind": "heading", "text": str(block.value)}]
    if block.block_type == "note":
        heading = block.value.get("heading") or ""
        begin = [{"kind": "heading", "text": heading}] if heading else []
        return [*begin, *_paragraphs(block.value["text"].source)]
    return _paragraphs(block.value.source)


def _paragraphs(html: str) -> list[Part]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [part for part in reader.parts if part["text"].strip()]


class _Reader(HTMLParser):
    """Rich text without its marks: bold and links are read as words."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[Part] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag in {"p", "li"}:
            self.parts.append({"kind": "item" if tag == "li" else "text", "text": ""})
        elif tag == "br" and self.parts:
            self.parts[-1]["text"] += "\n"

    def handle_data(self, data: str) -> None:
        if data.strip() and not self.parts:
            self.parts.append({"kind": "text", "text": ""})
        if self.parts:
            self.parts[-1]["text"] += data
