"""Run a command with DATABASE_URL pointing to a PostgreSQL: `python -m tests.postgres COMMAND …`.

The server is the one that answers on this machine, or a throwaway one of our own where the
programs are there, or could be installed (root and apt-get). Else the command is skipped with a
plain reason; with REQUIRE_POSTGRES=1 that is a failure.
"""

import glob
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

HOST = "127.0.0.1"


def say(sentence: str) -> None:
    """Tell the person at the terminal, before the command's own words."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def answers(port: int) -> bool:
    """Whether a server takes user postgres without a password here."""
    try:
        psycopg.connect(
            host=HOST, port=port, user="postgres", dbname="postgres", connect_timeout=2
        ).close()
    except psycopg.Error:
        return False
    return True


def programs() -> Path | None:
    """The folder of initdb and postgres, installed now if this may be done."""
    found = _find_programs()
    if found is None and os.getuid() == 0 and shutil.which("apt-get"):
        say("Installing PostgreSQL for the tests.")
        install = "apt-get -qq update && apt-get -qq -y install --no-install-recommends postgresql"
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(install, shell=True, env=environment, check=False, capture_output=True)  # noqa: S602
        found = _find_programs()
    return found


def _find_programs() -> Path | None:
    places = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), reverse=True)
    initdb = next(iter(places), None) or shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


@contextmanager
def throwaway_server(binaries: Path) -> Iterator[int]:
    """A server with its own folder and port, without a password, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="alongside-postgres-") as name:
        user = _not_root(name)
        data = f"{name}/data"
        with socket.socket() as free:
            free.bind((HOST, 0))
            port = free.getsockname()[1]
        initdb = [str(binaries / "initdb"), "-D", data, "-U", "postgres", "--auth=trust", "-N"]
        subprocess.run([*user, *initdb, "-E", "UTF8"], check=True, cwd=name, capture_output=True)
        options = f"-p {port} -k {name} -c listen_addresses={HOST} -c fsync=off"
        control = [*user, str(binaries / "pg_ctl"), "-D", data, "-w"]
        start = [*control, "-l", f"{name}/log", "-o", options, "start"]
        subprocess.run(start, check=True, cwd=name, capture_output=True)
        try:
            yield port
        finally:
            subprocess.run(
                [*control, "-m", "immediate", "stop"], check=False, cwd=name, capture_output=True
            )


def _not_root(folder: str) -> list[str]:
    """PostgreSQL refuses to run as root: hand the folder to its own user."""
    if os.getuid() != 0:
        return []
    shutil.chown(folder, user="postgres")
    return ["runuser", "-u", "postgres", "--"]


def run(command: list[str], port: int) -> int:
    """The command's exit code, run on this server."""
    address = f"postgres://postgres@{HOST}:{port}"
    urls = {"DATABASE_URL": f"{address}/default", "INTAKE_DATABASE_URL": f"{address}/intake"}
    return subprocess.run(command, env={**os.environ, **urls}, check=False).returncode


def main(command: list[str]) -> int:
    """Find or start a server, run the command, say what was skipped.

    With `--if-it-answers` first, no server is installed or started.
    """
    port = int(os.environ.get("PGPORT", "5432"))
    only_if_it_answers = command[:1] == ["--if-it-answers"]
    command = command[only_if_it_answers:]
    if answers(port):
        return run(command, port)
    if only_if_it_answers:
        return 0
    binaries = programs()
    if binaries is not None:
        with throwaway_server(binaries) as own_port:
            return run(command, own_port)
    say("No PostgreSQL answers on this machine and none could be installed: skipped.")
    return 1 if os.environ.get("REQUIRE_POSTGRES") == "1" else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
