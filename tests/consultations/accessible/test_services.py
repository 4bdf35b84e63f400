"""A version is as old as the English that it fits; files go with what they belonged to."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale

from consultations.accessible import services
from consultations.accessible.lights import lights
from consultations.accessible.models import Kind
from consultations.accessible.selectors import length_in_words, size_in_words
from consultations.models import ConsultationPage, EasyRead, LargePrint, NotNeeded, Translated
from core.models import HomePage
from tests.factories.versions import make_easy, make_other, make_recording, with_picture

Make = Callable[..., ConsultationPage]


@pytest.fixture(autouse=True)
def no_typst(monkeypatch: pytest.MonkeyPatch, request: Any) -> None:
    """Setting a page takes a third of a second: test_large_print.py does it."""
    monkeypatch.setattr(
        "consultations.accessible.large_print.large_print_pdf", lambda page: page.title.encode()
    )


@pytest.fixture
def page(consultation: Make) -> ConsultationPage:
    return consultation()


def publish(page: ConsultationPage, **words: Any) -> None:
    """As an editor would: a draft that is published."""
    for name, value in words.items():
        setattr(page, name, value)
    page.save_revision().publish()


def older(*versions: Any) -> list[date | None]:
    return [type(version).objects.get(pk=version.pk).older_since for version in versions]


def is_stored(name: str | None) -> bool:
    return default_storage.exists(str(name))


@pytest.mark.parametrize(
    "words",
    [
        {"title": "Another title"},
        {"purpose": "Another purpose."},
        {"open_to_change": "Other things."},
        {"involvement": "inform"},
        {"who_reads": "Somebody else."},
        {"body": [("text", "<p>Another text.</p>")]},
    ],
)
def test_other_words_make_every_version_older(page: ConsultationPage, words: Any) -> None:
    made = [make_easy(page), make_recording(page), make_other(page)]
    with time_machine.travel("2026-05-03 12:00", tick=False):
        publish(page, **words)
    assert older(*made) == [date(2026, 5, 3)] * 3
    with time_machine.travel("2026-06-01 12:00", tick=False):
        publish(page, purpose="Changed once more.")
    assert older(*made) == [date(2026, 5, 3)] * 3  # since the first change


@pytest.mark.parametrize("words", [{}, {"minutes": 20}, {"closes_on": "later"}])
def test_days_and_what_is_not_read_make_nothing_older(page: ConsultationPage, words: Any) -> None:
    made = make_easy(page)
    if "closes_on" in words:
        words = {"closes_on": page.reply_by}  # which was promised, and stays
    publish(page, **words)
    assert older(made) == [None]


def test_a_draft_makes_nothing_older_and_words_that_come_back_fit_again(
    page: ConsultationPage,
) -> None:
    made, before = make_easy(page), page.title
    page.title = "Not published."
    page.save_revision()
    assert older(made) == [None]
    publish(page)
    assert older(made) != [None]
    publish(page, title=before)
    assert older(made) == [None]


def test_what_is_written_for_a_draft_fits_once_that_is_published(page: ConsultationPage) -> None:
    page.purpose = "What we will ask."
    revision = page.save_revision()
    made = make_easy(ConsultationPage.objects.get(pk=page.pk))
    revision.publish()
    assert older(made) == [None]


def test_another_consultation_makes_nothing_older(
    page: ConsultationPage, consultation: Make
) -> None:
    made = make_easy(page)
    publish(consultation(), purpose="Changed.")
    assert older(made) == [None]


def test_a_welsh_page_is_older_until_it_is_published_again(
    site_root: HomePage, page: ConsultationPage
) -> None:
    welsh = Locale.objects.get(language_code="cy")
    for one in (site_root, page.get_parent().specific, page):
        one.copy_for_translation(welsh).save_revision().publish()
    twin: Any = page.get_translations().get()
    page = ConsultationPage.objects.get(pk=page.pk)
    assert Translated.objects.get(page=twin).older_since is None
    publish(page, title="Changed.")
    assert Translated.objects.get(page=twin).older_since is not None
    publish(ConsultationPage.objects.get(pk=twin.pk))
    assert Translated.objects.get(page=twin).older_since is None
    assert {row.page_id for row in LargePrint.objects.all()} == {page.pk, twin.pk}


def test_large_print_is_made_with_each_publishing_and_the_one_before_goes(
    page: ConsultationPage, django_capture_on_commit_callbacks: Any
) -> None:
    publish(page)
    first = LargePrint.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        publish(page, title="Another title")
    second = LargePrint.objects.get()
    with second.file.open() as opened:
        assert opened.read() == b"Another title"
    assert not is_stored(first.file.name)


def test_large_print_that_can_not_be_made_keeps_no_page_from_going_out(
    page: ConsultationPage, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    publish(page)

    def fails(page: object) -> bytes:
        raise RuntimeError("her words")

    monkeypatch.setattr("consultations.accessible.large_print.large_print_pdf", fails)
    publish(page, title="Another title")
    assert ConsultationPage.objects.get(pk=page.pk).title == "Another title"
    assert not LargePrint.objects.exists()  # none is better than an older one
    assert "RuntimeError" in caplog.text
    assert "her words" not in caplog.text


def test_a_scheduled_page_makes_versions_older_too(page: ConsultationPage) -> None:
    made = make_easy(page)
    with time_machine.travel("2030-01-01 12:00", tick=False) as now:
        page.title = "From January."
        page.go_live_at = timezone.now() + timedelta(days=1)
        page.save_revision().publish()
        assert older(made) == [None]
        now.move_to("2030-01-03 12:00")
        call_command("publish_scheduled")
    assert older(made) == [date(2030, 1, 3)]


def test_files_go_when_they_are_replaced_or_deleted(
    page: ConsultationPage, django_capture_on_commit_callbacks: Any
) -> None:
    recording, line = make_recording(page), with_picture(make_easy(page))
    film = make_recording(page, "bsl")
    names = [recording.file.name, line.picture.name, film.file.name]
    assert all(is_stored(name) for name in names)
    with django_capture_on_commit_callbacks(execute=True):
        recording.file.save("b.mp3", ContentFile(b"another"))
        EasyRead.objects.get().delete()
        page.delete()
    assert not any(is_stored(name) for name in names)
    assert not is_stored(recording.file.name)


def test_a_file_stays_when_something_else_is_saved(
    page: ConsultationPage, django_capture_on_commit_callbacks: Any
) -> None:
    recording = make_recording(page)
    with django_capture_on_commit_callbacks(execute=True):
        recording.transcript = "More."
        recording.save()
    assert is_stored(recording.file.name)


def test_a_reason_can_be_given_and_taken_back(page: ConsultationPage) -> None:
    services.say_not_needed(page=page, kind=Kind.BSL, because=" Nobody asked for it. ")
    services.say_not_needed(page=page, kind=Kind.BSL, because="Two women asked; both read.")
    assert NotNeeded.objects.get().because == "Two women asked; both read."
    services.say_not_needed(page=page, kind=Kind.BSL, because="  ")
    assert not NotNeeded.objects.exists()


# -- Lights


def states(page: ConsultationPage) -> dict[str, str]:
    return {light.kind: light.state for light in lights([page])[0].usual}


def test_lights_begin_as_missing(page: ConsultationPage) -> None:
    assert states(page) == dict.fromkeys(Kind.values, "missing")


def test_each_light_says_how_far_it_has_come(page: ConsultationPage) -> None:
    make_easy(page)
    make_easy(page, language="cy", live=False)
    make_recording(page)
    film = make_recording(page, "bsl")
    type(film).objects.filter(pk=film.pk).update(older_since=date(2026, 5, 3))
    services.say_not_needed(page=page, kind=Kind.WELSH, because="The area is in England.")
    services.make_large_print(page=page)
    assert states(page) == {
        "easy": "whole",
        "easy-cy": "hidden",
        "audio": "whole",
        "bsl": "older",
        "large": "whole",
        "cy": "not_needed",
    }
    assert lights([page])[0].to_do == 2


def test_what_is_there_counts_more_than_a_reason_against_it(page: ConsultationPage) -> None:
    services.say_not_needed(page=page, kind=Kind.EASY, because="Not now.")
    make_easy(page)
    assert states(page)["easy"] == "whole"


def test_other_languages_come_beside_the_usual(page: ConsultationPage) -> None:
    make_other(page, "pl")
    make_recording(page, language="ur")
    row = lights([page])[0]
    assert [light.label for light in row.more] == ["Audio, Urdu", "Polish"]
    assert states(page)["audio"] == "missing"


def test_lights_ask_as_much_for_many_pages_as_for_one(
    page: ConsultationPage, consultation: Make, django_assert_num_queries: Any
) -> None:
    pages = [page, consultation(), consultation()]
    for one in pages:
        make_easy(one)
    with django_assert_num_queries(7):
        lights(pages)


# -- In words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "1 second"), (59, "59 seconds"), (60, "1 minute"), (89, "1 minute"), (240, "4 minutes")],
)
def test_length_in_words(seconds: int, words: str) -> None:
    assert length_in_words(seconds) == words


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "1 KB"), (999, "1 KB"), (52_209, "52 KB"), (1_000_000, "1 MB"), (9_440_000, "9.4 MB")],
)
def test_size_in_words(size: int, words: str) -> None:
    assert size_in_words(size) == words
