"""The start: what production needs, and how plainly it says so."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECRETS = {
    "SECRET_KEY": "s3cret-" + "abcdefghij" * 6,
    "RECEIPT_KEY": "r" * 60,
    "ALLOWED_HOSTS": "example.org",
}


def start(
    tmp_path: Path, *arguments: str, **environment: str
) -> "subprocess.CompletedProcess[str]":
    """Run manage.py under production settings with nothing but this environment."""
    told = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), **environment}
    told["DJANGO_SETTINGS_MODULE"] = "config.settings.production"
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.run(
        command, env=told, capture_output=True, text=True, timeout=90, check=False
    )


@pytest.mark.parametrize("missing", ["SECRET_KEY", "RECEIPT_KEY"])
def test_a_missing_secret_stops_the_start_and_is_named(tmp_path: Path, missing: str) -> None:
    environment = {name: value for name, value in SECRETS.items() if name != missing}
    result = start(tmp_path, "check", **environment)
    assert result.returncode != 0
    assert f"{missing} is not set, so Alongside will not start." in result.stderr


def test_a_surface_that_does_not_exist_stops_the_start(tmp_path: Path) -> None:
    result = start(tmp_path, "check", **SECRETS, SURFACE="everything")
    assert "SURFACE must be all, public, panel or staff." in result.stderr


def test_production_passes_djangos_deployment_check(tmp_path: Path) -> None:
    result = start(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **SECRETS)
    assert result.returncode == 0, result.stderr
