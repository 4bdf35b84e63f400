"""A web process never loads scikit-learn or NLTK: it asks a worker (trap 4).

Views, hooks and urls are loaded without them (test_theme_pages); here, that nothing which they call
reaches for them later, inside a function.
"""

import ast
from pathlib import Path

import insights

ROOT = Path(insights.__file__).parent
# Plain Python, without a library; but the stemmer loads NLTK alone (tests/insights/analysis/
# test_stemmer.py), since what a person searches for is stemmed in the web process.
LIGHT = {
    *("marks", "pace", "enough", "sentences", "clusters", "proportions", "differences", "joining"),
    *("stemmer", "tokens", "synonyms", "search_query", "word_finder", "misspelt", "stopwords"),
}
# What a run does, in the worker or for a command.
WORKERS = {
    "services/suggestions.py",
    "services/reading_order.py",
    "selectors/coded.py",
    "proposals/proposing.py",
    "rigour/measuring.py",
}


def reached_for(path: Path) -> set[str]:
    """The modules of insights.analysis that a file imports, wherever in it; not for types alone."""
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    names = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)} | {
        a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names
    }
    return {
        n.removeprefix("insights.analysis.") for n in names if n.startswith("insights.analysis")
    }


def test_only_what_a_run_does_reaches_for_the_engine() -> None:
    heavy = {
        str(path.relative_to(ROOT)): found
        for path in ROOT.rglob("*.py")
        if "analysis" not in path.parts and (found := reached_for(path) - LIGHT)
    }
    assert set(heavy) == WORKERS, heavy


def test_what_is_light_imports_no_library() -> None:
    libraries = {"nltk", "sklearn", "numpy", "scipy"}
    for name in LIGHT - {"stemmer"}:
        source = (ROOT / "analysis" / f"{name}.py").read_text()
        assert not reached_for(ROOT / "analysis" / f"{name}.py") - LIGHT
        assert not any(
            f"import {library}" in source or f"from {library}" in source for library in libraries
        )
