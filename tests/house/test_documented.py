"""What an operator can set, run or make stands in README.md or docs/."""

import ast
import re
from pathlib import Path

from tests.house.paths import ROOT, files

READERS = {"required", "database"}  # our own functions over env.*


def documentation() -> str:
    """README.md and docs/, as one text."""
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    return "\n".join(page.read_text() for page in pages if page.exists())


def settings_read() -> set[str]:
    """Names that the settings read from the environment."""
    names = set()
    for path in (ROOT / "site" / "config" / "settings").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and node.args and _reads_environment(node.func):
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    names.add(first.value)
    return names


def _reads_environment(function: ast.expr) -> bool:
    called = ast.unparse(function)
    return (
        called in READERS or called == "os.environ.get" or bool(re.fullmatch(r"env\.\w+", called))
    )


def commands() -> set[str]:
    """Management commands of ours."""
    return {p.stem for p in files(".py") if p.parent.name == "commands" and p.stem != "__init__"}


def make_targets() -> set[str]:
    """Targets of the Makefile that a person calls."""
    return set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))


def test_the_settings_are_found() -> None:
    assert {"SECRET_KEY", "RECEIPT_KEY", "DATABASE_URL", "INTAKE_DATABASE_URL"} <= settings_read()


def test_each_setting_is_documented() -> None:
    text = documentation()
    assert not [s for s in sorted(settings_read()) if not re.search(rf"\b{s}\b", text)]


def test_the_example_holds_each_setting_and_no_other() -> None:
    example = (ROOT / ".env.example").read_text()
    assert set(re.findall(r"^#? ?([A-Z_]+)=", example, re.MULTILINE)) == settings_read()


def test_each_command_is_documented() -> None:
    text = documentation()
    assert not [c for c in sorted(commands()) if f"manage.py {c}" not in text]


def test_each_make_target_is_documented() -> None:
    text = documentation()
    assert not [t for t in sorted(make_targets()) if not re.search(rf"\bmake {t}\b", text)]


def test_decisions_are_numbered_one_by_one() -> None:
    pages: list[Path] = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [int(page.name[:4]) for page in pages]
    assert numbers == list(range(1, len(pages) + 1))


def test_what_the_code_refers_to_is_written_down() -> None:
    page = (ROOT / "docs" / "design.md").read_text()
    written = set(re.findall(r"^## §(\d+)", page, re.MULTILINE))
    decided, traps = page.split("## §11", 1)[1].split("## Traps", 1)
    written |= {f"11.{n}" for n in re.findall(r"^(\d+)\. ", decided, re.MULTILINE)}
    written |= {f"trap {n}" for n in re.findall(r"^(\d+)\. ", traps, re.MULTILINE)}
    said = set()
    for path in [*files(".py", ".html", ".js", ".css"), ROOT / "pyproject.toml"]:
        text = path.read_text()
        said |= set(re.findall(r"§(\d+(?:\.\d+)?)", text)) | set(re.findall(r"\((trap \d+)", text))
    assert said
    assert said <= written, "Say it in docs/design.md."
