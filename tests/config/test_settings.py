"""The start: what production needs, and how plainly it says so."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("site", "consultations", "feedback", "insights")
SECRETS = {
    "SECRET_KEY": "s3cret-" + "abcdefghij" * 6,
    "RECEIPT_KEY": "r" * 60,
    "ALLOWED_HOSTS": "example.org",
}


def run(
    tmp_path: Path, command: list[str], environment: dict[str, str]
) -> "subprocess.CompletedProcess[str]":
    """Run a command with nothing but this environment."""
    told = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), **environment}
    return subprocess.run(
        command, env=told, cwd=ROOT, capture_output=True, text=True, timeout=90, check=False
    )


def start(
    tmp_path: Path, *arguments: str, **environment: str
) -> "subprocess.CompletedProcess[str]":
    """Run manage.py under production settings. An empty value also outdoes a developer's .env."""
    told = {"DJANGO_SETTINGS_MODULE": "config.settings.production", **environment}
    return run(tmp_path, [sys.executable, str(ROOT / "manage.py"), *arguments], told)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set, so Alongside will not start. It is the key"),
        ({"RECEIPT_KEY": ""}, "RECEIPT_KEY is not set, so Alongside will not start. It is the key"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS is not set, so every page would be refused. Set"),
        ({"DATABASE_URL": "foo"}, "DATABASE_URL can't be used. Write postgres://USER:PASSWORD@"),
    ],
)
def test_what_stops_the_start_is_said_alone(
    tmp_path: Path, changes: dict[str, str], sentence: str
) -> None:
    result = start(tmp_path, "migrate", **{**SECRETS, **changes})
    assert result.returncode == 1
    assert result.stderr.startswith(sentence)
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


def test_production_passes_djangos_deployment_check(tmp_path: Path) -> None:
    result = start(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **SECRETS)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("command", ["demo", "load_demo"])
def test_the_demo_and_its_known_password_are_refused_in_production(
    tmp_path: Path, command: str
) -> None:
    result = start(tmp_path, command, **SECRETS)
    assert result.returncode == 1
    assert result.stderr.startswith("The demo is not for production:")
    assert not list(tmp_path.glob("*.sqlite3"))


def test_gunicorn_says_the_sentence_and_ends(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "gunicorn", "--pythonpath", "site", "config.wsgi"]
    command += ["--bind", f"unix:{tmp_path}/socket", "--log-level", "error"]
    result = run(tmp_path, command, {**SECRETS, "RECEIPT_KEY": SECRETS["SECRET_KEY"]})
    assert result.returncode == 3
    assert result.stderr.startswith("SECRET_KEY and RECEIPT_KEY are the same, so Alongside will")
    assert "Traceback" not in result.stderr
    assert SECRETS["SECRET_KEY"] not in result.stderr


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder that has its own .env, and the code of this one."""
    shutil.copy(ROOT / "manage.py", tmp_path)
    for package in PACKAGES:
        (tmp_path / package).symlink_to(ROOT / package)
    return tmp_path


def test_manage_takes_the_settings_module_from_dotenv(checkout: Path) -> None:
    secrets = f"SECRET_KEY={SECRETS['SECRET_KEY']}\nRECEIPT_KEY='{SECRETS['RECEIPT_KEY']}'\n"
    (checkout / ".env").write_text(
        f"# Ours\nDJANGO_SETTINGS_MODULE=config.settings.production\n\n{secrets}"
    )
    result = run(checkout, [sys.executable, str(checkout / "manage.py"), "migrate"], {})
    # which only production settings ask for
    assert result.stderr.startswith("ALLOWED_HOSTS is not set")
    assert "Traceback" not in result.stderr
