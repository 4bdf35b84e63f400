"""The benchmark of words and stems measures each way side by side, and ours with empty caches."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from insights.analysis import tokens as ours
from tests.benchmarks import tokens


@pytest.fixture
def responses(tmp_path: Path) -> str:
    path = tmp_path / "r.csv"
    path.write_text("text\nThe hostels were full. Nobody came!\nNo buses\n")
    return str(path)


def test_a_fresh_module_has_empty_caches_and_the_old_one_keeps_its_own() -> None:
    ours.tokenise("hostels")
    fresh = tokens.fresh_module()
    assert fresh.stem.cache_info().currsize == 0
    assert ours.stem.cache_info().currsize > 0
    assert fresh.tokenise is not ours.tokenise


def test_nltk_reads_sentences_and_words_without_data() -> None:
    read = tokens.with_nltk(tokens.STEMMERS["porter"])
    assert read("The hostels were full. Nobody came!") == [
        *["the", "hostel", "were", "full", "."],
        *["nobodi", "came", "!"],
    ]


def test_ratios_are_medians_of_rounds_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    # Cold, warm, Porter, Snowball of three rounds.
    passes = iter([4.0, 1.0, 10.0, 5.0, 40.0, 20.0, 100.0, 50.0, 4.0, 3.0, 10.0, 5.0])
    monkeypatch.setattr(tokens, "seconds", lambda reader, texts: next(passes))
    figures = tokens.measure(["one", "two"], ["tokenise"], 3)
    assert figures["microseconds"]["tokenise warm"] == 1.5e6
    assert figures["ratios"]["tokenise"] == {
        "cold": {"porter": 0.4, "snowball": 0.8},
        "warm": {"porter": 0.2, "snowball": 0.4},
    }


def test_the_command_measures_the_function_it_is_told(
    responses: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read: list[str] = []
    made = SimpleNamespace(tokenise=lambda _: read.append("t"), stems=lambda _: read.append("s"))
    monkeypatch.setattr(tokens, "fresh_module", lambda: made)
    tokens.main(["--responses", responses, "--rounds", "1", "--json"])
    assert json.loads(capsys.readouterr().out)["ratios"].keys() == {"tokenise", "stems"}
    tokens.main(["--responses", responses, "--rounds", "1", "--functions", "stems"])
    assert "stems warm: " in capsys.readouterr().out
    assert "".join(read) == "ttttssss" + "ssss"


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (["--functions", "magic"], "has no function “magic”"),
        (["--rounds", "0"], "must be a whole number, 1 or more"),
        (["--responses", "none.csv"], "none.csv can't be read"),
    ],
)
def test_the_command_says_in_one_line_what_is_wrong(
    responses: str, capsys: pytest.CaptureFixture[str], more: list[str], message: str
) -> None:
    with pytest.raises(SystemExit) as end:
        tokens.main(["--responses", responses, *more])
    assert end.value.code == 2
    printed = capsys.readouterr().err
    assert message in printed
    assert printed.count("\n") == 1
