"""Reading the environment: what is wrong is named in one sentence, and no secret is repeated."""

import os
import runpy
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest

from config.settings import environment as env
from config.settings.environment import SettingIsWrong

BASE = env.ROOT / "site" / "config" / "settings" / "base.py"
GOOD = {"SECRET_KEY": "s" * 50, "RECEIPT_KEY": "r" * 50}


@pytest.fixture(autouse=True)
def _nothing_set(tmp_path: Path) -> Iterator[None]:
    with mock.patch.dict(os.environ, {"DATA_DIR": str(tmp_path), **GOOD}, clear=True):
        yield


def settings(**changes: str) -> dict[str, object]:
    """The base settings, read anew from this environment."""
    os.environ.update(changes)
    return runpy.run_path(str(BASE))


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", " ", "SECRET_KEY is not set"),
        ("SECRET_KEY", "hush" * 12, "SECRET_KEY is too short, .* It has 48 characters"),
        ("RECEIPT_KEY", "r" * 49, "RECEIPT_KEY is too short, .* needs 50 random"),
        ("RECEIPT_KEY", GOOD["SECRET_KEY"], "SECRET_KEY and RECEIPT_KEY are the same"),
        ("SECURE_HSTS_SECONDS", "abc", "SECURE_HSTS_SECONDS is “abc”, but .* whole number"),
        ("SECURE_HSTS_SECONDS", "-1", "SECURE_HSTS_SECONDS is “-1”, but .* whole number"),
        ("SWEEP_EVERY_MINUTES", "1.5", "SWEEP_EVERY_MINUTES is “1.5”, but .* whole number"),
        ("STAFF_MFA_REQUIRED", "ja", "STAFF_MFA_REQUIRED is “ja”, but .* yes or no"),
        ("SECURE_SSL_REDIRECT", "ture", "SECURE_SSL_REDIRECT is “ture”, but .* yes or no"),
        ("SURFACE", "everything", "SURFACE must be all, public, panel or staff."),
        ("ALLOWED_HOSTS", "a.org,https://b.org", "ALLOWED_HOSTS has “https://b.org”: write a host"),
        ("ALLOWED_HOSTS", "a.org:8000", "ALLOWED_HOSTS has “a.org:8000”: write a host"),
        ("CSRF_TRUSTED_ORIGINS", "a.org", "CSRF_TRUSTED_ORIGINS has “a.org”"),
        ("BASE_URL", "example.org", "BASE_URL is “example.org”, but .* https://example.org"),
        ("LEAVE_URL", "javascript:1", "LEAVE_URL is “javascript:1”"),
        ("DATA_DIR", "/dev/null/x", "DATA_DIR is /dev/null/x, which can't be made"),
        ("EMAIL_URL", "foo", "EMAIL_URL can't be used"),
        ("EMAIL_URL", "smtp://", "EMAIL_URL can't be used"),
        ("EMAIL_URL", "smtp://me:hush@host:port", "EMAIL_URL can't be used"),
        ("DATABASE_URL", "foo", "DATABASE_URL can't be used"),
        ("DATABASE_URL", "mysql://me:hush@host/name", "DATABASE_URL can't be used"),
        ("DATABASE_URL", "postgres://me:hush@host:port/name", "DATABASE_URL can't be used"),
        ("DATABASE_URL", "postgres://me:hush@host", "DATABASE_URL can't be used"),
        ("INTAKE_DATABASE_URL", "sqlite://", "INTAKE_DATABASE_URL can't be used"),
        ("INTAKE_DATABASE_URL", "sqlite://var/x", "INTAKE_DATABASE_URL can't be used"),
    ],
)
def test_what_is_wrong_is_named(name: str, value: str, sentence: str) -> None:
    with pytest.raises(SettingIsWrong, match=f"^{sentence}") as caught:
        settings(**{name: value})
    assert "hush" not in str(caught.value)
    assert caught.value.__cause__ is None or isinstance(caught.value.__cause__, OSError)


def test_an_empty_value_counts_as_not_set() -> None:
    names = ("SURFACE", "STAFF_MFA_REQUIRED", "SECURE_HSTS_SECONDS", "DATABASE_URL", "EMAIL_URL")
    read = settings(**dict.fromkeys((*names, "BASE_URL", "ALLOWED_HOSTS"), ""))
    assert read["SURFACE"] == "all"
    assert read["STAFF_MFA_REQUIRED"] is True
    assert read["SECURE_HSTS_SECONDS"] == 31536000
    assert read["ALLOWED_HOSTS"] == []
    databases = read["DATABASES"]
    assert isinstance(databases, dict)
    assert databases["default"]["NAME"] == f"{os.environ['DATA_DIR']}/alongside.sqlite3"


def test_what_is_set_is_taken() -> None:
    read = settings(
        STAFF_MFA_REQUIRED="No",
        SECURE_HSTS_SECONDS="0",
        ALLOWED_HOSTS="a.org, b.org,[::1],",
        CSRF_TRUSTED_ORIGINS="https://a.org,https://*.b.org:8443",
        DATABASE_URL="postgres://me:h%40%2F@127.0.0.1:5433/words?sslmode=require",
        INTAKE_DATABASE_URL="sqlite:///folder/intake.sqlite3",
        EMAIL_URL="smtp+tls://me:h%40@mail.org:587",
        STATIC_ROOT="collected",
        SECRET_KEY="$" + "s" * 60,
    )
    assert read["STAFF_MFA_REQUIRED"] is False
    assert read["SECURE_HSTS_SECONDS"] == 0
    assert read["ALLOWED_HOSTS"] == ["a.org", "b.org", "[::1]"]
    assert read["CSRF_TRUSTED_ORIGINS"] == ["https://a.org", "https://*.b.org:8443"]
    assert read["SECRET_KEY"] == "$" + "s" * 60  # a dollar names no other setting
    assert (read["EMAIL_HOST"], read["EMAIL_HOST_PASSWORD"]) == ("mail.org", "h@")
    databases = read["DATABASES"]
    assert isinstance(databases, dict)
    words, intake = databases["default"], databases["intake"]
    assert (words["NAME"], words["PORT"], words["PASSWORD"]) == ("words", 5433, "h@/")
    assert words["OPTIONS"] == {"sslmode": "require"}
    # from the folder of the code, wherever the command is given
    assert intake["NAME"] == str(env.ROOT / "folder" / "intake.sqlite3")
    assert read["STATIC_ROOT"] == env.ROOT / "collected"


def test_dotenv_fills_in_what_the_environment_leaves_open(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("# Ours\n\nSURFACE=staff\nexport OPERATOR_NAME='Us & them'\nBASE_URL=b\n")
    os.environ["BASE_URL"] = "a"
    env.begin("config.settings.production", dotenv)
    assert os.environ["DJANGO_SETTINGS_MODULE"] == "config.settings.production"
    assert os.environ["OPERATOR_NAME"] == "Us & them"
    assert os.environ["SURFACE"] == "staff"
    assert os.environ["BASE_URL"] == "a"


@pytest.mark.parametrize("line", ["SECRET_KEY = hush", " SECRET_KEY=hush", "hush", "A B=hush"])
def test_a_line_that_would_be_passed_over_is_named_and_not_repeated(
    tmp_path: Path, line: str
) -> None:
    (tmp_path / ".env").write_text(f"SURFACE=all\n{line}\n")
    with pytest.raises(SettingIsWrong, match=r"^Line 2 of \.env is not understood") as caught:
        env.begin("config.settings.dev", tmp_path / ".env")
    assert "hush" not in str(caught.value)
    assert "SURFACE" not in os.environ


def test_without_dotenv_the_fallback_is_taken(tmp_path: Path) -> None:
    env.begin("config.settings.dev", tmp_path / "none")
    assert os.environ["DJANGO_SETTINGS_MODULE"] == "config.settings.dev"
