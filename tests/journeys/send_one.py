"""Send one response to a running site over HTTP, as an old phone without JavaScript would.

`python tests/journeys/send_one.py 127.0.0.1:8000/form/form-1/` walks the form by what its
pages say, and prints the six words. It stops with a plain sentence where the road is broken.
"""

import sys
from html.parser import HTMLParser
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import Request, urlopen

WORDS = "They listened, and told me what would happen next."
FORWARD = ("start", "continue", "send")
MOST_PAGES = 40


class Page(HTMLParser):
    """The form that leads on, and the list of six words once they are there."""

    def __init__(self, address: str, body: str) -> None:
        super().__init__()
        self.action = ""
        self.fields: list[tuple[str, str]] = []
        self.words: list[str] = []
        self._form: tuple[str, list[tuple[str, str]], list[str]] | None = None
        self._in_words = self._in_word = False
        self.address = address
        self.feed(body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = (values.get("action") or self.address, [], [])
        elif tag == "ol" and "words" in values.get("class", "").split():
            self._in_words = True
        elif tag == "li":
            self._in_word = self._in_words
        elif self._form and "name" in values:
            self._read_field(tag, values)

    def _read_field(self, tag: str, values: dict[str, str]) -> None:
        assert self._form is not None
        _, fields, chosen = self._form
        name, kind = values["name"], values.get("type", "text")
        if values.get("tabindex") == "-1" or name == "invite":  # nobody reaches it; a group's code
            fields.append((name, ""))
        elif tag == "textarea" or (tag == "input" and kind == "text"):
            fields.append((name, WORDS))
        elif tag == "input" and kind == "hidden":
            fields.append((name, values.get("value", "")))
        elif tag == "input" and kind in {"radio", "checkbox"} and name not in chosen:
            chosen.append(name)
            fields.append((name, values.get("value", "")))
        elif tag == "button" and values.get("value") in FORWARD:
            fields.append((name, values["value"]))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._form:
            action, fields, _ = self._form
            if any(value in FORWARD for _, value in fields):
                self.action, self.fields = urljoin(self.address, action), fields
            self._form = None
        elif tag == "ol":
            self._in_words = False
        elif tag == "li":
            self._in_word = False

    def handle_data(self, data: str) -> None:
        if self._in_word and data.strip():
            self.words.append(data.strip())


def fetch(address: str, fields: list[tuple[str, str]] | None = None) -> Page:
    """One page. No cookie goes out, and the site must set none."""
    if urlsplit(address).scheme not in {"http", "https"}:
        raise SystemExit(f"{address} is no address of a site.")
    data = urlencode(fields).encode() if fields is not None else None
    try:
        with urlopen(Request(address, data=data), timeout=30) as answer:  # noqa: S310
            if "Set-Cookie" in answer.headers:
                raise SystemExit(f"{address} set a cookie.")
            return Page(address, answer.read().decode())
    except HTTPError as error:
        error.close()
        raise SystemExit(f"{address} answered {error.code}.") from None


def send_one(start: str) -> list[str]:
    """Walk from the start page to the six words."""
    page = fetch(start)
    for _ in range(MOST_PAGES):
        if page.words:
            return page.words
        if not page.action:
            raise SystemExit("This page leads nowhere, and shows no six words.")
        page = fetch(page.action, page.fields)
    raise SystemExit(f"No six words after {MOST_PAGES} pages.")


if __name__ == "__main__":
    given = sys.argv[1]
    found = send_one(given if "://" in given else f"http://{given}")
    if len(found) != 6:
        raise SystemExit(f"{len(found)} words instead of six.")
    sys.stdout.write(f"Sent. The six words: {' '.join(found)}\n")
