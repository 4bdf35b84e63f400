"""Welsh answers: names and streets are found, and common words are no names."""

import re

import pytest

from feedback.redaction import candidates
from feedback.redaction.name_words import is_english
from feedback.redaction.welsh import is_in_welsh, is_welsh_word

WORD = re.compile(r"\w+(?:['’-]\w+)*")
CALM = (
    "Ffoniais i bob dydd am wythnos ond doedd neb yn ateb y ffôn.",
    "Dywedon nhw fod rhaid i mi aros tan ddydd Llun, felly arhosais yn yr ystafell oer.",
    "Cefais help gan y ganolfan ac roedd y staff yn garedig iawn.",
    "Dylai rhywun fod wedi esbonio'r ffurflen i mi cyn y llys.",
    "Roedd y wal yn llaith ac e'n anodd cysgu yno.",
    "Cyrhaeddais yn gynnar, ond roedd y drws ar glo ac arhosodd pawb y tu allan yn y glaw.",
    "Awgrymodd fy nghyfreithwraig y dylwn i lenwi'r ffurflen cyn diwedd y mis.",
    "Hoffwn i weld y plant bob penwythnos, ond mae'r daith yn rhy hir.",
    "Symudwyd fi ddwywaith mewn tair wythnos a chollwyd fy nillad.",
    "Yn anffodus, caeodd y caffi ym mis Mawrth a does unman i fynd nawr.",
)


def found(text: str) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.kind) for span in candidates(text)]


def test_calm_welsh_is_hardly_marked() -> None:
    words = marked = 0
    for text in CALM:
        spans = candidates(text)
        for word in WORD.finditer(text):
            words += 1
            marked += any(s.start < word.end() and word.start() < s.end for s in spans)
    assert words > 100
    assert marked / words <= 0.02


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Roedd Siân o'r ganolfan yn garedig iawn wrtha i.", "Siân"),
        ("Dywedodd Carys wrtha i am aros.", "Carys"),
        ("Ffoniais i Bob yn y swyddfa bob dydd.", "Bob"),
        ("Fy ngweithiwr yw Gethin Pugh ac mae e'n dda.", "Gethin Pugh"),
        ("Arhosais gyda Gwrhyd Llwyd am wythnos.", "Gwrhyd Llwyd"),
    ],
)
def test_names_in_welsh_are_found_without_the_words_around_them(text: str, name: str) -> None:
    assert [words for words, _ in found(text)] == [name]


@pytest.mark.parametrize("text", ["Bob rang me", "it was bob who rang", "Dywedon rang me"])
def test_in_an_english_text_nothing_is_excused(text: str) -> None:
    assert [kind for _, kind in found(text)] == ["PERSON"]


@pytest.mark.parametrize(
    ("text", "street"),
    [
        ("Dw i'n byw yn 2, Y Stryd Fawr.", "2, Y Stryd Fawr"),
        ("i live at 14 heol y bont", "14 heol y bont"),
        ("Es i i 31 Ffordd y Môr i weld hi.", "31 Ffordd y Môr"),
        ("Symudais i 7 Maes Glas.", "7 Maes Glas"),
    ],
)
def test_a_welsh_street_is_an_address(text: str, street: str) -> None:
    assert (street, "ADDRESS") in found(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("i stayed with auntie pat for a bit", "auntie pat"),
        ("my kids are with uncle dave now", "uncle dave"),
        ("aunty jean rang me", "aunty jean"),
        ("Es i at Yncl Dai.", "Yncl Dai"),
    ],
)
def test_kin_and_a_name_is_a_name(text: str, name: str) -> None:
    assert found(text) == [(name, "PERSON")]


@pytest.mark.parametrize("text", ["my auntie will come", "her uncle may help", "auntie said no"])
def test_what_kin_do_is_no_name(text: str) -> None:
    assert found(text) == []


def test_english_is_not_taken_for_welsh() -> None:
    for text in ("i am at the hub and pam rang", "pan rang me", ""):
        assert not is_in_welsh(text.split(), is_english)
    assert is_in_welsh(["diolch"], is_english)
    assert is_welsh_word("mae'n")
    assert not is_welsh_word("zofka")
