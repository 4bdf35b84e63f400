"""Audio, film and other languages, as an editor adds them."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from consultations.models import (
    OtherLanguage,
    Recording,
)
from tests.consultations.accessible.posting import (
    MAKERS,
    audio_fields,
    checked,
    edited,
    editor,
    page,
    refusals,
    rows,
    screen,
    shown_on,
)
from tests.factories.versions import (
    AUDIO,
    CAPTIONS,
    PICTURE,
    VIDEO,
    make_other,
    make_recording,
)
from tests.fixtures.story import StaffClient

pytestmark = pytest.mark.pages

__all__ = ["editor", "page"]


# -- Audio, film, other languages


def test_a_recording_is_known_by_its_bytes(editor: StaffClient, page: Any) -> None:
    file = SimpleUploadedFile("../../evil.html", AUDIO, content_type="text/html")
    answer = editor.post(screen("recording", "add"), audio_fields(page, file=file))
    assert answer.status_code == 302
    made = Recording.objects.get()
    assert (made.content_type, made.seconds, made.size) == ("audio/mpeg", 26, len(AUDIO))
    assert str(made.file.name).startswith("versions/")
    assert str(made.file.name).endswith(".mp3")


def test_a_film_with_its_still_and_captions(editor: StaffClient, page: Any) -> None:
    fields = audio_fields(
        page,
        sort="bsl",
        file=SimpleUploadedFile("a.mp4", VIDEO),
        poster=SimpleUploadedFile("a.png", PICTURE),
        captions=SimpleUploadedFile("a.vtt", CAPTIONS),
    )
    assert editor.post(screen("recording", "add"), fields).status_code == 302
    made = Recording.objects.get()
    assert made.content_type == "video/mp4"
    assert str(made.poster.name).endswith(".jpg")
    assert str(made.captions.name).endswith(".vtt")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"file": SimpleUploadedFile("a.mp3", b"<html>")}, "not an MP3 or Ogg sound file"),
        ({"file": SimpleUploadedFile("a.mp3", VIDEO)}, "not an MP3 or Ogg sound file"),
        ({"sort": "bsl"}, "not an MP4 (H.264) or WebM video"),
        ({"file": ""}, "“File” is empty"),
        ({"transcript": ""}, "“Transcript” is empty"),
        ({"captions": SimpleUploadedFile("a.vtt", CAPTIONS)}, "This is for BSL alone"),
        ({"captions": SimpleUploadedFile("a.vtt", b"hello")}, "its first line has to be WEBVTT"),
        ({"poster": SimpleUploadedFile("a.jpg", b"<svg/>")}, "JPEG, PNG or WebP"),
        ({"language": "tlh"}, "choose one from the list"),
    ],
)
def test_a_recording_that_will_not_do_says_what_to_do(
    editor: StaffClient, page: Any, changed: dict[str, Any], told: str
) -> None:
    answer = editor.post(screen("recording", "add"), audio_fields(page, **changed))
    assert told in refusals(answer)
    assert not Recording.objects.exists()


def test_one_audio_in_a_language_and_one_film(editor: StaffClient, page: Any) -> None:
    make_recording(page)
    make_recording(page, "bsl")
    again = editor.post(screen("recording", "add"), audio_fields(page))
    assert refusals(again)
    film = {"sort": "bsl", "language": "cy", "file": SimpleUploadedFile("a.mp4", VIDEO)}
    assert refusals(editor.post(screen("recording", "add"), audio_fields(page, **film)))
    urdu = editor.post(screen("recording", "add"), audio_fields(page, language="ur"))
    assert urdu.status_code == 302


def test_another_language_is_added_part_by_part(editor: StaffClient, page: Any) -> None:
    told = {"language": "ar", "title": "عنوان", "way_in": "الجواب بالعربية", **checked(page)}
    parts = rows("parts", {"heading": "ما", "words": "خطة"}, {"heading": "", "words": "<b>x</b>"})
    assert editor.post(screen("otherlanguage", "add"), told | parts).status_code == 302
    html = editor.get(f"{page.url}in/ar/").content.decode()
    assert "<h2>ما</h2>" in html
    assert "&lt;b&gt;x&lt;/b&gt;" in html
    assert OtherLanguage.objects.get().parts.count() == 2


@pytest.mark.parametrize("language", ["en-gb", "cy", "xx"])
def test_a_language_of_the_site_has_pages_and_is_no_other(
    editor: StaffClient, page: Any, language: str
) -> None:
    told = {"language": language, "title": "T", "way_in": "W", **checked(page)}
    answer = editor.post(screen("otherlanguage", "add"), told | rows("parts", {"words": "W"}))
    assert "choose one from the list" in refusals(answer)


@pytest.mark.parametrize("model", MAKERS)
def test_each_can_be_looked_at_before_it_is_shown(
    editor: StaffClient, page: Any, model: str
) -> None:
    version = MAKERS[model](page, live=False)
    address = screen(model, "preview_on_edit", version.pk)
    if model == "easyread":
        shown = editor.post(address, edited(editor, version, title="Not saved"))
        assert shown.json()["is_valid"]
        assert "Not saved" in editor.get(f"{address}?mode=").content.decode()
    assert editor.get(address).status_code == 200


def test_words_are_changed_and_the_file_stays(editor: StaffClient, page: Any) -> None:
    made = make_recording(page)
    fields = audio_fields(page, file="", transcript="Other words.") | shown_on(editor, made)
    assert editor.post(screen("recording", "edit", made.pk), fields).status_code == 302
    now = Recording.objects.get()
    assert (now.transcript, now.file.name, now.size) == ("Other words.", made.file.name, made.size)


def test_another_file_takes_its_place_with_its_own_length(editor: StaffClient, page: Any) -> None:
    made = make_recording(page, seconds=999)
    fields = audio_fields(page) | shown_on(editor, made)
    assert editor.post(screen("recording", "edit", made.pk), fields).status_code == 302
    assert Recording.objects.get().seconds == 26


def test_audio_does_not_become_a_film_without_a_file(editor: StaffClient, page: Any) -> None:
    made = make_recording(page)
    fields = audio_fields(page, sort="bsl", file="") | shown_on(editor, made)
    answer = editor.post(screen("recording", "edit", made.pk), fields)
    assert "Choose the file that belongs to this." in refusals(answer)


def test_a_part_of_another_language_is_changed(editor: StaffClient, page: Any) -> None:
    made = make_other(page)
    told = {"language": "pl", "title": "T", "way_in": "W", **checked(page)}
    parts = rows("parts", {"id": made.parts.get().pk, "words": "Inne."}, stored=1)
    posted = told | parts | shown_on(editor, made)
    assert editor.post(screen("otherlanguage", "edit", made.pk), posted).status_code == 302
    assert made.parts.get().words == "Inne."
