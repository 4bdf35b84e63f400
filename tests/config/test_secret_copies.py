"""A copy of the secrets is one that was tried, and holds what is used today."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from config.secret_copies import check_secrets, tried_on
from core.day_one.checks import State

OWN_KEY = "p" * 50


@pytest.fixture
def copy(tmp_path: Path, settings: Any) -> Path:
    """What a custodian keeps."""
    settings.PANEL_KEY = OWN_KEY
    path = tmp_path / "usb" / "copy.env"
    path.parent.mkdir()
    path.write_text(
        f"# settings\nSECRET_KEY={settings.SECRET_KEY}\n"
        f"export RECEIPT_KEY='{settings.RECEIPT_KEY}'\nDEBUG=no\nPANEL_KEY={OWN_KEY}\n"
    )
    return path


def states() -> list[State]:
    return [check.state for check in check_secrets(None)]


def test_a_copy_that_was_tried_is_fine_until_a_secret_changes(copy: Path, settings: Any) -> None:
    assert states() == [State.DANGER]
    call_command("try_secrets_copy", copy, verbosity=0)
    assert states() == [State.FINE]
    settings.RECEIPT_KEY = "another" * 10
    assert tried_on() is None
    assert states() == [State.DANGER]


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("RECEIPT_KEY", "RECEIPTS", "has no RECEIPT_KEY"),
        (OWN_KEY, "q" * 50, "has another PANEL_KEY"),
        ("SECRET_KEY=", "SECRET_KEY=x", "has another SECRET_KEY"),
    ],
)
def test_what_is_no_copy_is_refused_without_a_secret(
    copy: Path, settings: Any, was: str, becomes: str, said: str
) -> None:
    copy.write_text(copy.read_text().replace(was, becomes))
    with pytest.raises(CommandError, match=said) as refused:
        call_command("try_secrets_copy", copy)
    assert OWN_KEY not in str(refused.value)
    assert settings.SECRET_KEY not in str(refused.value)
    assert states() == [State.DANGER]


def test_a_file_that_cant_be_read_is_none(copy: Path) -> None:
    copy.write_bytes(b"\xff\xfe\x00")
    for path in (copy, copy.parent, copy.with_name("gone")):
        with pytest.raises(CommandError, match="can't be read"):
            call_command("try_secrets_copy", path)


def test_panels_ask_for_a_key_of_their_own(copy: Path, settings: Any) -> None:
    settings.PANEL_KEY = f"panel:{settings.SECRET_KEY}"
    assert states() == [State.TO_DO, State.DANGER]
    copy.write_text(copy.read_text().replace(f"PANEL_KEY={OWN_KEY}\n", ""))
    call_command("try_secrets_copy", copy, verbosity=0)
    assert states() == [State.TO_DO, State.FINE]
