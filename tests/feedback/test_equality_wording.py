"""How equality questions are worded: in files, by version, country and language."""

import pytest

from feedback.equality.services import ONE_SIZE
from feedback.equality.wording import NOT_SAID, current, find, versions
from feedback.payload import to_json
from feedback.sealing import pad

COUNTRIES = ["england", "wales"]


@pytest.mark.parametrize("number", sorted(versions()))
def test_every_word_is_there_in_both_languages(number: int) -> None:
    raw = versions()[number]
    words = [raw["not_said"]]
    for question in raw["questions"]:
        assert question["source"]
        words += [question["text"], *([question["hint"]] if "hint" in question else [])]
        words += [option["text"] for option in question["options"]]
    assert not [w for w in words if not (w.get("en-gb", "").strip() and w.get("cy", "").strip())]


def options_of(country: str, key: str) -> dict[str, str]:
    item = current(country).questionnaire.item(key)
    assert item is not None
    return {option.key: option.text["en-gb"] for option in item.options}


def test_wales_is_asked_by_its_own_groups() -> None:
    assert options_of("wales", "ethnic-white")["british"].startswith("Welsh, English")
    assert options_of("england", "ethnic-white")["british"].startswith("English, Welsh")
    for key in ("ethnic-group", "ethnic-black", "religion"):
        assert options_of("wales", key) != options_of("england", key)
        assert options_of("wales", key).keys() == options_of("england", key).keys()


@pytest.mark.parametrize("country", COUNTRIES)
def test_each_question_ends_with_prefer_not_to_say(country: str) -> None:
    for item in current(country).questionnaire.items:
        assert item.options[-1].key == NOT_SAID


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize(("number", "is_asked"), [(1, False), (2, True)])
def test_sex_and_gender_are_asked_since_the_second_version(
    country: str, number: int, is_asked: bool
) -> None:
    wording = find(f"{country}-{number}")
    assert wording is not None
    assert [bool(wording.questionnaire.item(key)) for key in ("sex", "gender")] == [is_asked] * 2
    told = wording.told({"age": "30-39", "sex": "female", "gender": NOT_SAID})
    assert set(told) == ({"age", "sex", "gender"} if is_asked else {"age"})


def test_a_newer_version_keeps_all_that_an_older_one_asked() -> None:
    for country in COUNTRIES:
        older, newer = (find(f"{country}-{number}") for number in (1, 2))
        assert older is not None
        assert newer is not None
        for item in older.questionnaire.items:
            assert newer.questionnaire.item(item.key) == item


@pytest.mark.parametrize("name", ["", "wales", "england-", "england-x", "england-999", "-1x"])
def test_a_wording_that_was_never_written_is_none(name: str) -> None:
    assert find(name) is None


def test_what_is_not_asked_is_not_told() -> None:
    wording = current("england")
    given = {"age": "30-39", "condition": "no", "condition-effect": "lot", "height": "tall"}
    assert wording.told({**given, "religion": "made-up"}) == {"age": "30-39", "condition": "no"}
    opened = {"condition": "yes", "condition-effect": "lot"}
    assert wording.told(opened) == opened


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_longest_answers_fit_the_one_size_and_the_columns(country: str) -> None:
    wording = current(country)
    longest = {i.key: max((o.key for o in i.options), key=len) for i in wording.questionnaire.items}
    payload = {"consultation": 2**31, "wording": wording.id, "answers": longest}
    assert len(pad(to_json(payload), ONE_SIZE)) == ONE_SIZE[0]
    assert max(map(len, [*longest, *longest.values()])) <= 30
    assert len(wording.id) <= 20
