"""Parts of a page's body, as its StreamField takes them."""

from typing import Any

from core.facts import About


def text(html: str) -> tuple[str, str]:
    return ("text", html)


def heading(words: str) -> tuple[str, str]:
    return ("heading", words)


def facts(about: About) -> tuple[str, dict[str, Any]]:
    """What the program says of itself, made anew whenever the page is read."""
    return ("facts", {"about": about.value})
