"""Real processes on this test's own databases: jobs that die at a point, a server, a worker."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connections

from config.management.commands.demo import HOST, web, worker
from tests.resilience.child import BEGUN

ROOT = Path(__file__).resolve().parents[2]
JOB_SECONDS = 120
LONG_ENOUGH = 3  # seconds: a job that has begun and that nothing stops has ended by then
STARTS_WITHIN_SECONDS = 60
NOWHERE = f"postgres://nobody@{HOST}:1/nothing"  # port 1 refuses every connection


def database_url(alias: str) -> str:
    """The address of a database that this test is on."""
    values = connections[alias].settings_dict
    if connections[alias].vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    user = ":".join(quote(str(values[name]), safe="") for name in ("USER", "PASSWORD"))
    return f"postgres://{user}@{values['HOST'] or HOST}:{values['PORT'] or 5432}/{values['NAME']}"


def environment(**more: str) -> dict[str, str]:
    """What another process needs to stand where this test stands."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "PYTHONPATH": os.pathsep.join((str(ROOT / "site"), str(ROOT))),
        "DATABASE_URL": database_url("default"),
        "INTAKE_DATABASE_URL": database_url("intake"),
        "DATA_DIR": str(settings.DATA_DIR),
        "INTAKE_KEYS_DIR": str(settings.INTAKE_KEYS_DIR),
        **more,
    }


def job(*command: str, die_at: str = "") -> list[str]:
    """The command line of a job in a process of its own; see child.py."""
    return [sys.executable, "-m", "tests.resilience.child", die_at, *command]


def start(*command: str, die_at: str = "", **more: str) -> "subprocess.Popen[str]":
    """Begin a job. Whoever starts it waits for it."""
    pipe = subprocess.PIPE
    return subprocess.Popen(
        job(*command, die_at=die_at),
        cwd=ROOT,
        env=environment(**more),
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        text=True,
    )


def run(*command: str, die_at: str = "", data: str = "") -> "subprocess.CompletedProcess[str]":
    """Do a job to its end, with this on its standard input."""
    with start(*command, die_at=die_at) as process:
        out, err = process.communicate(data, timeout=JOB_SECONDS)
    return subprocess.CompletedProcess(command, process.returncode, out, err)


def kill(*command: str, die_at: str, data: str = "") -> None:
    """Do a job that kills its own process at a point. Fails unless the point was reached."""
    ended = run(*command, die_at=die_at, data=data)
    assert ended.returncode == -signal.SIGKILL, f"{die_at} was never reached.\n{ended.stderr}"


@contextmanager
def meanwhile(*command: str) -> Iterator[None]:
    """A job that another process has ended, or is made to wait with, when the block begins. It
    has come to its end after the block."""
    with start(*command) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"{BEGUN}\n"
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=LONG_ENOUGH)
        yield
        _, err = process.communicate(timeout=JOB_SECONDS)
    assert process.returncode == 0, err


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], output: Path, **more: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A process that is ended afterwards; all that it says goes into a file."""
    with output.open("wb") as said:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(**more), stdout=said, stderr=said
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(timeout=40)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def a_worker(folder: Path, **more: str) -> Iterator["subprocess.Popen[bytes]"]:
    """The staff side's worker."""
    with running(worker(), folder / "worker.txt", **more) as process:
        yield process


class Server:
    """The web process that the demo starts too, and what it said."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int, output: Path) -> None:
        self.process, self.port, self.output = process, port, output

    @property
    def said(self) -> str:
        return self.output.read_text()

    def ask(self, method: str, path: str, body: str = "") -> tuple[int, str, dict[str, str]]:
        """One request of a phone: status, page, headers."""
        told = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        connection = HTTPConnection(HOST, self.port, timeout=60)
        try:
            connection.request(method, path, body, told)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), dict(answer.getheaders())
        finally:
            connection.close()

    def kill_worker(self) -> None:
        """Kill what answers requests. gunicorn's first process starts another."""
        for pid in _family(self.process.pid)[1:]:
            os.kill(pid, signal.SIGKILL)

    def memory(self) -> int:
        """Kilobytes that the process and those below it hold in RAM."""
        return sum(map(_resident, _family(self.process.pid)))

    def work(self) -> float:
        """Seconds that a processor has worked for it: the same on a busy machine as on an idle."""
        return sum(map(_worked, _family(self.process.pid)))


@contextmanager
def a_server(folder: Path, **more: str) -> Iterator[Server]:
    """gunicorn as the demo runs it: one process with threads, no access log."""
    port, output = free_port(), folder / "server.txt"
    with running(web(port), output, **more) as process:
        _wait_until_it_answers(process, port, output)
        yield Server(process, port, output)


def _wait_until_it_answers(process: Any, port: int, output: Path) -> None:
    end = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"The server didn't start.\n{output.read_text()}")


def _family(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in listed for one in _family(int(child)))]


def _resident(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    return 0


def _worked(pid: int) -> float:
    after_the_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(after_the_name[11]) + int(after_the_name[12])) / os.sysconf("SC_CLK_TCK")
