"""Editions: what is counted exactly, and what of it the public sees."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections

from accounts.models import User
from feedback.models import Form
from insights.models import Coding, ReviewPack, Theme
from insights.packs.document import lay_out
from insights.packs.selectors import build_editions
from insights.packs.services import (
    Notes,
    publish_pack,
)
from insights.rigour.voices import decide_voice
from tests.factories.packs import (
    COURT,
    HOUSING,
    MONEY,
    SAID,
    draft_of,
    make_coded,
    make_decision,
    rows_of,
    signed_pack,
)


def test_the_review_edition_counts_exactly(crowd: Form, facilitator: User) -> None:
    review = build_editions(draft_of(crowd, facilitator))["review"]
    assert review["total"] == 60
    assert rows_of(review)[HOUSING]["number"] == 40
    assert rows_of(review)[MONEY] == {
        "code": MONEY,
        "name": "Money",
        "name_cy": "",
        "number": 4,
        "share": 7,
    }
    assert review["channels"] == [{"key": "web", "number": 56}, {"key": "paper", "number": 4}]


def test_the_matrix_sets_themes_against_stages(crowd: Form, facilitator: User) -> None:
    (matrix,) = build_editions(draft_of(crowd, facilitator))["review"]["matrices"]
    assert matrix["columns"] == ["Court"]
    cells = {row["name"]: (row["cells"], row["number"]) for row in matrix["rows"]}
    assert cells == {"Housing": ([12], 40), "Money": ([0], 4)}


def test_a_flat_codebook_has_bars_and_no_matrix(asked: Form, facilitator: User) -> None:
    from insights.models import Theme

    Theme.objects.all().update(axis="theme")
    make_coded(asked, facilitator, HOUSING)
    editions = build_editions(draft_of(asked, facilitator))
    assert editions["review"]["matrices"] == []
    assert [axis["axis"] for axis in editions["public"]["axes"]] == ["theme"]


def test_women_are_counted_not_rows(asked: Form, facilitator: User) -> None:
    for code in (HOUSING, HOUSING, MONEY):
        make_coded(asked, facilitator, code, visit_hash="ab" * 32)
    make_coded(asked, facilitator, HOUSING)
    review = build_editions(draft_of(asked, facilitator))["review"]
    assert review["total"] == 2
    assert {c: r["number"] for c, r in rows_of(review).items()} == {HOUSING: 2, MONEY: 1}


def test_sub_themes_count_for_the_theme_above_once(asked: Form, facilitator: User) -> None:
    make_coded(asked, facilitator, HOUSING, "need.housing.unsafe")
    review = build_editions(draft_of(asked, facilitator))["review"]
    assert {c: r["number"] for c, r in rows_of(review).items()} == {HOUSING: 1}


def test_only_what_a_person_said_applies_is_counted(asked: Form, facilitator: User) -> None:
    response = make_coded(asked, facilitator, HOUSING)
    Coding.objects.filter(response=response).update(decision=Coding.Decision.REJECTED)
    review = build_editions(draft_of(asked, facilitator))["review"]
    assert rows_of(review) == {}
    assert review["said_by_no_one"] == ["Housing", "Money", "Court"]


def test_what_few_said_is_named_and_leaving_it_out_takes_its_words_and_says_why(
    crowd: Form, facilitator: User
) -> None:
    page = crowd.consultation
    make_coded(crowd, facilitator, COURT, text=SAID, uses=["design_team"])
    hers = make_coded(
        crowd, facilitator, MONEY, text="Debt is all I think of.", uses=["design_team"]
    )
    one = Coding.objects.filter(theme__code=MONEY, response__channel="paper").first()
    assert one is not None
    one.delete()
    pack = draft_of(crowd, facilitator, quotes=[hers])
    money = Theme.objects.get(code=MONEY)
    kept = build_editions(pack)["review"]
    assert [(row["code"], row["number"], row["is_kept"]) for row in kept["quiet"]] == [
        (MONEY, 4, True)
    ]
    assert "Debt is all I think of." in str(kept["quotes"])
    decide_voice(consultation=page, theme=money, is_kept=False, why="Not asked.", by=facilitator)
    left = build_editions(pack)["review"]
    assert "Debt is all I think of." not in str(left["quotes"])
    assert rows_of(left)[MONEY]["number"] == 4
    assert "4 women. Left out of the words below, because: Not asked." in str(
        lay_out({**left, "version": "1", "status": "draft", "changes": []})
    )
    assert "Not asked." not in str(build_editions(pack)["public"])
    make_coded(crowd, facilitator, MONEY)
    assert build_editions(pack)["review"]["quiet"] == []  # enough by now
    assert "Debt is all I think of." in str(build_editions(pack)["review"]["quotes"])


def test_a_retired_theme_that_women_raised_stays_in_the_numbers(
    crowd: Form, facilitator: User
) -> None:
    pack = draft_of(crowd, facilitator)
    Theme.objects.filter(code__in=[MONEY]).update(status="retired")
    review = build_editions(pack)["review"]
    assert rows_of(review)[MONEY]["number"] == 4
    assert [row["code"] for row in review["quiet"]] == [MONEY]
    Theme.objects.filter(code=COURT).update(status="retired")
    Coding.objects.filter(theme__code=COURT).delete()
    assert "Court" not in build_editions(pack)["review"]["said_by_no_one"]


@pytest.mark.parametrize("size", [4, 40])
def test_the_number_of_queries_does_not_grow(asked: Form, facilitator: User, size: int) -> None:
    from django.test.utils import CaptureQueriesContext

    uses = ["design_team", "public"]
    rows = [make_coded(asked, facilitator, HOUSING, MONEY, uses=uses) for _ in range(size)]
    decisions = [make_decision() for _ in range(size)]
    pack = draft_of(asked, facilitator, decisions=decisions, quotes=rows)
    pack = ReviewPack.objects.get(pk=pack.pk)
    default, intake = (CaptureQueriesContext(connections[name]) for name in ("default", "intake"))
    with default as one, intake as two:
        build_editions(pack)
    assert len(one) + len(two) <= 24


def walk(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every single thing in a structure, with the way to it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from walk(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner, path)
    else:
        yield path, value


def test_the_public_edition_has_no_small_number_and_no_cross_tab(
    crowd: Form, facilitator: User
) -> None:
    public = build_editions(draft_of(crowd, facilitator))["public"]
    numbers = {path: v for path, v in walk(public) if isinstance(v, int)}
    places = {".findings.number", ".recommendations.number", ".recommendations.findings"}
    assert set(numbers) - places <= {
        *(".total", ".axes.rows.number", ".axes.rows.share", ".channels.number")
    }
    for path, value in walk(public):
        if path in (".total", ".axes.rows.number", ".channels.number") and value is not None:
            assert value >= 10
            assert value % 5 == 0
    assert "matrices" not in public
    keys = {"code", "name", "name_cy", "words", "number", "share"}
    assert all(set(row) == keys for row in rows_of(public).values())


def test_small_and_zero_look_alike_to_the_public(crowd: Form, facilitator: User) -> None:
    public = rows_of(build_editions(draft_of(crowd, facilitator))["public"])
    assert (public[HOUSING]["number"], public[HOUSING]["words"]) == (40, "many")
    Coding.objects.filter(theme__code=MONEY).delete()
    after = rows_of(build_editions(draft_of(crowd, facilitator))["public"])
    assert after[MONEY] == public[MONEY]
    assert (public[MONEY]["number"], public[MONEY]["words"]) == (None, "few_or_none")


def test_names_of_staff_are_not_public(crowd: Form, facilitator: User) -> None:
    notes = Notes(checked_by="Mair Hughes")
    pack = signed_pack(crowd, facilitator, notes=notes)
    assert "Mair Hughes" in json.dumps(pack.editions["review"])
    assert "Mair Hughes" not in json.dumps(pack.editions["public"])
    assert facilitator.name not in json.dumps(pack.editions["public"])


@pytest.mark.parametrize(("more", "total", "housing"), [(9, 60, 40), (10, 70, 50)])
def test_a_next_pack_changes_numbers_only_for_ten_new_women(
    crowd: Form, facilitator: User, more: int, total: int, housing: int
) -> None:
    publish_pack(pack=signed_pack(crowd, facilitator), by=facilitator)
    new = [make_coded(crowd, facilitator, HOUSING, text=SAID, uses=["public"]) for _ in range(more)]
    editions = signed_pack(crowd, facilitator, quotes=new).editions
    assert editions["review"]["total"] == 60 + more
    assert editions["public"]["total"] == total
    assert rows_of(editions["public"])[HOUSING]["number"] == housing
    assert bool(editions["public"]["quotes"]) == (more >= 10)
