"""Rules of the house: small files, honest names, imports that point one way."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.paths import PACKAGES, ROOT, files, name

LINES = 400
TEMPTING = {"utils.py", "helpers.py", "common.py", "misc.py", "tools.py"}
EVERYWHERE = (*PACKAGES, "tests")
SOURCES = [*files(".py", packages=EVERYWHERE), ROOT / "manage.py"]


@pytest.mark.parametrize("suffix", [".py", ".html", ".css", ".js"])
def test_no_file_is_longer_than_400_lines(suffix: str) -> None:
    counted = {name(p): len(p.read_text().splitlines()) for p in files(suffix, packages=EVERYWHERE)}
    assert not {p: lines for p, lines in counted.items() if lines > LINES}


def test_site_is_a_source_root_and_never_a_package() -> None:
    # Python has a standard module of that name; with -X frozen_modules=off ours would hide it.
    assert not (ROOT / "site" / "__init__.py").exists()
    assert not list((ROOT / "site").glob("*.py"))


def test_no_module_is_named_like_one_of_the_standard_library() -> None:
    # What stands in a source root can hide a standard module; `core.html` inside one can't.
    roots = (ROOT, ROOT / "site")
    ours = {p.stem for root in roots for p in root.iterdir() if _is_module(p)}
    assert ours & set(sys.stdlib_module_names) == {"site"}


def _is_module(path: Path) -> bool:
    return path.suffix == ".py" or (path.is_dir() and any(path.glob("**/*.py")))


def test_no_file_is_a_drawer_for_everything() -> None:
    assert not [name(p) for p in SOURCES if p.name in TEMPTING]


def test_every_module_says_what_it_is_for() -> None:
    silent = {"apps.py", "urls.py", "__init__.py"}
    assert not [
        name(p)
        for p in files(".py")
        if p.name not in silent
        and "commands" not in p.parts
        and not ast.get_docstring(ast.parse(p.read_text()))
    ]


def test_imports_keep_the_contracts() -> None:
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"site{os.pathsep}."},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_nothing_names_a_path_of_a_machine_or_a_package_index() -> None:
    marks = ("/" + "root/", "/" + "work/", "index" + "-url", "/opt/" + "pypi")
    tracked = [*SOURCES, *ROOT.glob("requirements/*"), *ROOT.glob(".ci/*"), ROOT / "Makefile"]
    tracked += [p for p in (ROOT / "README.md", ROOT / ".env.example") if p.exists()]
    tracked += ROOT.glob("docs/**/*.md")
    found = {(name(p), m) for p in tracked for m in marks if m in p.read_text()}
    assert not found
