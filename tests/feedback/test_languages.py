"""Which language a text seems to be in: sentences of our own, and honest "not sure"."""

import time

import pytest

from feedback.languages import LANGUAGES, guess_language
from feedback.review.choices import LANGUAGE_NAMES


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Nobody rang me back and I was left alone with the kids"),
        ("cy", "Doedd neb yn gwrando arnaf i ac roedd y lle yn oer"),
        ("pl", "Nie chcieli mnie słuchać, jestem tu sama i bardzo się boję"),
        ("ro", "Nu am unde sa stau si copiii mei sunt departe"),
        ("pt", "Não me ouviram e eu estava sozinha"),
        ("es", "Nadie me escuchó y mis hijos están lejos"),
        ("fr", "Personne ne m’a écouté et j’ai perdu mes enfants"),
        ("sq", "Askush nuk më dëgjoi dhe unë jam vetëm"),
        ("vi", "Tôi không có ai giúp và con tôi ở xa"),
        ("ar", "لا أحد يساعدني"),
        ("ur", "مجھے کسی نے نہیں سنا"),
        ("pa", "ਮੈਨੂੰ ਕੋਈ ਨਹੀਂ"),
        ("uk", "Мені ніхто не допоміг і я була сама"),
    ],
)
def test_a_sentence_is_known(language: str, text: str) -> None:
    assert guess_language(text) == language
    assert guess_language(text.upper()) == language
    assert guess_language(f"[name] {text} [e-mail]") == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "ok",
        "yes",
        "asylum housing bad",
        "[name] [place] [number]",
        "123 456",
        "🙂🙂",
        "ተደራሽ",
    ],
)
def test_what_is_not_clear_is_not_guessed(text: str) -> None:
    assert guess_language(text) == ""


def test_a_foreign_name_makes_no_language() -> None:
    assert guess_language("My friend Małgorzata and I were in the same cell") == "en"


def test_what_can_be_guessed_can_be_marked() -> None:
    assert [code for code, _ in LANGUAGE_NAMES] == ["", *LANGUAGES]


@pytest.mark.parametrize("text", ["a" * 20_000, "’" * 20_000, "é " * 10_000, "'a" * 10_000])
def test_no_text_is_slow(text: str) -> None:
    begin = time.perf_counter()
    guess_language(text)
    assert time.perf_counter() - begin < 0.1
