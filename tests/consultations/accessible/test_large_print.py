"""Large print is the page itself: every word of it, in 20 point, as a file that can be read out."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils.translation import override
from wagtail.models import Locale

from consultations.accessible.large_print import document, large_print_pdf
from consultations.models import ConsultationPage, Stage
from core.models import HomePage

Make = Callable[..., ConsultationPage]
BODY = [
    ("heading", "What can change"),
    ("text", "<p>The <b>office</b> hours.</p><ul><li>Days</li><li>Times &amp; places</li></ul>"),
    ("note", {"heading": "", "text": "<p>A note.</p>"}),
    ("note", {"heading": "Of note", "text": "<p>More.</p><p></p>"}),
]


@pytest.fixture
def page(consultation: Make) -> ConsultationPage:
    return consultation(
        title="Getting out", body=BODY, closes_on=date(2060, 5, 3), reply_by=date(2060, 6, 4)
    )


def test_it_says_what_the_page_says(page: ConsultationPage) -> None:
    told = document(page)
    asked, body = told["parts"][:6], told["parts"][6:]
    assert [part["text"] for part in asked[:4]] == [
        *("What can still change", page.open_to_change),
        *("What is planned, and why", page.reasons),
    ]
    assert asked[4]["text"] == "What we promise"
    assert "We decide, and we may not do what you ask." in asked[5]["text"]
    assert body == [
        {"kind": "heading", "text": "What can change"},
        {"kind": "text", "text": "The office hours."},
        {"kind": "item", "text": "Days"},
        {"kind": "item", "text": "Times & places"},
        {"kind": "text", "text": "A note."},
        {"kind": "heading", "text": "Of note"},
        {"kind": "text", "text": "More."},
    ]
    assert told["address"] == f"http://localhost{page.url}"
    assert told["days"][0] == ["Open until the end of", "3 May 2060"]


def test_what_is_a_draft_yet_says_no_day_and_nothing_that_is_not_written(
    page: ConsultationPage,
) -> None:
    page.reached, page.open_to_change, page.reasons, page.involvement = Stage.DRAFT, " ", "", ""
    told = document(page)
    assert told["days"] == []
    assert told["parts"][0]["text"] == "What can change"


def test_the_file_is_pdf_ua_with_its_title_and_language(page: ConsultationPage) -> None:
    made = large_print_pdf(page)
    assert made.startswith(b"%PDF-")
    assert b"pdfuaid" in made
    assert b"/Lang" in made
    assert len(made) < 200_000


@pytest.mark.parametrize("words", ['#import "x" ]] $ * _ \\', "🌧 حرف", "<b>&</b>"])
def test_no_words_are_markup_or_stop_it(page: ConsultationPage, words: str) -> None:
    page.title = page.purpose = words
    assert large_print_pdf(page).startswith(b"%PDF-")


def test_a_welsh_page_is_set_in_welsh(site_root: HomePage, page: ConsultationPage) -> None:
    welsh = Locale.objects.get(language_code="cy")
    for one in (site_root, page.get_parent().specific, page):
        one.copy_for_translation(welsh).save()
    twin: Any = page.get_translations().get()
    with override("cy"):
        told = document(twin)
    assert told["language"] == "cy"
    assert told["answer_title"] == "Sut i ateb"
    assert told["address"].startswith("http://localhost/cy/")
