"""An editor's screens: whose they are, what they take in, and what they refuse with what to do."""

from datetime import date
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consultations.models import (
    ConsultationPage,
    EasyRead,
    LargePrint,
    NotNeeded,
    Recording,
)
from core.models import Area
from tests.consultations.accessible.posting import (
    MAKERS,
    Make,
    Staff,
    easy_fields,
    edited,
    editor,
    page,
    refusals,
    rows,
    screen,
)
from tests.factories.versions import (
    PICTURE,
    make_easy,
    make_recording,
    with_picture,
)
from tests.fixtures.story import StaffClient

pytestmark = pytest.mark.pages

__all__ = ["editor", "page"]


# -- Whose screens they are


@pytest.mark.parametrize("model", MAKERS)
@pytest.mark.parametrize("name", ["edit", "delete", "history", "usage"])
def test_versions_are_for_editors_of_the_area(
    staff: Staff,
    editor: StaffClient,
    area: Area,
    other_area: Area,
    page: Any,
    model: str,
    name: str,
) -> None:
    address = screen(model, name, MAKERS[model](page).pk)
    assert editor.get(address).status_code == 200
    for role, place in (("editor", other_area), ("reviewer", area), ("facilitator", area)):
        client = staff(role, place)
        assert client.get(address).status_code in {302, 403}
        assert client.post(address, {}).status_code in {302, 403}


@pytest.mark.parametrize(("name", "extra"), [("versions_of", []), ("version_not_needed", ["bsl"])])
def test_the_lights_of_a_page_are_for_editors_of_its_area(
    staff: Staff,
    editor: StaffClient,
    area: Area,
    other_area: Area,
    page: Any,
    name: str,
    extra: Any,
) -> None:
    address = reverse(name, args=[page.pk, *extra])
    assert editor.get(address).status_code == 200
    for role, place in (("editor", other_area), ("reviewer", area)):
        client = staff(role, place)
        assert client.get(address).status_code in {302, 403}
        assert client.post(address, {"because": "No."}).status_code in {302, 403}
    assert not NotNeeded.objects.exists()


def test_the_table_shows_her_areas_alone(
    staff: Staff, editor: StaffClient, area: Area, other_area: Area, page: Any, consultation: Make
) -> None:
    consultation(title="Somewhere else", area=other_area)
    html = editor.get(reverse("versions")).content.decode()
    assert "Getting out" in html
    assert "Somewhere else" not in html
    assert staff("reviewer", area).get(reverse("versions")).status_code in {302, 403}


def test_she_can_not_write_for_another_area(
    editor: StaffClient, other_area: Area, consultation: Make
) -> None:
    elsewhere = consultation(area=other_area)
    answer = editor.post(screen("easyread", "add"), easy_fields(elsewhere))
    assert "Choose one of your areas" in refusals(answer)
    assert not EasyRead.objects.exists()


# -- The table and the lights


def test_the_table_asks_as_much_for_many_as_for_one(
    editor: StaffClient, page: Any, consultation: Make
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert editor.get(reverse("versions")).status_code == 200
        return len(seen)

    asked()
    few = asked()
    for _n in range(6):
        make_easy(consultation())
    assert asked() <= few


def test_lights_have_words_and_a_reason(editor: StaffClient, page: Any) -> None:
    make_easy(page, live=False)
    recording = make_recording(page)
    Recording.objects.filter(pk=recording.pk).update(older_since=date(2026, 5, 3))
    address = reverse("version_not_needed", args=[page.pk, "bsl"])
    editor.post(address, {"because": "Nobody here signs; we asked."})
    html = editor.get(reverse("versions_of", args=[page.pk])).content.decode()
    for words in (
        "Written, not shown yet",
        "Older than the English",
        "since 3 May 2026",
        "Missing",
    ):
        assert words in html
    assert "Nobody here signs; we asked." in html
    assert "light--older" in editor.get(f"/manage/pages/{page.pk}/edit/").content.decode()


@pytest.mark.parametrize("kind", ["large", "other", "x"])
def test_large_print_and_what_is_no_version_can_not_be_done_without(
    editor: StaffClient, page: Any, kind: str
) -> None:
    assert editor.get(f"/manage/versions/{page.pk}/{kind}/").status_code == 404


def test_a_reason_that_is_too_long_comes_back(editor: StaffClient, page: Any) -> None:
    address = reverse("version_not_needed", args=[page.pk, "bsl"])
    answer = editor.post(address, {"because": "x" * 201})
    assert "Use 200 characters or fewer: this has 201." in answer.content.decode()
    assert "x" * 201 in answer.content.decode()


def test_large_print_is_made_by_a_post_alone_and_of_a_live_page(
    editor: StaffClient, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "consultations.accessible.large_print.large_print_pdf", lambda page: b"%PDF"
    )
    address = reverse("version_large_print", args=[page.pk])
    assert editor.get(address).status_code == 405
    editor.post(address)
    assert LargePrint.objects.get().page_id == page.pk
    page.unpublish()
    assert "Publish the page first" in editor.post(address, follow=True).content.decode()


# -- Easy read


def test_easy_read_is_added_from_its_light(editor: StaffClient, page: Any) -> None:
    begun = editor.get(f"{screen('easyread', 'add')}?language=cy&consultation={page.pk}")
    assert begun.context["form"]["language"].value() == "cy"
    assert begun.context["form"]["consultation"].value() == page.pk
    lines = ({"words": "You can tell us.", "drawing": "speak"}, {"words": "We listen."})
    answer = editor.post(screen("easyread", "add"), easy_fields(page, *lines))
    assert answer.status_code == 302
    made = EasyRead.objects.get()
    assert [line.words for line in made.lines.all()] == ["You can tell us.", "We listen."]
    assert (made.live, made.older_since, len(made.text_mark)) == (True, None, 20)


@pytest.mark.parametrize(
    "given",
    ["?consultation=x", "?consultation=999999", "?language=xx", "?consultation=" + "9" * 40],
)
def test_what_the_address_says_wrongly_is_not_chosen(editor: StaffClient, given: str) -> None:
    form = editor.get(screen("easyread", "add") + given).context["form"]
    assert form["consultation"].value() is None
    assert form["language"].value() == "en-gb"


def test_a_picture_of_hers_is_drawn_anew(editor: StaffClient, page: Any) -> None:
    line: dict[str, Any] = {"words": "Two weeks.", "alt": "A calendar"}
    line["picture"] = SimpleUploadedFile("two <weeks>.png", PICTURE)
    assert editor.post(screen("easyread", "add"), easy_fields(page, line)).status_code == 302
    made = EasyRead.objects.get().lines.get()
    assert str(made.picture.name).startswith("versions/")
    assert str(made.picture.name).endswith(".jpg")
    with made.picture.open() as opened:
        assert opened.read(3) == b"\xff\xd8\xff"
    assert made.picture_bytes == made.picture.size


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ({"words": "A.", "picture": SimpleUploadedFile("a.svg", b"<svg/>")}, "JPEG, PNG or WebP"),
        ({"words": "A.", "picture": SimpleUploadedFile("a.png", b"<svg/>")}, "JPEG, PNG or WebP"),
        ({"words": "A.", "alt": "A cat"}, "There is no picture here"),
        ({"words": "", "drawing": "speak"}, "“Words” is empty"),
        ({"words": "x" * 401}, "Use 400 or fewer"),
        ({"words": "A.", "drawing": "dragon"}, "choose one from the list"),
    ],
)
def test_a_line_that_will_not_do_says_what_to_do(
    editor: StaffClient, page: Any, line: dict[str, Any], told: str
) -> None:
    assert told in refusals(editor.post(screen("easyread", "add"), easy_fields(page, line)))
    assert not EasyRead.objects.exists()


def test_easy_read_needs_a_line_and_is_one_in_each_language(editor: StaffClient, page: Any) -> None:
    none = easy_fields(page) | rows("lines")
    assert editor.post(screen("easyread", "add"), none).status_code == 200
    make_easy(page)
    answer = editor.post(screen("easyread", "add"), easy_fields(page))
    assert "already" in refusals(answer)
    assert EasyRead.objects.count() == 1


def test_its_screen_says_how_it_reads(editor: StaffClient, page: Any) -> None:
    long = "This is a long sentence that goes on and on until nobody knows where it once began."
    made = make_easy(page, "We listen.", long)
    html = editor.get(screen("easyread", "edit", made.pk)).content.decode()
    assert f"<li>{long}</li>" in html
    assert "Reading grade" in html
    assert "We listen.</li>" not in html


def test_an_older_version_fits_again_when_she_says_so(editor: StaffClient, page: Any) -> None:
    version = make_easy(page)
    ConsultationPage.objects.filter(pk=page.pk).update(purpose="Changed.")
    EasyRead.objects.filter(pk=version.pk).update(older_since=date(2026, 5, 3))
    address = screen("easyread", "edit", version.pk)
    assert editor.post(address, edited(editor, version, title="New words")).status_code == 302
    version.refresh_from_db()
    assert (version.title, version.older_since) == ("New words", date(2026, 5, 3))
    before = version.text_mark
    assert editor.post(address, edited(editor, version, fits="on")).status_code == 302
    version.refresh_from_db()
    assert version.older_since is None
    assert version.text_mark != before


def test_a_picture_stays_when_words_are_changed_and_goes_when_it_is_cleared(
    editor: StaffClient, page: Any, django_capture_on_commit_callbacks: Any
) -> None:
    version = make_easy(page, "One.")
    name = with_picture(version).picture.name
    address = screen("easyread", "edit", version.pk)
    assert (
        editor.post(address, edited(editor, version, **{"lines-0-words": "Two."})).status_code
        == 302
    )
    assert version.lines.get().picture.name == name
    cleared = {"lines-0-picture-clear": "on", "lines-0-alt": "", "lines-0-drawing": ""}
    with django_capture_on_commit_callbacks(execute=True):
        assert editor.post(address, edited(editor, version, **cleared)).status_code == 302
    line = version.lines.get()
    assert (line.picture.name, line.picture_bytes) == ("", 0)
    assert not default_storage.exists(str(name))


def test_what_a_colleague_saved_meanwhile_is_not_lost(editor: StaffClient, page: Any) -> None:
    version = make_easy(page, "One.")
    opened = edited(editor, version, title="Mine")
    version.lines.update(words="Hers.")
    answer = editor.post(screen("easyread", "edit", version.pk), opened)
    assert answer.status_code == 200
    assert "Hers." in answer.content.decode()
    version.refresh_from_db()
    assert version.title == "Easy words"


def test_a_version_stays_with_its_consultation(
    editor: StaffClient, page: Any, consultation: Make
) -> None:
    version = make_easy(page)
    moved = edited(editor, version, consultation=consultation().pk)
    answer = editor.post(screen("easyread", "edit", version.pk), moved)
    assert "This was made for another consultation." in refusals(answer)
