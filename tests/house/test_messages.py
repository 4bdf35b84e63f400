"""Welsh is compiled: each .mo says what its .po says. A bare machine has no msgfmt to make it."""

import polib  # type: ignore[import-untyped]
import pytest

from tests.house.paths import ROOT, name

CATALOGUES = sorted((ROOT / "site").rglob("*.po"))


@pytest.mark.parametrize("path", CATALOGUES, ids=map(name, CATALOGUES))
def test_compiled_messages_are_those_of_the_catalogue(path: object) -> None:
    source = polib.pofile(str(path))
    compiled = polib.mofile(str(path).removesuffix("po") + "mo")
    wanted = {(e.msgctxt, e.msgid): (e.msgstr, e.msgstr_plural) for e in source if _is_used(e)}
    held = {(e.msgctxt, e.msgid): (e.msgstr, e.msgstr_plural) for e in compiled}
    assert held == wanted, "Run `make compile-messages`."


def _is_used(entry: polib.POEntry) -> bool:
    return entry.translated() and not entry.obsolete
