"""A woman at a form over HTTP, and what has arrived of her."""

import re
from collections.abc import Callable
from typing import Any

from django.test import Client

from feedback.intake.models import SealedResponse
from feedback.keys import private_key
from feedback.models import Form
from feedback.payload import Payload
from feedback.sealing import unseal

MakeForm = Callable[..., Form]
SECRET = "they took my <b>letters</b> & 'laughed' 🌧"
ESCAPED = "they took my &lt;b&gt;letters&lt;/b&gt; &amp; &#x27;laughed&#x27; 🌧"


class Woman:
    """Goes through a form page by page, as a browser without script or cookies would."""

    def __init__(self, form: Form, prefix: str = "") -> None:
        self.client = Client()
        self.url = f"{prefix}/form/{form.slug}/"
        self.page: Any = self.client.get(self.url)
        self.state = ""
        self.visit = ""

    def press(self, go: str, url: str = "", **fields: object) -> Any:
        data = {"state": self.state, "go": go, **fields}
        self.page = self.client.post(url or self.url, data)
        self.state = field(self.page, "state") or self.state
        self.visit = field(self.page, "visit") or self.visit
        return self.page

    def begin(self) -> Any:
        """From the start page, over the page before the first question, to the first question."""
        self.press("start")
        return self.press("continue", shown="ready", helped="no")

    def repeat(self, state: str, go: str, **fields: object) -> Any:
        """Reload an earlier page and let the browser send it again."""
        return self.client.post(self.url, {"state": state, "go": go, **fields})

    def to_the_end(self, text: str = SECRET) -> Any:
        self.begin()
        self.press("continue", text=text)
        for go in ("skip", "skip", "continue"):
            self.press(go)
        return self.press("send", shown="uses", uses=["report"])

    @property
    def text(self) -> str:
        return self.page.content.decode()

    @property
    def words(self) -> list[str]:
        listed = re.search(r'<ol class="words"[^>]*>(.*?)</ol>', self.text, re.S)
        return re.findall(r"<li>([a-z]+)</li>", listed.group(1)) if listed else []


def field(page: Any, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())
    return found.group(1) if found else ""


def sent() -> list[Payload]:
    rows = SealedResponse.objects.all()
    return [Payload.from_bytes(unseal(bytes(r.sealed), private_key(r.key_id))) for r in rows]
