"""Which files are ours."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("site", "feedback", "consultations", "insights")


def files(*suffixes: str, packages: tuple[str, ...] = PACKAGES) -> Iterator[Path]:
    """Files with these endings in our packages, migrations and caches apart."""
    for package in packages:
        for path in sorted((ROOT / package).rglob("*")):
            if path.suffix in suffixes and not {"migrations", "__pycache__"} & set(path.parts):
                yield path


def name(path: Path) -> str:
    """The path as it is written in the repository."""
    return path.relative_to(ROOT).as_posix()
