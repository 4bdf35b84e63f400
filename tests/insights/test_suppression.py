"""The public edition's rules: no small group, no small arrival, whatever the counts."""

import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights import suppression
from insights.packs.editions import largest_first
from insights.suppression import (
    FEWEST,
    NUMBERS_FROM,
    Line,
    Release,
    Words,
    brings_new,
    next_release,
    public_line,
    public_parts,
    public_total,
    rounded,
)


@st.composite
def releases(draw: st.DrawFn) -> Release:
    """Counts that can be: no theme has more women than there are."""
    total = draw(st.integers(0, 4000))
    counts = draw(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, total), max_size=6))
    return Release(total, counts)


@pytest.mark.parametrize(
    ("count", "total", "line"),
    [
        (0, 100, Line(Words.FEW_OR_NONE)),
        (1, 100, Line(Words.FEW_OR_NONE)),
        (9, 100, Line(Words.FEW_OR_NONE)),
        (10, 100, Line(Words.SOME, 10, 10)),
        (12, 100, Line(Words.SOME, 10, 10)),
        (13, 400, Line(Words.FEW, 15, 4)),
        (50, 100, Line(Words.MANY, 50, 50)),
        (102, 102, Line(Words.MANY, 100, 100)),
        (49, 49, Line(Words.MANY)),
        (10, 49, Line(Words.SOME)),
        (9, 49, Line(Words.FEW_OR_NONE)),
        (9, 9, Line(Words.FEW_OR_NONE)),
    ],
)
def test_a_line_says_no_more_than_it_may(count: int, total: int, line: Line) -> None:
    assert public_line(Release(total, {"a": count}), "a") == line


@pytest.mark.parametrize(
    ("total", "shown"), [(0, None), (9, None), (10, 10), (12, 10), (13, 15), (49, 50), (1003, 1005)]
)
def test_the_total_is_rounded_or_not_given(total: int, shown: int | None) -> None:
    assert public_total(Release(total)) == shown


@given(releases())
def test_no_number_is_small_and_every_number_is_rounded(release: Release) -> None:
    for key in "abcdef":
        line = public_line(release, key)
        assert line.number is None or (line.number >= FEWEST and line.number % 5 == 0)
        assert line.number is None or release.total >= NUMBERS_FROM
        assert (line.number is None) == (line.share is None)


@given(releases())
def test_zero_looks_like_any_small_count(release: Release) -> None:
    for small in range(FEWEST):
        assert public_line(Release(release.total, {"a": small}), "a") == public_line(release, "?")


@pytest.mark.parametrize(
    ("count", "total", "line"),
    [
        (58, 50, Line(Words.MANY)),  # nine took back what they said: 49 of 50 may be left
        (53, 52, Line(Words.MANY)),
        (52, 52, Line(Words.MANY, 50, 100)),
        (19, 11, Line(Words.MANY)),
    ],
)
def test_a_line_that_is_older_than_the_total_has_no_number_above_it(
    count: int, total: int, line: Line
) -> None:
    """Else it would say that all of them spoke of it, which nobody counted."""
    assert public_line(Release(total, {"a": count}), "a") == line


@given(st.integers(10, 400), st.integers(0, 400), st.integers(0, 9))
def test_no_line_moves_where_ten_left_and_fewer_of_its_own(many: int, of: int, left: int) -> None:
    total = many - left + of
    before = Release(total + 10, {"a": many})
    after = next_release(before, Release(total, {"a": many - left}))
    old, new = (public_line(one, "a").number for one in (before, after))
    assert new in (old, None)


@given(releases())
def test_words_and_share_come_from_what_is_shown(release: Release) -> None:
    for key, count in release.counts.items():
        line, total = public_line(release, key), public_total(release)
        near = Release(release.total, {key: rounded(count)})
        if count >= FEWEST and total:
            assert line == public_line(near, key)
        if line.number is not None and total:
            assert line.share == round(100 * line.number / total)


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 400), min_size=1))
def test_what_is_hidden_of_a_sum_is_never_a_small_group(parts: dict[str, int]) -> None:
    keys = list("abcdef")
    shown = public_parts(Release(sum(parts.values()), parts), keys)
    hidden = sum(parts.get(key, 0) for key in keys if shown[key] is None)
    assert hidden >= FEWEST or all(number is None for number in shown.values())
    assert all(n is None or n >= FEWEST for n in shown.values())


def test_a_sum_with_room_is_shown() -> None:
    parts = {"web": 80, "paper": 25, "phone": 6, "group": 5}
    shown = public_parts(Release(116, parts), list(parts))
    assert shown == {"web": 80, "paper": 25, "phone": None, "group": None}


def test_the_first_release_takes_counts_as_they_are() -> None:
    now = Release(61, {"a": 13})
    assert next_release(None, now) == now


@pytest.mark.parametrize("more", range(10))
def test_earlier_numbers_stand_below_ten_new_women(more: int) -> None:
    before = Release(60, {"a": 20, "b": 5})
    now = Release(60 + more, {"a": 20 + more, "b": 5 + more})
    assert next_release(before, now) == before


def test_a_batch_changes_only_lines_that_ten_women_changed() -> None:
    before = Release(60, {"a": 20, "b": 5, "c": 30})
    now = Release(75, {"a": 30, "b": 14, "c": 30, "new": 12, "new and small": 9})
    counts = {"a": 30, "b": 5, "c": 30, "new": 12, "new and small": 0}
    assert next_release(before, now) == Release(75, counts)


WEEKS = st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=30)


@given(WEEKS, st.randoms(use_true_random=False))
def test_only_ten_who_came_bring_something_new(
    weeks: list[tuple[int, int]], chance: random.Random
) -> None:
    """Women come and take their words back. What is new in public, and every line that rises, has
    ten behind it who were not there before; every line that falls, ten who are there no more."""
    here: dict[int, set[str]] = {}
    then: dict[str, set[int]] = {}  # who was there when something was new, and when a line moved
    release, number = None, 0
    for came, left in weeks:
        for gone in chance.sample(sorted(here), min(left, len(here))):
            del here[gone]
        for _ in range(came):
            number += 1
            here[number] = {code for code in "abc" if chance.random() < 0.5}
        on = {code: {her for her, codes in here.items() if code in codes} for code in "abc"}
        now = Release(len(here), {code: len(women) for code, women in on.items()})
        after = next_release(release, now)
        if brings_new(release, after):
            assert release is None or len(here.keys() - then["new"]) >= FEWEST
            then["new"] = set(here)
        for code, women in on.items():
            moved = after.counts[code] - (release.counts[code] if release else 0)
            if release and moved:
                assert len(women - then[code] if moved > 0 else then[code] - women) >= FEWEST
                assert moved < 0 or brings_new(release, after)
            if moved or not release:
                then[code] = women
        release = after


@pytest.mark.parametrize(
    ("total", "counts", "after", "is_new"),
    [
        (50, {"a": 10, "b": 30}, Release(50, {"a": 10, "b": 20}), False),  # nothing rises
        (51, {"a": 9, "b": 20}, Release(60, {"a": 20, "b": 20}), False),
        (70, {"a": 30, "b": 10}, Release(70, {"a": 30, "b": 10}), True),
        (60, {"a": 40, "b": 0}, Release(60, {"a": 20, "b": 20}), False),  # coded anew
    ],
)
def test_ten_who_leave_are_no_batch_of_those_who_come(
    total: int, counts: dict[str, int], after: Release, is_new: bool
) -> None:
    before = Release(60, {"a": 20, "b": 20})
    found = next_release(before, Release(total, counts))
    assert (found, brings_new(before, found)) == (after, is_new)


@given(releases(), releases())
def test_every_visible_change_is_ten_women_or_more(before: Release, now: Release) -> None:
    after = next_release(before, now)
    assert after.total == before.total or abs(after.total - before.total) >= FEWEST
    for key in after.counts:
        old, new = before.counts.get(key, 0), after.counts[key]
        assert old == new or abs(new - old) >= FEWEST


def published(release: Release) -> dict[str, object]:
    """Everything of a release that anybody outside can see."""
    lines: dict[str, object] = {key: public_line(release, key) for key in sorted(release.counts)}
    channels = public_parts(release, ["web", "paper"])
    return {"total": public_total(release), **lines, **{f"by {k}": n for k, n in channels.items()}}


THEMES = {"housing": 0.6, "money": 0.3, "rare": 0.03}


def a_year(seed: int) -> list[Release]:
    """Exact counts at the end of each of 52 weeks; most weeks bring a few women or none."""
    chance = random.Random(seed)
    exact = dict.fromkeys([*THEMES, "web", "paper"], 0)
    total, weeks = 0, []
    for _week in range(52):
        for _woman in range(chance.choice([0, 0, 1, 2, 3, 5, 8, 14])):
            total += 1
            exact["web" if chance.random() < 0.9 else "paper"] += 1
            for theme, share in THEMES.items():
                exact[theme] += chance.random() < share
        weeks.append(Release(total, dict(exact)))
    return weeks


@pytest.mark.parametrize("seed", range(12))
def test_a_year_of_weekly_packs_shows_no_small_arrival(seed: int) -> None:
    """Two packs that differ in anything at all have ten women or more between them."""
    release: Release | None = None
    seen: dict[str, object] = {}
    women_then = changes = 0
    for exact in a_year(seed):
        release = next_release(release, exact)
        now = published(release)
        if seen and now != seen:
            changes += 1
            assert exact.total - women_then >= FEWEST
        if now != seen:
            women_then = exact.total
        seen = now
    assert changes > 2


@pytest.mark.parametrize("seed", range(12))
def test_a_line_changes_its_number_with_ten_women_of_its_own(seed: int) -> None:
    release: Release | None = None
    then: dict[str, int] = {}
    for exact in a_year(seed):
        after = next_release(release, exact)
        for name in THEMES:
            before = public_line(release, name).number if release else None
            if release and public_line(after, name).number not in (None, before) and before:
                assert exact.counts[name] - then[name] >= FEWEST
            if not release or after.counts[name] != release.counts[name]:
                then[name] = exact.counts[name]
        release = after


@pytest.mark.parametrize("seed", range(8))
def test_no_two_published_numbers_of_a_line_differ_by_less_than_ten(seed: int) -> None:
    chance = random.Random(seed)
    release, total, theme = None, 0, 0
    totals: list[int] = []
    numbers: list[int] = []
    for _week in range(52):
        came = chance.randrange(12)
        total, theme = total + came, theme + chance.randint(0, came)
        release = next_release(release, Release(total, {"a": theme}))
        shown, line = public_total(release), public_line(release, "a")
        totals += [shown] if shown is not None else []
        numbers += [line.number] if line.number is not None else []
    for row in (totals, numbers):
        assert all(b == a or b - a >= FEWEST for a, b in pairwise(row))


def test_the_rules_are_plain_python() -> None:
    source = Path(suppression.__file__).read_text()
    assert "django" not in source.casefold()


def test_a_line_above_the_total_leads_and_the_others_follow_by_number() -> None:
    lines = {
        "few": ("few", 10),
        "above": ("many", None),
        "many": ("many", 40),
        "most": ("many", 45),
        "none": ("few_or_none", None),
        "some": ("some", 15),
    }
    rows = [{"code": k, "words": words, "number": number} for k, (words, number) in lines.items()]
    order = [row["code"] for row in sorted(rows, key=largest_first)]
    assert order == ["above", "most", "many", "some", "few", "none"]
