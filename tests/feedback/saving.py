"""A woman who saves what she has so far, and comes back with her six words."""

import re
from collections.abc import Callable
from typing import Any

from django.test import Client

from feedback.models import Form
from tests.feedback.woman import ESCAPED, SECRET, Woman, field

MakeForm = Callable[..., Form]
URL = "/carry-on/"
NAMED = "Ask Sandra Smith on 07700 900123"
# step → the buttons that lead there from the first question
WAYS: dict[str, list[str]] = {
    "question": ["continue"],
    "check": ["continue", "skip", "skip"],
    "details": ["continue", "skip", "skip", "continue"],
    "uses": ["continue", "skip", "skip", "continue", "continue"],
}


def words_in(page: Any) -> str:
    listed = re.search(r'<ol class="words"[^>]*>(.*?)</ol>', page.content.decode(), re.S)
    return " ".join(re.findall(r"<li>([a-z]+)</li>", listed.group(1))) if listed else ""


class Saver(Woman):
    """Writes her words, saves and, if she likes, comes back."""

    def save(self, **fields: Any) -> str:
        """Save where she is; returns the six words."""
        self.saved = {"state": self.state, "go": "save", **fields}
        return words_in(self.press("save", **fields))

    def save_secret(self) -> str:
        self.begin()
        return self.save(text=SECRET)

    def save_again(self) -> Any:
        """Reload the page that showed the words, and let the browser send it again."""
        return self.client.post(self.url, self.saved)

    def open(self, words: str, prefix: str = "") -> Any:
        """Come back, in a browser of her own that knows nothing."""
        self.client = Client()
        visit = field(self.client.get(prefix + URL), "visit")
        self.opening = {"words": words, "visit": visit}
        self.page = self.client.post(prefix + URL, self.opening)
        self.state = field(self.page, "state")
        self.visit = field(self.page, "visit")
        return self.page

    def open_again(self) -> Any:
        """Reload the page that her words opened, and let the browser send them again."""
        return Client().post(URL, self.opening)

    def leave(self) -> None:
        Client().post("/leave/", {"visit": self.visit})

    def send(self) -> Any:
        for go in ("skip", "skip", "continue"):
            self.press(go)
        return self.press("send", shown="uses")


def opens(words: str) -> bool:
    """Whether these words open her draft, typed anew."""
    visit = field(Client().get(URL), "visit")
    return ESCAPED in Client().post(URL, {"words": words, "visit": visit}).content.decode()
