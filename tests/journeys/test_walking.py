"""The walker's own eyes: what it promises to notice, it does notice."""

import pytest

from tests.journeys.walking import Newcomer, newcomer

__all__ = ["newcomer"]
pytestmark = [pytest.mark.browser, pytest.mark.long]
FAULTS = {  # what is told → what makes it so
    "violates the following Content Security Policy": (
        "main.append(Object.assign(new Image(), {src: 'http://x.example/', alt: ''}))"
    ),
    "oh dear": "setTimeout(() => { throw new Error('oh dear') })",
    "set a cookie": "document.cookie = 'a=b'",
    "scrolls sideways": "document.body.style.width = '2000px'",
    "image-alt": "main.append(new Image())",
    "keeps something": (
        "sessionStorage.a = 1; addEventListener('pagehide', () => sessionStorage.clear())"
    ),
    "asked http://x.example/": "location = 'http://x.example/'",  # last: it leads away
}


def test_faults_are_noticed(newcomer: Newcomer, site_root: object) -> None:
    her = newcomer(320, True)
    for told, fault in FAULTS.items():
        her.go("/")
        her.tab.evaluate(f"() => {{ {fault} }}")
        her.tab.wait_for_timeout(100)
        with pytest.raises(AssertionError, match=told):
            her.look()
        her.complaints.clear()
        her.context.clear_cookies()
