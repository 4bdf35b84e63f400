"""allauth speaks Welsh too: it ships none, so a folder of its own holds ours."""

import re
from pathlib import Path

import allauth
import polib  # type: ignore[import-untyped]
import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext

from tests.house.paths import ROOT

FOLDER = ROOT / "site" / "locale_of_allauth" / "cy" / "LC_MESSAGES"
OURS = polib.pofile(str(FOLDER / "django.po"))
THEIRS = polib.pofile(
    str(Path(allauth.__file__).parent / "locale" / "en" / "LC_MESSAGES" / "django.po")
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|<[^>]+>")


def key(entry: polib.POEntry) -> tuple[str | None, str]:
    return entry.msgctxt, entry.msgid


def forms(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def test_every_string_of_the_installed_allauth_is_there_and_no_other() -> None:
    assert {key(entry) for entry in OURS} == {key(entry) for entry in THEIRS if not entry.obsolete}


def test_each_is_translated_and_none_is_fuzzy() -> None:
    assert not [entry.msgid for entry in OURS if not all(forms(entry)) or entry.fuzzy]
    assert not OURS.obsolete_entries()
    assert not [e.msgid for e in OURS if e.msgid_plural and sorted(e.msgstr_plural) != [0, 1, 2, 3]]


def test_placeholders_and_markup_are_those_of_the_english() -> None:
    wrong = [
        entry.msgid
        for entry in OURS
        for words in forms(entry)
        if sorted(PLACEHOLDER.findall(words)) != sorted(PLACEHOLDER.findall(entry.msgid))
        or words.startswith("\n") != entry.msgid.startswith("\n")
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("english", "welsh"),
    [
        ("Incorrect password.", "Cyfrinair anghywir."),
        ("Forgot your password?", "Wedi anghofio eich cyfrinair?"),
        ("Two-Factor Authentication", "Dilysu dau gam"),
    ],
)
def test_it_is_what_the_product_says(english: str, welsh: str) -> None:
    with translation.override("cy"):
        assert gettext(english) == welsh
    assert gettext(english) == english


def test_a_number_takes_its_form() -> None:
    keys = (
        "You have added %(count)s security key.",
        "You have added %(count)s security keys.",
    )
    with translation.override("cy"):
        assert "o allweddi" not in ngettext(*keys, 1)
        assert "o allweddi" in ngettext(*keys, 5)
