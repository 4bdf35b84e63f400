"""Markers through every public address of the real demo: none is found anywhere afterwards.

The demo runs as a visitor's machine would run it, web process and worker, and its own output is
searched too. Text is sealed: it may be found only after a reader has been through it. What an
organisation says is kept as it is, and nothing about who sent it.
"""

import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

ROOT = Path(__file__).resolve().parents[2]
MARKS = {
    "text": "canary-text-7f3a91",
    "address": "203.0.113.77",
    "agent": "canary-agent-5b22",
    "referrer": "canary-referrer-91cc",
    "cookie": "canary-cookie-44de",
    "query": "canary-query-03ab",
}
ORGANISATION = "canary-organisation-61ce"  # what a body says is kept, in one table alone
pytestmark = [pytest.mark.demo, pytest.mark.long]
STARTS_WITHIN_SECONDS = 240
SWEEPS_WITHIN_SECONDS = 90


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Visitor:
    """A woman whose browser says everything about her that it can."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(
        self, method: str, path: str, body: str | bytes = "", **headers: str
    ) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        told = {
            "X-Forwarded-For": MARKS["address"],
            "X-Real-IP": MARKS["address"],
            "Forwarded": f"for={MARKS['address']}",
            "User-Agent": MARKS["agent"],
            "Referer": f"http://127.0.0.1/{MARKS['referrer']}",
            "Cookie": f"sessionid={MARKS['cookie']}",
            "Content-Type": "application/x-www-form-urlencoded",
            **headers,
        }
        connection.request(method, path, body, told)
        response = connection.getresponse()
        page = response.read().decode(errors="replace")
        assert not response.getheader("Set-Cookie"), f"{method} {path} set a cookie"
        connection.close()
        return response.status, page

    def post(self, path: str, **fields: Any) -> tuple[int, str]:
        return self.ask("POST", path, urlencode(fields, doseq=True))


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found.group(1) if found else ""


def answer(visitor: Visitor) -> list[str]:
    """Send one response with the marker in its words; returns the six words."""
    path = "/form/form-1/"
    _, page = visitor.post(path, go="start")
    _, page = visitor.post(path, go="continue", state=hidden(page, "state"), shown="ready")
    _, page = visitor.post(path, go="continue", state=hidden(page, "state"), text=MARKS["text"])
    for go in ("skip", "skip", "continue"):
        _, page = visitor.post(path, go=go, state=hidden(page, "state"))
    if 'name="out"' in page:  # the marker looks like a number of somebody's: she keeps it
        _, page = visitor.post(path, go="continue", state=hidden(page, "state"), shown="details")
    _, page = visitor.post(path, go="send", state=hidden(page, "state"), shown="uses")
    listed = re.search(r'<ol class="words"[^>]*>(.*?)</ol>', page, re.S)
    assert listed is not None
    return re.findall(r"<li>([a-z]+)</li>", listed.group(1))


def organisations_page(visitor: Visitor) -> str:
    """Where organisations answer the consultation that is open, as its page links it."""
    _, page = visitor.ask("GET", "/have-your-say/getting-out/")
    linked = re.search(r'href="(/bodies/\d+/)"', page)
    assert linked is not None
    return linked.group(1)


def answer_for_an_organisation(visitor: Visitor) -> str:
    """Send one in its own words, which are kept; returns its code, which is not."""
    path = organisations_page(visitor)
    _, page = visitor.ask("GET", path)
    form = page[page.index(f'action="{path}"') :]  # the way out above it has a visit too: none
    asked = re.findall(r'<textarea id="(q-[^"]+)"', form)
    who = {"organisation": "Canary House", "kind": "voluntary", "role": "Lead", "shown": "kind"}
    said = {"visit": hidden(form, "visit"), **who, asked[0]: ORGANISATION}
    _, page = visitor.post(path, go="send", **said)
    code = re.search(r"<b>((?:[0-9A-Z]{4}-){3}[0-9A-Z]{4})</b>", page)
    assert code is not None
    return code.group(1)


def go_everywhere(visitor: Visitor) -> None:
    """Every public address, each way of being wrong included."""
    query = f"?q={MARKS['query']}"
    _, page = visitor.post("/form/form-1/", go="start")
    state = hidden(page, "state")
    ours = ("/help/", "/staying-safe/", "/your-words/", "/carry-on/", "/lost-words/")
    for path in ("/", "/cy/", "/form/form-1/", *ours):
        assert visitor.ask("GET", path + query)[0] == 200
        visitor.ask("POST", path, urlencode({"text": MARKS["text"], "state": "broken"}))
        visitor.ask("PUT", path + query, MARKS["text"])
    for path in ("/have-your-say/", "/have-your-say/getting-out/", "/what-happened/", "/unknown/"):
        assert visitor.ask("GET", path + query)[0] == 200
    visitor.post("/form/form-1/", go="continue", state=state, text=MARKS["text"] * 3000)
    visitor.post("/leave/", visit=MARKS["text"])
    visitor.post("/your-words/", visit=hidden(page, "visit"), words=MARKS["text"])
    visitor.post("/carry-on/", visit=hidden(page, "visit"), words=MARKS["text"])
    _, asked = visitor.post("/form/form-1/", go="continue", state=state, shown="ready")
    saved = {"go": "save", "state": hidden(asked, "state"), "text": MARKS["text"]}
    assert '<ol class="words"' in visitor.post("/form/form-1/", **saved)[1]
    assert visitor.ask("GET", f"/{MARKS['query']}/")[0] == 404
    assert visitor.ask("GET", f"/form/{MARKS['query']}/")[0] == 404
    assert visitor.ask("POST", "/form/form-1/", "go=start", Origin="https://evil.example")[0] == 403
    assert visitor.ask("GET", "/", Host=f"{MARKS['query']}.example")[0] == 400
    bodies = organisations_page(visitor)
    assert visitor.ask("GET", bodies + query)[0] == 200
    wrong = {"go": "send", "organisation": MARKS["text"], "visit": MARKS["text"]}
    assert "There is a problem" in visitor.post(bodies, **wrong)[1]
    big = urlencode({"text": MARKS["text"] * 500_000})
    assert visitor.ask("POST", "/form/form-1/", big)[0] == 413
    garbage(visitor.port)


def garbage(port: int) -> None:
    """What is no HTTP: gunicorn would name the address of whoever sent it."""
    for line in (f"NONSENSE {MARKS['query']}\r\n\r\n", f"GET /{MARKS['query']} HTTP/9.9\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", port), timeout=5) as wire:
            wire.sendall(line.encode())
            wire.recv(4096)


def found(folder: Path, mark: str) -> list[str]:
    """Files below the folder that hold the mark, write-ahead logs included."""
    needle = mark.encode()
    files = (path for path in folder.rglob("*") if path.is_file())
    return [str(path.relative_to(folder)) for path in files if needle in path.read_bytes()]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, int]]:
    """The real demo in a folder of its own; its output goes to a file in there.

    DEMO_FOLDER and DEMO_PORT name one that runs already, as .ci/run does.
    """
    if "DEMO_FOLDER" in os.environ:
        yield Path(os.environ["DEMO_FOLDER"]), int(os.environ["DEMO_PORT"])
        return
    folder = tmp_path_factory.mktemp("demo")
    port = free_port()
    environment = {k: v for k, v in os.environ.items() if not k.endswith(("_URL", "_KEY"))}
    environment |= {"DATA_DIR": str(folder), "TMPDIR": str(folder), "PYTHONUNBUFFERED": "1"}
    environment["SWEEP_EVERY_MINUTES"] = "0"  # at each turn of the worker
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings.dev"
    command = [sys.executable, str(ROOT / "manage.py"), "demo", "--port", str(port)]
    with (folder / "output.txt").open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env=environment)
        try:
            wait_for(folder, "Alongside is running", STARTS_WITHIN_SECONDS, process)
            yield folder, port
        finally:
            process.terminate()
            process.wait(timeout=40)


def wait_for(folder: Path, words: str, seconds: int, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        if words in (folder / "output.txt").read_text():
            return
        time.sleep(0.5)
    pytest.fail((folder / "output.txt").read_text()[-3000:])


def test_no_mark_is_left_anywhere(demo: tuple[Path, int]) -> None:
    folder, port = demo
    visitor = Visitor(port)
    wait_until_taken_in(folder)  # what was sent before, by .ci/run, is not ours to count
    before = count(folder, "alongside.sqlite3", "review_waitingresponse")
    bodies = count(folder, "alongside.sqlite3", "consultations_bodyanswer")
    words = answer(visitor)
    code = answer_for_an_organisation(visitor)
    go_everywhere(visitor)
    visitor.post("/your-words/", words=" ".join(words))
    wait_until_taken_in(folder)
    assert count(folder, "alongside.sqlite3", "review_waitingresponse") == before + 1
    left = {kind: found(folder, mark) for kind, mark in MARKS.items()}
    assert not any(left.values()), left
    assert not found(folder, " ".join(words))
    assert count(folder, "alongside.sqlite3", "consultations_bodyanswer") == bodies + 1
    kept = found(folder, ORGANISATION)
    assert kept
    assert all(name.startswith("alongside.sqlite3") for name in kept), kept
    assert not found(folder, code)
    assert "127.0.0.1" not in messages(folder)


def test_this_search_would_find_a_mark(demo: tuple[Path, int]) -> None:
    folder, _ = demo
    assert found(folder, "Getting out: the first two weeks")
    assert "alongside.sqlite3" in " ".join(found(folder, "Getting out: the first two weeks"))


def messages(folder: Path) -> str:
    """What the demo said after its welcome."""
    said = (folder / "output.txt").read_text()
    return said.split("Ctrl+C stops it.", 1)[1]


def count(folder: Path, database: str, table: str) -> int:
    with closing(sqlite3.connect(folder / database)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608


def wait_until_taken_in(folder: Path) -> None:
    """Wait until the worker has moved the response into the reading room, still sealed."""
    end = time.monotonic() + SWEEPS_WITHIN_SECONDS
    while count(folder, "intake.sqlite3", "intake_sealedresponse"):
        if time.monotonic() > end:
            pytest.fail("The worker has not swept.")
        time.sleep(0.5)
