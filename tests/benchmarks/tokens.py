"""CPU time a document of our words and stems, beside NLTK's default tokeniser and stemmers.

    python -m tests.benchmarks.tokens --responses R.csv [--functions tokenise stems]
        [--documents 1000] [--rounds 5] [--json]

NLTK's word_tokenize needs data that isn't shipped with it, so its parts are put together here:
PunktSentenceTokenizer without training, NLTKWordTokenizer, then PorterStemmer or SnowballStemmer.
`cold` is the first pass over all documents with a fresh copy of our module, whose caches are
empty; `warm` the second. All are measured in turn in each round; figures are the median over
rounds, a ratio being ours by NLTK's of the same round. The goal is GOAL or less, warm.
"""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from statistics import median
from types import ModuleType
from typing import Any

from nltk.stem import PorterStemmer, SnowballStemmer
from nltk.tokenize import NLTKWordTokenizer, PunktSentenceTokenizer

from tests.benchmarks.themes.command import Parser, number
from tests.benchmarks.themes.data import DataError, read_texts

GOAL = 1 / 20
MODULE = "insights.analysis.tokens"
STEMMERS = {"porter": PorterStemmer(), "snowball": SnowballStemmer("english")}
Reader = Callable[[str], object]


def fresh_module() -> ModuleType:
    """A new copy of our module, with nothing in its caches. The one that others use is left."""
    spec = find_spec(MODULE)
    assert spec is not None
    assert spec.loader is not None
    made = module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def with_nltk(stemmer: Any) -> Reader:
    """NLTK's way from a text to its stems."""
    sentences, words = PunktSentenceTokenizer(), NLTKWordTokenizer()

    def read(text: str) -> list[str]:
        return [
            stemmer.stem(word)
            for sentence in sentences.tokenize(text)
            for word in words.tokenize(sentence)
        ]

    return read


def seconds(reader: Reader, texts: Sequence[str]) -> float:
    """CPU seconds of one pass over all texts."""
    began = time.process_time()
    for text in texts:
        reader(text)
    return time.process_time() - began


def measure(texts: Sequence[str], functions: Sequence[str], rounds: int) -> dict[str, Any]:
    """Microseconds a document of each, and for each of our functions its ratios to NLTK's."""
    taken: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, passed in _one_round(texts, functions):
            taken.setdefault(name, []).append(passed)
    microseconds = {name: median(row) / len(texts) * 1e6 for name, row in taken.items()}
    return {
        "documents": len(texts),
        "microseconds": {name: round(value, 2) for name, value in microseconds.items()},
        "ratios": {
            function: {
                state: {
                    stemmer: _ratio(taken[f"{function} {state}"], taken[f"nltk {stemmer}"])
                    for stemmer in STEMMERS
                }
                for state in ("cold", "warm")
            }
            for function in functions
        },
    }


def _one_round(texts: Sequence[str], functions: Sequence[str]) -> Iterator[tuple[str, float]]:
    for function in functions:
        ours: Reader = getattr(fresh_module(), function)
        yield f"{function} cold", seconds(ours, texts)
        yield f"{function} warm", seconds(ours, texts)
    for name, stemmer in STEMMERS.items():
        yield f"nltk {name}", seconds(with_nltk(stemmer), texts)


def _ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    return round(median(a / b for a, b in zip(ours, theirs, strict=True)), 4)


def main(arguments: list[str] | None = None) -> None:
    """The command. Exits with 2 and one line where it can't begin."""
    parser = Parser(prog="tests.benchmarks.tokens", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--responses", type=Path, required=True, help="a CSV file with texts")
    parser.add_argument("--functions", nargs="+", help=f"of {MODULE}: tokenise, stems")
    parser.add_argument("--documents", type=number(1), default=1000, help="how many, at most")
    parser.add_argument("--rounds", type=number(1), default=5)
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    ours = fresh_module()
    functions = options.functions or [n for n in ("tokenise", "stems") if hasattr(ours, n)]
    for name in functions:
        if not callable(getattr(ours, name, None)):
            parser.error(f"{MODULE} has no function “{name}”: take tokenise or stems.")
    try:
        texts = read_texts(options.responses)[: options.documents]
    except DataError as wrong:
        parser.error(str(wrong))
    figures = measure(texts, functions, options.rounds)
    print(json.dumps(figures) if options.json else "\n".join(_lines_of(figures)))


def _lines_of(figures: dict[str, Any]) -> Iterator[str]:
    yield f"{figures['documents']} documents; microseconds each"
    for name, value in figures["microseconds"].items():
        yield f"  {name:20} {value:10.2f}"
    for function, states in figures["ratios"].items():
        for state, row in states.items():
            shown = ", ".join(f"{value:.4f} of NLTK's {name}" for name, value in row.items())
            yield f"{function} {state}: {shown} (goal {GOAL}, warm)"


if __name__ == "__main__":
    main()
