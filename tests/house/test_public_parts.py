"""Between apps only some modules are public; config alone knows all of them (design §2)."""

import re
from collections.abc import Iterable

import grimp
import pytest

from tests.house.paths import ROOT, files, name

APPS = ("core", "accounts", "consultations", "feedback", "insights")
EVERYWHERE = {"models", "services", "selectors"}
# What another app may use beside them, and what it is.
PUBLIC = {
    "core": {"*"},  # the floor that all stand on
    "accounts": {"permissions", "keeping"},  # who may; what was typed and not saved
    # the uses by name; the registry that other apps fill; what they may hear; plain text code
    "feedback": {"uses", "slips", "signals", "alike", "languages"},
}
# The reading room is read from above, never worked from there.
OF_THE_READING_ROOM = {"models", "selectors"}

Import = tuple[str, str]


def imports() -> list[Import]:
    """Each import from one app into another: who imports, what is imported."""
    graph = grimp.build_graph("config", *APPS)
    return [
        (importer, imported)
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
    ]


def trespasses(found: Iterable[Import]) -> list[Import]:
    """Imports of another app's inner parts."""
    return sorted(pair for pair in found if not _is_allowed(*pair))


def _is_allowed(importer: str, imported: str) -> bool:
    home, (app, *parts) = importer.split(".")[0], imported.split(".")
    if home in {app, "config"} or app not in APPS:
        return True
    if imported.startswith("feedback.review"):
        return bool(set(parts[1:2]) & OF_THE_READING_ROOM)
    allowed = EVERYWHERE | PUBLIC.get(app, set())
    return "*" in allowed or bool(set(parts) & allowed)


def test_apps_meet_at_their_public_parts_only() -> None:
    assert (ROOT / "insights").is_dir()
    assert trespasses(imports()) == []


@pytest.mark.parametrize(
    "planted",
    [
        ("insights.packs.views", "feedback.views"),
        ("insights", "feedback.sealing"),
        ("insights.services.coding", "feedback.review.services"),
        ("insights.tasks", "feedback.review"),
        ("feedback", "consultations.wagtail_hooks"),
        ("consultations.panels.views", "accounts.audit"),
    ],
)
def test_the_rule_sees_a_trespass(planted: Import) -> None:
    assert trespasses([planted]) == [planted]


@pytest.mark.parametrize(
    "planted",
    [
        ("insights.packs.material", "feedback.review.selectors"),
        ("insights.views.bench", "feedback.selectors"),
        ("config.demo.voices", "feedback.sealing"),
        ("feedback.views", "feedback.pages"),
        ("feedback.pages", "core.html"),
    ],
)
def test_the_rule_lets_neighbours_meet(planted: Import) -> None:
    assert trespasses([planted]) == []


LOGIN = re.compile(r"django\.contrib\.(auth|sessions)\b")


def knows_logins(path: str, source: str) -> bool:
    """Whether a file of the public side reaches Django's own users or sessions.

    import-linter can't forbid a part of an outside package.
    """
    public = path.startswith(("feedback/", "consultations/"))
    apart = path.startswith(("feedback/review/", "consultations/panels/"))
    return public and not apart and bool(LOGIN.search(source))


def test_the_public_side_knows_no_login_by_django_s_own_door() -> None:
    assert not [name(p) for p in files(".py") if knows_logins(name(p), p.read_text())]


@pytest.mark.parametrize(
    ("path", "seen"),
    [
        ("feedback/a.py", True),
        ("consultations/a.py", True),
        ("feedback/review/a.py", False),
        ("insights/a.py", False),
    ],
)
def test_the_rule_sees_who_asks_for_a_login(path: str, seen: bool) -> None:
    assert knows_logins(path, "from django.contrib.auth import get_user_model") is seen
    assert not knows_logins(path, "from django.contrib import messages")
