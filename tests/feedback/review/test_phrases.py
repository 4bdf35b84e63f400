"""An area's lists of names: who may change them, what they do, and where they never appear."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import AuditLine
from feedback.review.models import ListedPhrase
from feedback.review.redacting.phrases import (
    MOST_WORDS,
    NotAPhrase,
    list_phrase,
    lists_of,
    phrases_for,
    unlist_phrase,
)

Staff = Callable[..., Any]


def found(area: Any, text: str) -> list[str]:
    return [text[span.start : span.end] for span in lists_of(area.pk).find(text)]


def test_a_centre_is_left_and_a_known_name_is_marked(
    area: Any, other_area: Any, staff: Staff
) -> None:
    reader = staff("reviewer", area).user
    text = "I like Sarah and old tin there"
    assert found(area, text) == ["Sarah"]
    list_phrase(user=reader, area=area, words="sarah")
    list_phrase(user=reader, area=area, words=" Old   Tin ", kind="PERSON")
    assert found(area, text) == ["old tin"]
    assert found(other_area, text) == ["Sarah"]


def test_a_phrase_is_listed_once_and_changes_its_side(area: Any, staff: Staff) -> None:
    reader = staff("reviewer", area).user
    list_phrase(user=reader, area=area, words="Zoë’s Place")
    list_phrase(user=reader, area=area, words="zoe's place", kind="ORG_SPECIFIC")
    phrase = ListedPhrase.objects.get()
    assert (phrase.words, phrase.kind) == ("zoe's place", "ORG_SPECIFIC")
    unlist_phrase(user=reader, phrase=phrase)
    unlist_phrase(user=reader, phrase=phrase)
    assert not ListedPhrase.objects.exists()
    lines = [f"{line.action} {line.subject}" for line in AuditLine.objects.all()]
    assert len(lines) == 3
    assert not any("zoe" in line.casefold() for line in lines)  # a name stays out of the log
    assert "zoe" not in str(phrase)


@pytest.mark.parametrize(
    ("words", "kind", "why"),
    [
        ("", "", "empty"),
        ("  \t", "PERSON", "empty"),
        ("…!", "", "empty"),
        ("a" * (MOST_WORDS + 1), "", "long"),
        ("Tin", "NONSENSE", "kind"),
    ],
)
def test_what_is_no_phrase_is_refused(
    words: str, kind: str, why: str, area: Any, staff: Staff
) -> None:
    with pytest.raises(NotAPhrase) as refused:
        list_phrase(user=staff("reviewer", area).user, area=area, words=words, kind=kind)
    assert refused.value.why == why
    assert not ListedPhrase.objects.exists()


@pytest.mark.parametrize("role", ["facilitator", "editor", "auditor", "administrator"])
def test_others_neither_see_nor_change_the_lists(role: str, area: Any, staff: Staff) -> None:
    phrase = list_phrase(user=staff("reviewer", area).user, area=area, words="Tin")
    other = staff(role, area).user
    assert not phrases_for(other, area).exists()
    with pytest.raises(PermissionDenied):
        list_phrase(user=other, area=area, words="Tan")
    with pytest.raises(PermissionDenied):
        unlist_phrase(user=other, phrase=phrase)


def test_a_reader_of_another_area_neither_sees_nor_changes_them(
    area: Any, other_area: Any, staff: Staff
) -> None:
    phrase = list_phrase(user=staff("reviewer", area).user, area=area, words="Tin")
    stranger = staff("reviewer", other_area).user
    assert not phrases_for(stranger, area).exists()
    with pytest.raises(PermissionDenied):
        unlist_phrase(user=stranger, phrase=phrase)
