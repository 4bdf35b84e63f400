"""The demo's processes: a port that is free, a site that answers, and nothing left behind."""

import socket
import subprocess
import sys
import time

import pytest
from django.core.management import CommandError

from config.management.commands import demo

DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True)"


def start(code: str) -> "subprocess.Popen[bytes]":
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert process.stdout
    with process.stdout:
        assert process.stdout.readline() == b"1\n"  # it runs
    return process


def test_a_taken_port_is_named_with_what_to_do() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(CommandError, match=r"is taken\. Choose another one: make demo PORT="):
            demo.refuse_taken_port(other.getsockname()[1])


def test_a_process_that_listens_ends_by_itself() -> None:
    process = start("import time; print(1, flush=True); time.sleep(60)")
    demo.end([process])
    assert process.returncode == -15


def test_one_that_does_not_is_ended_and_the_others_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "ENDS_WITHIN_SECONDS", 0.2)
    deaf, gone = start(DEAF + "; time.sleep(60)"), start("print(1)")
    gone.wait()
    demo.end([deaf, gone])
    assert (deaf.returncode, gone.returncode) == (-9, 0)


def test_waiting_stops_when_a_process_has_ended() -> None:
    process = start("print(1)")
    process.wait()
    before = time.monotonic()
    with pytest.raises(CommandError, match="didn't start"):
        demo.wait_for(9, [process])
    assert time.monotonic() - before < demo.STARTS_WITHIN_SECONDS / 2


def test_waiting_stops_when_nobody_answers_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "STARTS_WITHIN_SECONDS", 0.1)
    process = start("import time; print(1, flush=True); time.sleep(60)")
    try:
        with pytest.raises(CommandError, match="didn't start"):
            demo.wait_for(9, [process])
    finally:
        demo.end([process])
