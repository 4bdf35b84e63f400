"""Where settings come from: `.env`, then the environment. What is wrong is said in one sentence.

An empty value counts as not set. Addresses with passwords and secrets are never repeated.
"""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[3]
DOTENV = ROOT / ".env"
SHORTEST_SECRET = 50
TRUE, FALSE = {"true", "yes", "on", "1"}, {"false", "no", "off", "0"}
ENGINES = {
    "sqlite": "django.db.backends.sqlite3",
    **dict.fromkeys(("postgres", "postgresql", "psql", "pgsql"), "django.db.backends.postgresql"),
}
ENTRY = re.compile(r"(export )?[A-Za-z_0-9]+=")  # what django-environ takes; it logs other lines


class SettingIsWrong(ImproperlyConfigured):
    """One sentence for whoever starts Alongside; manage.py and wsgi show it without a traceback."""


def begin(fallback: str, dotenv: Path | None = None) -> None:
    """Read `.env`, over which the environment wins, then choose the settings module.

    Raises SettingIsWrong for a line that would be passed over.
    """
    dotenv = dotenv or DOTENV
    if os.access(dotenv, os.R_OK):  # with surfaces apart, the public user may not read it
        for number, line in enumerate(dotenv.read_text().splitlines(), start=1):
            if line and not line.startswith("#") and not ENTRY.match(line):
                raise SettingIsWrong(
                    f"Line {number} of .env is not understood. Write NAME=value, without a space "
                    f"before the name or around the =. A comment begins with #."
                )
        environ.Env.read_env(dotenv)
    if not os.environ.get("DJANGO_SETTINGS_MODULE"):
        os.environ["DJANGO_SETTINGS_MODULE"] = fallback


def _given(name: str) -> str:
    return os.environ.get(name, "").strip()


def _wrong(name: str, sentence: str) -> SettingIsWrong:
    return SettingIsWrong(f"{name} {sentence} See the settings table in README.md.")


def text(name: str, default: str) -> str:
    """Words as they are given."""
    return _given(name) or default


def secret(name: str, purpose: str) -> str:
    """A secret, long enough. Raises SettingIsWrong, so that a start without it stops at once."""
    value = _given(name)
    needs = f"{SHORTEST_SECRET} random characters or more, kept out of the code."
    if not value:
        locked = DOTENV.exists() and not os.access(DOTENV, os.R_OK)
        hint = "There is a .env, but this user may not read it. " if locked else ""
        raise _wrong(
            name,
            f"is not set, so Alongside will not start. It is {purpose}. {hint}"
            f"Set it in the environment or in .env: {needs}",
        )
    if len(value) < SHORTEST_SECRET:
        raise _wrong(
            name,
            f"is too short, so Alongside will not start. It is {purpose}. "
            f"It has {len(value)} characters and needs {needs}",
        )
    return value


def secrets(name: str) -> list[str]:
    """Secrets, the newest first, with commas between them. Raises SettingIsWrong for a short
    one."""
    found = _listed(name)
    if any(len(value) < SHORTEST_SECRET for value in found):
        raise _wrong(
            name,
            f"has a secret that is too short. Each needs {SHORTEST_SECRET} random characters or "
            "more, without a comma.",
        )
    return found


def choice(name: str, among: tuple[str, ...]) -> str:
    """One of these words; the first is the default."""
    value = _given(name) or among[0]
    if value not in among:
        raise _wrong(name, f"must be {', '.join(among[:-1])} or {among[-1]}.")
    return value


def flag(name: str, default: bool) -> bool:
    """Yes or no. A word that is neither is refused: it would have meant no."""
    value = _given(name).lower()
    if value and value not in TRUE | FALSE:
        raise _wrong(name, f"is “{value}”, but it has to be yes or no.")
    return value in TRUE if value else default


def number(name: str, default: int) -> int:
    """A whole number, not below zero."""
    value = _given(name)
    if value and not re.fullmatch(r"[0-9]+", value):
        raise _wrong(name, f"is “{value}”, but it has to be a whole number, such as {default}.")
    return int(value) if value else default


def hosts(name: str) -> list[str]:
    """Host names, with commas between them."""
    found = _listed(name)
    for host in found:
        if "/" in host or re.search(r":\d+$", host):
            raise _wrong(
                name, f"has “{host}”: write a host name alone, without https:// and without a port."
            )
    return found


def origins(name: str) -> list[str]:
    """Addresses without a path, with commas between them."""
    found = _listed(name)
    for origin in found:
        if not _is_address(origin):
            raise _wrong(name, f"has “{origin}”, but each has to look like https://example.org.")
    return found


def address(name: str, default: str) -> str:
    """The address of a page or a site."""
    value = _given(name) or default
    if not _is_address(value):
        raise _wrong(name, f"is “{value}”, but it has to look like https://example.org.")
    return value


def folder(name: str, default: Path) -> Path:
    """A folder; one without a leading slash is meant from the code's own folder."""
    return ROOT / (_given(name) or default)


def made_folder(name: str, default: Path) -> Path:
    """A folder, made for this user alone if it isn't there."""
    path = folder(name, default)
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _wrong(name, f"is {path}, which can't be made: {error.strerror}.") from error
    return path


def database(name: str, file: Path) -> dict[str, Any]:
    """Settings of one database: an embedded file unless the environment names a server."""
    value = _given(name)
    if not value:
        return {"ENGINE": ENGINES["sqlite"], "NAME": str(file)}
    unfit = _wrong(
        name,
        "can't be used. Write postgres://USER:PASSWORD@HOST:5432/NAME, with signs such as @ or / "
        "in the password as %40 or %2F, or sqlite:////folder/file.sqlite3 with four slashes.",
    )
    if value.split(":")[0] not in ENGINES or re.match("sqlite:(?!///.)", value):
        raise unfit
    try:
        settings: dict[str, Any] = environ.Env.db_url_config(value)
    except ValueError:  # a port that is no number; "from None", since it repeats the password
        raise unfit from None
    if not settings["NAME"]:
        raise unfit
    if settings["ENGINE"] == ENGINES["sqlite"]:
        settings["NAME"] = str(ROOT / settings["NAME"])
    return settings


def mail(name: str, default: str) -> dict[str, Any]:
    """Django's settings for mail."""
    value = _given(name) or default
    unfit = _wrong(
        name,
        "can't be used. Write smtp+tls://USER:PASSWORD@HOST:587, with signs such as @ or / in the "
        "password as %40 or %2F, or consolemail:// to send nothing.",
    )
    try:
        parts = urlsplit(value)
        if parts.scheme.startswith("smtp") and not parts.hostname:
            raise unfit
        settings: dict[str, Any] = environ.Env.email_url_config(value)
    except (ValueError, ImproperlyConfigured):  # from None: neither may repeat the password
        raise unfit from None
    return settings


def _listed(name: str) -> list[str]:
    parts: Iterable[str] = (part.strip() for part in _given(name).split(","))
    return [part for part in parts if part]


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
