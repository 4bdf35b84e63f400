"""The benchmark of themes counts as it says, and hands a method no more than it may learn from.

Everything here is invented. Figures are worked out by hand.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from insights.codebook.files import ThemeDraft, parse_codebook
from tests.benchmarks.themes import metrics, runner, worker
from tests.benchmarks.themes.__main__ import main
from tests.benchmarks.themes.data import DataError, read_responses, read_texts
from tests.benchmarks.themes.logistic import LrTfidf
from tests.benchmarks.themes.methods import (
    METHODS,
    OURS,
    BoolArray,
    IntArray,
    Method,
    NothingToSay,
    Prediction,
    Problem,
    best_one,
)
from tests.benchmarks.themes.rules import Cues
from tests.benchmarks.themes.splits import fitting, split
from tests.benchmarks.themes.svc import SvcRecipe, SvcRecipeTop1, SvcShipped, cleaned
from tests.benchmarks.themes.worker import Outcome, Task

CODEBOOK = [
    {"name": "Housing", "description": "A roof", "keywords": ["hostel", "flat", "nowhere to go"]},
    {"name": "Money & debt", "keywords": ["debt", "benefits"]},
    {"name": "Travel", "keywords": ["bus"]},
]
THEMES = parse_codebook(CODEBOOK, slug="x").themes
HEAD = "id,question,service,text,themes\n"
ROWS = [
    ("the hostel was cold", "Housing"),
    ("debt on top of debt", "Money & debt"),
    ("no bus at all", "Travel"),
    ("a flat and my benefits", "Housing; Money & debt"),
]
PROBLEM = Problem([text for text, _ in ROWS] * 5, THEMES)
TRUTH = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0]] * 5, dtype=bool)
ALL = np.arange(20)


def csv_file(folder: Path, body: str, head: str = HEAD, encoding: str = "utf-8") -> Path:
    path = folder / "r.csv"
    path.write_text(head + body, encoding)
    return path


def both_files(folder: Path, times: int = 5) -> list[str]:
    """Arguments for the command."""
    body = "".join(f'{n},q,s,"{text}",{themes}\n' for n, (text, themes) in enumerate(ROWS * times))
    (folder / "c.json").write_text(json.dumps(CODEBOOK))
    return ["--responses", str(csv_file(folder, body)), "--codebook", str(folder / "c.json")]


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[Task]]:
    """Methods run here, which is quicker; what they were handed."""
    handed: list[Sequence[Task]] = []

    def measure(name: str, problem: Problem, tasks: Sequence[Task]) -> Outcome:
        handed.append(tasks)
        return worker._run(name, problem, tasks)

    monkeypatch.setattr(runner, "measure", measure)
    return handed


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_responses_are_read_with_or_without_a_mark(tmp_path: Path, encoding: str) -> None:
    body = '"cold, in a flat","Housing; Money & debt"\nby code,travel\n" ",Housing\nfine,\n'
    path = csv_file(tmp_path, body, head="text,themes\n", encoding=encoding)
    read = read_responses(path, THEMES)
    assert read.texts == ("cold, in a flat", "by code", "fine")
    assert read.truth.tolist() == [[True, True, False], [False, False, True], [False] * 3]
    assert (read.empty, read.uncoded) == (1, 1)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (HEAD + "a,q,s,fine,Housing\nb,q,s,fine,Housin\n", r"r\.csv, line 3 \(b\).*“Housin”"),
        ("id,text\na,fine\n", "no column “themes”"),
        ("", "no column “text”"),
        (HEAD + 'a,q,s," ",Housing\n', "no row with a text"),
        (HEAD + "a,q,s,caf\udce9,Housing\n", "not in UTF-8"),
    ],
)
def test_a_file_that_cant_be_measured_with_is_refused(
    tmp_path: Path, content: str, message: str
) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(DataError, match=message):
        read_responses(path, THEMES)


def test_a_name_that_two_themes_have_is_refused(tmp_path: Path) -> None:
    twins = [ThemeDraft("need", "Need", "n1", "Other"), ThemeDraft("stage", "Stage", "s1", "Other")]
    with pytest.raises(DataError, match="no one theme “Other”"):
        read_responses(csv_file(tmp_path, "a,q,s,fine,Other\n"), twins)
    read = read_responses(csv_file(tmp_path, "a,q,s,fine,s1\n"), twins)
    assert read.truth.tolist() == [[False, True]]


def test_texts_are_read_without_codes(tmp_path: Path) -> None:
    assert read_texts(csv_file(tmp_path, "one\n \ntwo\n", head="text\n")) == ["one", "two"]


def test_the_same_rows_are_judged_whatever_the_labels() -> None:
    parts = split(3335, [0, 50, 200, 500], seed=1)
    assert (len(parts.pool), len(parts.test)) == (500, 1500)
    assert parts.train(200)[:50].tolist() == parts.train(50).tolist()
    assert parts.train(0).tolist() == []
    assert not set(parts.pool) & set(parts.test)


def test_splits_differ_and_come_again() -> None:
    tests = [split(100, [50], seed).test.tolist() for seed in (0, 1, 0)]
    assert tests[0] == tests[2] != tests[1]
    assert len(tests[0]) == 50


def test_counts_that_leave_nothing_to_judge_dont_fit() -> None:
    assert fitting([0, 99, 100, 500], 100) == [0, 99]


# Three rows, three themes. Row by row: one of two found; one right and one wrong; nothing right.
GIVEN = np.array([[1, 1, 0], [1, 0, 0], [0, 0, 1]], dtype=bool)
CHOSEN = np.array([[1, 0, 0], [1, 1, 0], [0, 1, 0]], dtype=bool)
SCORES = np.array([[0.9, 0.1, 0.2], [0.5, 0.4, -np.inf], [0.2, 0.6, 0.3]])


def test_the_figures_are_those_worked_out_by_hand() -> None:
    figures = metrics.score(GIVEN, Prediction(CHOSEN, SCORES))
    assert figures["sample_f1"] == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)
    assert figures["micro_f1"] == pytest.approx(2 * 2 / (4 + 4))
    assert figures["macro_f1"] == pytest.approx((1 + 0 + 0) / 3)
    assert figures["recall_at_5"] == 1
    assert figures["hit_at_3"] == 1
    assert figures["confident_half_f1"] == pytest.approx((2 / 3 + 0) / 2)  # rows 0 and 2
    # Given 2, 1, 1 times and chosen 2, 2, 0 times: ranks 3, 1.5, 1.5 and 2.5, 2.5, 1.
    assert figures["spearman"] == pytest.approx(0.5)


def test_lists_are_cut_where_they_say() -> None:
    assert metrics.recall_at(1, GIVEN, SCORES) == pytest.approx((1 / 2 + 1 + 0) / 3)
    assert metrics.hit_at(1, GIVEN, SCORES) == pytest.approx(2 / 3)
    assert metrics.recall_at(2, GIVEN, SCORES) == pytest.approx((1 / 2 + 1 + 1) / 3)


def test_what_is_never_suggested_is_not_found_by_chance() -> None:
    nothing = np.full((3, 3), -np.inf)
    assert metrics.recall_at(5, GIVEN, nothing) == 0
    assert not best_one(nothing).any()


def test_rows_without_a_theme_have_no_recall_and_no_part_in_it() -> None:
    given = np.array([[0, 0], [1, 0]], dtype=bool)
    scores = np.array([[0.9, 0.1], [0.9, 0.1]])
    assert metrics.recall_at(1, given, scores) == 1
    assert metrics.hit_at(1, given[:1], scores[:1]) is None
    assert metrics.recall_at(1, given[:1], scores[:1]) is None


def test_ties_of_confidence_go_by_row() -> None:
    half = metrics.confident_half(np.array([[1.0], [2.0], [1.0], [1.0], [0.0]]))
    assert half.tolist() == [True, True, True, False, False]


def test_themes_alike_often_have_no_order() -> None:
    assert metrics.spearman(np.eye(3, dtype=bool), CHOSEN) is None


def test_a_codebook_of_one_theme_has_figures() -> None:
    one = np.array([[1], [0]], dtype=bool)
    figures = metrics.score(one, Prediction(one, one.astype(float)))
    assert figures["sample_f1"] == 0.5  # nothing given and nothing found is no success
    assert figures["macro_f1"] == 1


def test_a_mean_leaves_out_what_could_not_be_counted() -> None:
    assert metrics.mean([{"a": 0.2, "b": None}, {"a": 0.4, "b": None}]) == {"a": 0.3, "b": None}


def predicted(method: Method, train: IntArray, test: IntArray) -> BoolArray:
    return method.fit_predict(PROBLEM, train, TRUTH[train], test).chosen


def test_rules_need_no_labels() -> None:
    assert predicted(Cues(), ALL[:0], ALL).tolist() == TRUTH.tolist()


def test_rules_without_keywords_find_nothing() -> None:
    bare = Problem(PROBLEM.texts, parse_codebook([{"name": "Housing"}], slug="x").themes)
    found = Cues().fit_predict(bare, ALL[:0], TRUTH[:0, :1], ALL)
    assert not found.chosen.any()
    assert (found.scores == -np.inf).all()


@pytest.mark.parametrize("method", [LrTfidf, SvcRecipe, SvcRecipeTop1, SvcShipped])
def test_what_learns_says_again_what_it_was_told(method: type[Method]) -> None:
    assert predicted(method(), ALL[:12], ALL[12:]).tolist() == TRUTH[12:].tolist()


@pytest.mark.parametrize("method", [LrTfidf, SvcRecipe, SvcRecipeTop1, SvcShipped])
def test_what_learns_has_nothing_to_say_without_labels(method: type[Method]) -> None:
    with pytest.raises(NothingToSay):
        predicted(method(), ALL[:0], ALL)


@pytest.mark.parametrize("method", [LrTfidf, SvcRecipe])
def test_a_theme_without_labels_or_in_all_of_them_breaks_nothing(method: type[Method]) -> None:
    labels = np.zeros((8, 3), dtype=bool)
    labels[:, 0] = True
    found = method().fit_predict(PROBLEM, ALL[:8], labels, ALL[8:])
    assert found.chosen.tolist() == [[True, False, False]] * 12
    assert (found.scores[:, 1:] == -np.inf).all()


def test_the_likeliest_theme_is_given_where_none_is_above_nothing() -> None:
    strange = Problem([*PROBLEM.texts, "zzz"], THEMES)
    last = np.array([20])
    counts = [
        method().fit_predict(strange, ALL, TRUTH, last).chosen.sum()
        for method in (SvcRecipe, SvcRecipeTop1)
    ]
    assert counts == [0, 1]


def test_texts_are_cleaned_as_the_recipe_does() -> None:
    assert cleaned("Don't wait 3-4 HOURS,\r\nplease.Thanks (all)") == (
        "dont wait hours please thanks all"
    )


def test_the_command_prints_the_shape_that_was_asked_for(
    tmp_path: Path,
    in_this_process: list[Sequence[Task]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(METHODS, OURS, METHODS["cues"])
    more = ["--labels", "0", "8", "500", "--splits", "2", "--json", "--methods", OURS, "svc-recipe"]
    main([*both_files(tmp_path), *more])
    printed = capsys.readouterr()
    report = json.loads(printed.out)
    assert report.keys() == {"labels", "cpu_seconds", "peak_mb", "rivals"}
    assert report["labels"]["0"] == dict.fromkeys(report["labels"]["0"], 1.0) | {
        "spearman": report["labels"]["0"]["spearman"]
    }
    assert report["labels"]["500"] is None
    assert report["rivals"]["svc-recipe"]["labels"].keys() == {"0", "8", "500"}
    assert report["rivals"]["svc-recipe"]["labels"]["0"] is None
    assert "500 labels: null" in printed.err
    assert "svc-recipe, 0 labels: null, since it learns from labels." in printed.err


def test_a_method_is_handed_the_labels_of_training_rows_alone(
    tmp_path: Path, in_this_process: list[Sequence[Task]]
) -> None:
    main([*both_files(tmp_path), "--labels", "3", "8", "--splits", "2", "--methods", "cues"])
    (tasks,) = in_this_process
    assert [task.labels.shape for task in tasks] == [(3, 3), (3, 3), (8, 3), (8, 3)]
    for task in tasks:
        assert (task.labels == TRUTH[task.train]).all()
        assert not set(task.train) & set(task.test)
    assert tasks[0].test.tolist() == tasks[2].test.tolist() != tasks[1].test.tolist()


def test_a_library_that_is_not_here_is_left_out(
    tmp_path: Path,
    in_this_process: list[Sequence[Task]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(METHODS, "bertopic", "no_such_library_as_this:Topics")
    main([*both_files(tmp_path), "--methods", "bertopic", "cues", "--labels", "0"])
    printed = capsys.readouterr()
    assert "bertopic         not installed" in printed.out
    assert "cues                  0     1.000" in printed.out
    assert "no_such_library_as_this is not installed" in printed.err


def test_a_mistake_of_ours_is_no_missing_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(METHODS, "cues", "tests.benchmarks.themes.nothing:Cues")
    with pytest.raises(ModuleNotFoundError):
        worker._run("cues", PROBLEM, [])


def test_a_file_too_small_for_any_count_ends_without_figures(
    tmp_path: Path, in_this_process: list[Sequence[Task]], capsys: pytest.CaptureFixture[str]
) -> None:
    main([*both_files(tmp_path), "--methods", "cues", "--labels", "20", "--json"])
    assert json.loads(capsys.readouterr().out)["rivals"]["cues"]["labels"] == {"20": None}


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (["--labels", "-1"], "must be a whole number, 0 or more"),
        (["--labels", "many"], "must be a whole number, 0 or more"),
        (["--splits", "0"], "must be a whole number, 1 or more"),
        (["--methods", "magic"], "There is no method “magic”: take one of"),
        (["--responses", "none.csv"], "none.csv can't be read"),
        (["--codebook", "none.json"], "none.json can't be read"),
    ],
)
def test_the_command_says_in_one_line_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], message: str
) -> None:
    with pytest.raises(SystemExit) as end:
        main([*both_files(tmp_path), "--methods", "cues", *more])
    printed = capsys.readouterr()
    assert end.value.code == 2
    assert message in printed.err
    assert printed.err.count("\n") == 1
    assert printed.out == ""


@pytest.mark.long
def test_a_method_runs_in_a_process_of_its_own() -> None:
    outcome = worker.measure("cues", PROBLEM, [Task(ALL[:0], TRUTH[:0], ALL)])
    (answer,) = outcome.answers
    assert isinstance(answer, Prediction)
    assert answer.chosen.tolist() == TRUTH.tolist()
    assert 0 <= outcome.cpu_seconds < 5
    assert 10 < outcome.peak_mb < 1000
