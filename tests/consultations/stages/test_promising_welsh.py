"""What is changed in the open stands in both languages; no translation brings back the old."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from consultations.accessible.models import Translated
from consultations.accessible.services import note_published
from consultations.models import ConsultationPage, PageChange
from consultations.promises.services import Said
from consultations.promises.welsh import untold, write_welsh
from consultations.stages.changed_words import changes_of
from consultations.stages.promising import NothingNew, OldWelsh, change_involvement
from core.models import Area
from tests.consultations.stages.conftest import in_welsh
from tests.consultations.stages.test_promising import (
    FIRST,
    ONLY,
    TOLD,
    WHY,
    each_of_them,
    say,
    stored,
)
from tests.factories.accounts import make_staff
from tests.factories.bodies import make_body_form
from tests.fixtures.screens import on_page
from tests.fixtures.story import StaffClient

pytestmark = pytest.mark.pages
Make = Callable[..., ConsultationPage]
FIELD = "open_to_change"
Staff = Callable[..., StaffClient]


@pytest.fixture
def page(consultation: Make) -> ConsultationPage:
    return consultation(title="Getting out")


@pytest.fixture
def editor(area: Area) -> User:
    return make_staff("editor", area)


def told_in(language: str, page: ConsultationPage) -> list[tuple[str, str]]:
    with override(language):
        return [(one.before, one.before_language) for one in changes_of(page)]


@each_of_them
def test_words_are_said_anew_in_both_languages(
    page: ConsultationPage, editor: User, name: str
) -> None:
    make_body_form(page)
    twin = in_welsh(page)
    before, welsh = getattr(page, name), getattr(twin, name)
    say(page, editor, Said(ONLY, "Dim ond pwy sy'n cwrdd â chi."), name=name)
    assert getattr(stored(page), name) == ONLY
    assert getattr(stored(twin), name) == "Dim ond pwy sy'n cwrdd â chi."
    assert told_in("en", page) == [(before, "en")]
    assert told_in("cy", twin) == [(welsh, "cy")]
    assert [one.column for one in untold(page)] == ["because"]
    for address in (page.url, f"/bodies/{page.pk}/"):
        text = Client().get(address).content.decode()
        assert TOLD[name] in text
        assert "The ministry decided it." in text


@each_of_them
def test_a_welsh_page_is_translated_once_and_stands_then(
    page: ConsultationPage, editor: User, name: str
) -> None:
    twin = in_welsh(page, publish=False)
    ConsultationPage.objects.filter(pk=twin.pk).update(**{name: getattr(page, name)})
    for words in ("Diwrnod y rhyddhau.", "Dim byd o gwbl."):
        twin = stored(twin)
        setattr(twin, name, words)
        twin.save_revision().publish()
    assert getattr(stored(twin), name) == "Diwrnod y rhyddhau."


@pytest.mark.parametrize("old", [FIRST, "Diwrnod y rhyddhau."])
def test_no_draft_of_a_welsh_page_brings_back_what_was_changed(
    page: ConsultationPage, editor: User, old: str
) -> None:
    twin = in_welsh(page)
    ConsultationPage.objects.filter(pk=twin.pk).update(open_to_change=FIRST)  # not in Welsh yet
    twin = stored(twin)
    twin.open_to_change = old
    draft = twin.save_revision()
    say(page, editor, Said(ONLY))
    draft.publish()
    assert stored(twin).open_to_change == ONLY
    twin.save()
    assert stored(twin).open_to_change == ONLY


def test_no_draft_of_a_welsh_page_that_was_never_up_does(
    page: ConsultationPage, editor: User
) -> None:
    twin = in_welsh(page, publish=False)
    ConsultationPage.objects.filter(pk=twin.pk).update(
        live=False, first_published_at=None, open_to_change=FIRST
    )
    twin = stored(twin)
    twin.open_to_change = "Diwrnod y rhyddhau."
    draft = twin.save_revision()
    say(page, editor, Said(ONLY))
    draft.publish()
    assert stored(twin).open_to_change == ONLY


def test_a_translation_that_was_never_up_may_be_put_right(page: ConsultationPage) -> None:
    page.save_revision().publish()  # since it has opened
    twin = in_welsh(page, publish=False)
    ConsultationPage.objects.filter(pk=twin.pk).update(live=False, first_published_at=None)
    for words in ("Diwrnod y ryhddhau.", "Diwrnod y rhyddhau."):
        twin = stored(twin)
        twin.open_to_change = words
        twin.save()
    twin.save_revision().publish()
    assert stored(twin).open_to_change == "Diwrnod y rhyddhau."


def test_the_welsh_of_changed_words_is_written_where_they_were_changed(
    page: ConsultationPage, editor: User
) -> None:
    twin = in_welsh(page)
    ConsultationPage.objects.filter(pk=twin.pk).update(open_to_change=FIRST)
    say(page, editor, Said(ONLY))
    page = stored(page)
    found = {one.column: one for one in untold(page)}
    assert {name: one.english for name, one in found.items()} == {
        "because": "The ministry decided it.",
        "said": FIRST,
        "open_to_change": ONLY,
    }
    words = {one.name: f"Cymraeg {column}" for column, one in found.items()}
    assert write_welsh(consultation=page, by=editor, words=words) == 3
    assert stored(twin).open_to_change == "Cymraeg open_to_change"
    assert stored(page).open_to_change == ONLY
    assert told_in("cy", twin) == [("Cymraeg said", "cy")]
    assert untold(page) == []
    assert write_welsh(consultation=page, by=editor, words=words) == 0


def test_what_was_changed_in_welsh_alone_is_told_in_welsh_alone(
    page: ConsultationPage, editor: User
) -> None:
    twin = in_welsh(page)
    welsh = stored(twin).open_to_change
    say(page, editor, Said(FIRST, "Dim ond pwy sy'n cwrdd â chi."))
    assert told_in("en", page) == []
    assert told_in("cy", twin) == [(welsh, "cy")]
    assert [one.column for one in untold(page)] == ["because"]


OLD = "The English is new and the Welsh is as it was."


@pytest.mark.parametrize(
    ("welsh", "stands", "refused"),
    [
        (f"Cymraeg: {FIRST}", f"Cymraeg: {FIRST}", True),
        ("", ONLY, False),
        ("Dim ond pwy.", "Dim ond pwy.", False),
    ],
)
def test_standing_welsh_beside_new_english_is_asked_about(
    page: ConsultationPage, staff: Staff, area: Area, welsh: str, stands: str, refused: bool
) -> None:
    twin, client = in_welsh(page), staff("editor", area)
    address = reverse("promises:words", args=[page.pk, "open_to_change"])
    shown = on_page(client.get(address)) | {"because": "A new law."}
    sent = shown | {"says": ONLY, "says_cy": welsh}
    text = client.post(address, sent, follow=True).content.decode()
    assert (OLD in text) is refused
    assert ('href="#id_says_cy"' in text) is refused
    assert stored(twin).open_to_change == stands
    assert stored(page).open_to_change == (FIRST if refused else ONLY)
    assert PageChange.objects.exists() is not refused


def test_standing_welsh_makes_no_welsh_page_fit(page: ConsultationPage, editor: User) -> None:
    twin = in_welsh(page)
    with pytest.raises(OldWelsh):
        say(page, editor, Said(ONLY, f" {stored(twin).open_to_change} "))
    assert Translated.objects.get(page=twin).older_since is None  # it says what the English says
    assert stored(page).open_to_change == FIRST


def test_without_a_welsh_page_no_welsh_of_it_is_asked_for(
    page: ConsultationPage, staff: Staff, area: Area, editor: User
) -> None:
    address = reverse("promises:words", args=[page.pk, "open_to_change"])
    client = staff("editor", area)
    answer = client.get(address)
    text, shown = answer.content.decode(), on_page(answer)
    assert 'name="says_cy"' not in text
    assert 'name="because_cy"' in text
    with pytest.raises(ValueError, match="in Welsh"):
        say(page, editor, Said(ONLY, "Dim ond pwy."))
    assert not PageChange.objects.exists()
    sent = shown | {"says": ONLY, "because": "A new law."}
    assert "Everyone can read it" in client.post(address, sent, follow=True).content.decode()
    assert stored(page).open_to_change == ONLY


def never_up(twin: ConsultationPage) -> ConsultationPage:
    ConsultationPage.objects.filter(pk=twin.pk).update(live=False, first_published_at=None)
    return stored(twin)


@pytest.mark.parametrize("is_up", [True, False])
def test_welsh_that_nobody_could_read_was_not_said_before(
    page: ConsultationPage, editor: User, is_up: bool
) -> None:
    twin = in_welsh(page, publish=is_up)
    twin = twin if is_up else never_up(twin)
    made = say(page, editor, Said(ONLY, "Dim ond pwy."))
    assert made is not None
    assert (made.said, made.said_cy) == (FIRST, f"Cymraeg: {FIRST}" if is_up else "")
    assert stored(twin).open_to_change == "Dim ond pwy."


@pytest.mark.parametrize("is_up", [True, False])
def test_the_first_welsh_is_written_there_and_no_change_is_told(
    page: ConsultationPage, staff: Staff, area: Area, editor: User, is_up: bool
) -> None:
    twin = in_welsh(page)
    say(page, editor, Said(ONLY))
    twin = twin if is_up else never_up(twin)
    client, address = staff("editor", area), reverse("promises:words", args=[page.pk, FIELD])
    shown = on_page(client.get(address)) | {"because": "It is translated now."}
    sent = shown | {"says_cy": "Dim ond pwy."}
    text = client.post(address, sent, follow=True).content.decode()
    assert "The Welsh is saved. Nobody had read it in Welsh before" in text
    assert (stored(page).open_to_change, stored(twin).open_to_change) == (ONLY, "Dim ond pwy.")
    assert FIELD not in [one.column for one in untold(page)]
    assert PageChange.objects.count() == 1
    shown = on_page(client.get(address)) | {"because": "No."}
    assert "The page says this already." in client.post(address, shown).content.decode()
    client.post(address, shown | {"says_cy": "Arall."})
    assert PageChange.objects.count() == (2 if is_up else 1)  # it was read only where it was up


@pytest.mark.parametrize("is_translated", [True, False])
def test_the_same_words_are_no_change_with_a_welsh_page(
    page: ConsultationPage, editor: User, is_translated: bool
) -> None:
    twin = in_welsh(page)
    if not is_translated:
        ConsultationPage.objects.filter(pk=twin.pk).update(open_to_change=FIRST)
    welsh = stored(twin).open_to_change if is_translated else ""
    with pytest.raises(NothingNew):
        say(page, editor, Said(FIRST, welsh))
    assert not PageChange.objects.exists()


def write_all(page: ConsultationPage, by: User, but: str = "") -> None:
    """All that is not in Welsh yet, on *Promises in Welsh*."""
    page = stored(page)
    found = [one for one in untold(page) if one.column != but]
    words = {one.name: f"Cymraeg {one.column}" for one in found}
    assert write_welsh(consultation=page, by=by, words=words)


@pytest.mark.parametrize(
    ("other", "but", "fits"),
    [
        ("", "", True),
        ("reasons", "", True),  # a second change, in both languages at once
        ("involvement", "", True),
        ("", FIELD, False),  # it still says it in English
        ("title", "", False),  # a title that nobody translated since
        ("older", "", False),  # it was from before already
    ],
)
def test_a_welsh_page_fits_once_all_that_was_changed_is_in_welsh(
    page: ConsultationPage, editor: User, other: str, but: str, fits: bool
) -> None:
    twin = in_welsh(page)
    if other == "older":
        page = retitled(page)
    say(page, editor, Said(ONLY))
    if other == "reasons":
        say(page, editor, Said("The law is new.", "Mae'r gyfraith yn newydd."), name=other)
    elif other == "involvement":
        change_involvement(consultation=page, by=editor, to="inform", because=WHY)
    elif other == "title":
        page = retitled(page)
    assert Translated.objects.get(page=twin).older_since is not None
    write_all(page, editor, but)
    assert (Translated.objects.get(page=twin).older_since is None) is fits
    if fits:
        note_published(page=stored(page))  # published anew as it is
        assert Translated.objects.get(page=twin).older_since is None


def test_it_fits_by_its_first_welsh_on_the_screen_of_its_words_too(
    page: ConsultationPage, editor: User
) -> None:
    twin = in_welsh(page)
    say(page, editor, Said(ONLY))
    assert say(page, editor, Said(ONLY, "Dim ond pwy.")) is None
    assert Translated.objects.get(page=twin).older_since is None


def retitled(page: ConsultationPage) -> ConsultationPage:
    page = stored(page)
    page.title = "Getting out, and after"
    page.save_revision().publish()
    return stored(page)
