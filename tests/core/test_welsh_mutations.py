"""A Welsh word is looked for in each form that it may take."""

import pytest

from core.welsh_mutations import forms_of


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("garchar", "carchar"),
        ("ngharchar", "carchar"),
        ("charchar", "carchar"),
        ("carchar", "ngharchar"),
        ("fenywod", "menywod"),
        ("menywod", "fenywod"),
        ("gymorth", "cymorth"),
        ("ofal", "gofal"),
        ("gofal", "ofal"),
        ("nhref", "tref"),
        ("dy", "ty"),
        ("ddyled", "dyled"),
        ("lety", "llety"),
        ("rhentu", "rentu"),
        ("hysgol", "ysgol"),
        ("ysgol", "hysgol"),
        ("PHLANT", "plant"),
    ],
)
def test_the_other_forms_are_among_them(typed: str, meant: str) -> None:
    found = forms_of(typed, shortest=2)
    assert meant in found
    assert found[0] == typed.lower()


@pytest.mark.parametrize("typed", ["ac", "y", "", "xyz", "llety", "chwaer"])
def test_little_is_made_of_what_is_short_or_does_not_mutate(typed: str) -> None:
    found = forms_of(typed)
    assert found[:1] == [typed]
    assert len(found) <= 4


def test_there_are_few_forms_of_any_word() -> None:
    words = ["fenywod", "ddatganoli", "ngwasanaethau", "mhlentyn", "rhyddhau", "anabledd", "dy"]
    assert max(len(forms_of(word)) for word in words) <= 9
