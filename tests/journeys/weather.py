"""Another site for "Leave this site" to go to: nothing in a test leaves the machine."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest


class Weather(BaseHTTPRequestHandler):
    """Answers everything with the weather, and says nothing."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Weather</title><h1>Rain, then sun</h1>")

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def weather(settings: Any) -> Iterator[str]:
    """The address where leaving goes in this test; the policy of our pages allows it."""
    server = HTTPServer(("127.0.0.1", 0), Weather)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    origin = f"http://127.0.0.1:{server.server_port}"
    settings.LEAVE_URL = f"{origin}/weather"
    policy = settings.CONTENT_SECURITY_POLICY
    directives = {**policy["DIRECTIVES"], "form-action": ["'self'", origin]}
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": directives}
    yield settings.LEAVE_URL
    server.shutdown()
    server.server_close()
