"""What women get: the public line, and each version with its way to the same form."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import Locale

from consultations.accessible.services import make_large_print
from consultations.models import ConsultationPage, EasyRead, LargePrint, Translated
from core.models import HomePage
from feedback.models import Form
from tests.factories.feedback import make_question
from tests.factories.versions import (
    AUDIO,
    VIDEO,
    make_easy,
    make_other,
    make_recording,
    with_picture,
)

pytestmark = pytest.mark.pages

Make = Callable[..., ConsultationPage]
ALSO, WELSH_ALSO = "You can also have this in:", "Gallwch gael hyn hefyd fel:"


def html_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert not answer.cookies
    return str(answer.content.decode())


def line_of(html: str, also: str = ALSO) -> str:
    """The public line as it is read."""
    found = re.search(rf"{also}(.*?)</nav>", html, re.S)
    return " ".join(re.sub(r"<[^>]+>", "", found.group(1)).split()) if found else ""


@pytest.fixture
def page(consultation: Make) -> ConsultationPage:
    return consultation()


@pytest.fixture
def both(site_root: HomePage, page: ConsultationPage) -> ConsultationPage:
    """The page with its Welsh twin; returns the twin."""
    welsh = Locale.objects.get(language_code="cy")
    for one in (site_root, page.get_parent().specific, page):
        one.copy_for_translation(welsh).save_revision().publish()
    twin: ConsultationPage = page.get_translations().get()
    return twin


# -- The public line


def test_the_line_names_what_there_is_with_its_length_and_size(
    client: Client, both: ConsultationPage, page: ConsultationPage
) -> None:
    make_easy(page)
    make_recording(page, seconds=240)
    make_recording(page, "bsl")
    make_other(page, "pl")
    make_other(page, "ar")
    LargePrint.objects.create(page=page, file="x", size=40_000, made_on=date(2026, 1, 2))
    assert line_of(html_of(client, page.url)) == (
        "Easy read · Audio (4 minutes) · BSL (8 seconds) · Large print (PDF, 40 KB) · "
        "العربية · Polski · Cymraeg"
    )


def test_a_page_without_versions_has_no_line(client: Client, page: ConsultationPage) -> None:
    assert ALSO not in html_of(client, page.url)


def test_what_is_not_shown_yet_is_in_no_line_and_has_no_page(
    client: Client, page: ConsultationPage
) -> None:
    make_easy(page, live=False)
    make_recording(page, live=False)
    make_recording(page, "bsl", live=False)
    make_other(page, live=False)
    assert ALSO not in html_of(client, page.url)
    for way in ("easy-read", "audio", "audio/en-gb/file", "bsl", "bsl/file", "in/pl"):
        assert client.get(f"{page.url}{way}/").status_code == 404, way


def test_versions_of_another_consultation_are_not_here(
    client: Client, page: ConsultationPage, consultation: Make
) -> None:
    other = consultation()
    line = with_picture(make_easy(other))
    make_recording(other)
    assert ALSO not in html_of(client, page.url)
    assert client.get(f"{other.url}easy-read/pictures/{line.pk}/").status_code == 200
    assert client.get(f"{page.url}easy-read/pictures/{line.pk}/").status_code == 404
    assert client.get(f"{page.url}audio/en-gb/file/").status_code == 404


def test_a_page_that_is_not_published_has_no_versions(
    client: Client, page: ConsultationPage
) -> None:
    make_easy(page)
    page.unpublish()
    assert client.get(f"{page.url}easy-read/").status_code == 404


@pytest.mark.parametrize(
    "way", ["easy", "easy-read/9", "audio/xx", "in/cy", "large-print", "bsl/still", "in/pl/file"]
)
def test_what_is_nowhere_is_not_found(client: Client, page: ConsultationPage, way: str) -> None:
    make_easy(page)
    make_recording(page)
    assert client.get(f"{page.url}{way}/").status_code == 404


def test_a_welsh_reader_gets_welsh_first_and_is_told_what_is_english(
    client: Client, both: ConsultationPage, page: ConsultationPage
) -> None:
    make_easy(page, "Only in English.")
    make_recording(page)
    assert line_of(html_of(client, both.url), WELSH_ALSO).startswith(
        "Hawdd ei ddeall (yn Saesneg) · Sain (26 eiliad, yn Saesneg)"
    )
    english = html_of(client, f"{both.url}easy-read/")
    assert '<div class="easy" lang="en">' in english
    make_easy(page, "Yn Gymraeg.", language="cy")
    welsh = html_of(client, f"{both.url}easy-read/")
    assert "Yn Gymraeg." in welsh
    assert '<div class="easy">' in welsh
    assert line_of(html_of(client, both.url), WELSH_ALSO).startswith("Hawdd ei ddeall · Sain")


# -- Easy read


def test_easy_read_has_a_drawing_in_each_line_and_the_way_in(
    client: Client, form: Callable[..., Form]
) -> None:
    made = form()
    make_easy(made.consultation, "You can tell us.", "We listen.")
    html = html_of(client, f"{made.consultation.url}easy-read/")
    assert html.count('<use href="#d-speak"/>') == 2
    assert html.count('<symbol id="d-speak"') == 1
    assert f'href="/form/{made.slug}/"' in html
    assert f'href="{made.consultation.url}"' in html


def test_easy_read_leads_to_easy_questions_where_all_of_them_are(
    client: Client, site_root: HomePage, form: Callable[..., Form]
) -> None:
    first, second = make_question("long_text", "How was it?"), make_question("long_text", "More?")
    type(first).objects.filter(pk__in=[first.pk]).update(easy="How?")
    half = form(None, first, second)
    type(first).objects.filter(pk=second.pk).update(easy="What else?")
    whole = form(None, first, second)
    for made, way in ((half, ""), (whole, "easy/")):
        make_easy(made.consultation)
        html = html_of(client, f"{made.consultation.url}easy-read/")
        assert f'class="btn" href="/form/{made.slug}/{way}"' in html
        assert f'class="btn" href="/form/{made.slug}/"' in html_of(client, made.consultation.url)


def test_a_closed_consultation_has_its_versions_and_no_way_in(
    client: Client, form: Callable[..., Form], consultation: Make
) -> None:
    made = form(consultation("closed"))
    make_easy(made.consultation)
    html = html_of(client, f"{made.consultation.url}easy-read/")
    assert "We listen." in html
    assert "/form/" not in html.replace("/form/lost", "")


def test_pictures_of_an_editor_come_when_she_asks(client: Client, page: ConsultationPage) -> None:
    line = with_picture(make_easy(page), b"p" * 30_000)
    plain = html_of(client, f"{page.url}easy-read/")
    assert "<img" not in plain
    assert "Show all pictures (30 KB)" in plain
    shown = html_of(client, f"{page.url}easy-read/pictures/")
    assert f'src="{page.url}easy-read/pictures/{line.pk}/"' in shown
    assert 'alt="A calendar"' in shown
    assert "Show all pictures" not in shown
    sent = client.get(f"{page.url}easy-read/pictures/{line.pk}/")
    assert sent["Content-Type"] == "image/jpeg"
    assert b"".join(sent.streaming_content) == b"p" * 30_000  # type: ignore[attr-defined]


@pytest.mark.parametrize("way", ["easy-read/", "audio/", "bsl/", "in/ar/", ""])
def test_a_page_weighs_little_before_she_presses_anything(
    client: Client, page: ConsultationPage, way: str
) -> None:
    """The largest that an editor can make of it by usual means, with style, script and icon."""
    version = make_easy(page, *(f"Sentence {n}. " + "A few words more. " * 8 for n in range(40)))
    with_picture(version, b"p" * 90_000)
    make_recording(page, transcript="All of it. " * 800)
    make_recording(page, "bsl", transcript="All of it. " * 800)
    make_other(page, "ar", words="كلام كثير جدا " * 300)
    html = client.get(page.url + way).content
    assert not re.findall(rb"<(?:img|video|iframe|picture|source)\b", html)
    assert b"preload=" not in html.replace(b'preload="none"', b"")
    assert len(html) + SHARED <= 50 * 1024, len(html)


SHARED = 10_240 + 1_400 + 400  # style, script, icon: tests/journeys measure them in a browser


# -- Audio and film


@pytest.mark.parametrize("way", ["audio/", "bsl/", "bsl/video/"])
def test_length_and_size_are_said_before_and_nothing_plays_by_itself(
    client: Client, page: ConsultationPage, way: str
) -> None:
    make_recording(page, size=1_400_000, seconds=240)
    make_recording(page, "bsl", size=1_400_000, seconds=240)
    html = html_of(client, page.url + way)
    assert "4 minutes. It uses 1.4 MB of data when you press play, and none before." in html
    assert "autoplay" not in html
    assert "All that is said." in html
    assert ('preload="none"' in html) is (way != "bsl/")


def test_a_film_has_its_captions_and_still_where_there_are_some(
    client: Client, page: ConsultationPage
) -> None:
    film = make_recording(page, "bsl")
    assert "<track" not in html_of(client, f"{page.url}bsl/video/")
    for name in ("captions", "still"):
        assert client.get(f"{page.url}bsl/{name}/").status_code == 404
    film.captions.save("a.vtt", ContentFile(b"WEBVTT"))
    html = html_of(client, f"{page.url}bsl/video/")
    assert '<track kind="captions"' in html
    assert client.get(f"{page.url}bsl/captions/")["Content-Type"].startswith("text/vtt")


@pytest.mark.parametrize(
    ("way", "data", "kind"),
    [("audio/en-gb/file/", AUDIO, "audio/mpeg"), ("bsl/file/", VIDEO, "video/mp4")],
)
def test_files_come_from_here_in_parts(
    client: Client, page: ConsultationPage, way: str, data: bytes, kind: str
) -> None:
    make_recording(page)
    make_recording(page, "bsl")
    part: Any = client.get(page.url + way, headers={"Range": "bytes=100-199"})
    assert part.status_code == 206
    assert b"".join(part.streaming_content) == data[100:200]
    assert part["Content-Type"] == kind
    assert part["X-Content-Type-Options"] == "nosniff"
    assert "media-src 'self'" in part["Content-Security-Policy"]
    assert not part.cookies


def test_audio_in_another_language_has_a_page_of_its_own(
    client: Client, page: ConsultationPage
) -> None:
    make_recording(page)
    make_recording(page, language="ur", transcript="یہ سنیں")
    assert "اردو (audio, 26 seconds)" in line_of(html_of(client, page.url))
    html = html_of(client, f"{page.url}audio/ur/")
    assert '<div lang="ur" dir="rtl"><p>یہ سنیں</p></div>' in html
    assert f'src="{page.url}audio/ur/file/"' in html


# -- Other languages, large print, and what is older


@pytest.mark.parametrize(("language", "direction"), [("pl", "ltr"), ("ar", "rtl")])
def test_another_language_says_which_it_is_and_how_it_runs(
    client: Client, page: ConsultationPage, language: str, direction: str
) -> None:
    make_other(page, language)
    html = html_of(client, f"{page.url}in/{language}/")
    assert f'<div lang="{language}" dir="{direction}">' in html
    assert "Możesz pisać." in html
    assert "Maya Rees" not in html  # colleagues alone see who checked it


def test_large_print_is_the_file_of_this_page(client: Client, page: ConsultationPage) -> None:
    made = make_large_print(page=page)
    assert made is not None
    sent: Any = client.get(f"{page.url}large-print/")
    assert sent["Content-Type"] == "application/pdf"
    assert b"".join(sent.streaming_content).startswith(b"%PDF")


def test_a_welsh_page_that_is_older_says_so_in_welsh(
    client: Client, both: ConsultationPage, page: ConsultationPage
) -> None:
    told = "Newidiwyd y dudalen Saesneg ar 3 Mai 2026."
    assert told not in html_of(client, both.url)
    Translated.objects.filter(page=both).update(older_since=date(2026, 5, 3))
    assert told in html_of(client, both.url)
    assert "The English page was changed" not in html_of(client, page.url)


def test_an_older_version_says_so_calmly_and_stays(client: Client, page: ConsultationPage) -> None:
    version = make_easy(page)
    told = "The page in full was changed on 3 May 2026. This is from before that day."
    assert told not in html_of(client, f"{page.url}easy-read/")
    EasyRead.objects.filter(pk=version.pk).update(older_since=date(2026, 5, 3))
    assert told in html_of(client, f"{page.url}easy-read/")
    assert "Easy read" in line_of(html_of(client, page.url))
