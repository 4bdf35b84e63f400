"""Words that would run as script if a page showed them raw: made here, from a matrix.

Each is one payload: a way to run, in a way out of where the words may stand, in a disguise. Run,
each calls `hit(<its number>)`, or asks hit.invalid/<its number>. `place` is a key of PLACES: the
careless page in which it runs, so that the control test can see that the recorder notices.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, product

from tests.resilience import xss_matrix as matrix

CALL, HOST = "hit(0)", "hit.invalid/0"  # 0 becomes the number


@dataclass(frozen=True)
class Payload:
    """One of them."""

    number: int
    family: str
    place: str
    text: str


def _script(sink: str) -> Callable[[str], str]:
    """A page whose script does this with the words, which are in `s`."""

    def page(text: str) -> str:
        literal = json.dumps(text).replace("</", "<\\/").replace("<!", "<\\!")
        return f"<div id=a></div><div id=b></div><script>let s = {literal}; {sink}</script>"

    return page


def _around(before: str, after: str = "") -> Callable[[str], str]:
    return lambda text: before + text + after


# Careless pages: what stands around the words, or what a script does with them.
PLACES: dict[str, Callable[[str], str]] = {
    "text": _around("<p>", "</p>"),
    "double": _around('<input value="', '">'),
    "single": _around("<input value='", "'>"),
    "bare": _around("<input value=", ">"),
    "tag": _around("<input ", ">"),
    "url": lambda text: f'<a href="{text}">a</a><iframe src="{text}"></iframe>',
    "script double": _around('<script>var a = "', '";</script>'),
    "script single": _around("<script>var a = '", "';</script>"),
    "script literal": _around("<script>var a = `", "`;</script>"),
    "script comment": _around("<script>// ", "\n</script>"),
    "json": _around('<script type="application/json">{"a": "', '"}</script>'),
    "handler": _around("<img src=x onerror=\"String('", "')\">"),
    "comment": _around("<!-- ", " -->"),
    "cdata": _around("<svg><desc><![CDATA[", "]]></desc></svg>"),
    "textarea": _around("<textarea>", "</textarea>"),
    "title": _around("<title>", "</title>"),
    "style": _around("<style>p { content: '", "' }</style>"),
    "noscript": _around("<noscript>", "</noscript>"),
    "xmp": _around("<xmp>", "</xmp>"),
    "noembed": _around("<noembed>", "</noembed>"),
    "iframe": _around("<iframe>", "</iframe>"),
    "template": _around("<template>", "</template>"),
    "select": _around("<select><option>", "</option></select>"),
    "table": _around("<table><tr><td>", "</td></tr></table>"),
    "css": _around('<div style="', '">a</div>'),
    "srcdoc": _around('<iframe srcdoc="', '"></iframe>'),
    "twice": _script("a.innerHTML = s; b.innerHTML = a.innerHTML"),
    "decoded": _script("document.write(decodeURIComponent(s))"),
    "decoded twice": _script("document.write(decodeURIComponent(decodeURIComponent(s)))"),
    "evaluated": _script("document.write(eval('`' + s + '`'))"),
    "folded": _script("document.write(s.normalize('NFKC'))"),
    "squeezed": _script(r"document.write(s.replace(/[\u200b-\u200f\u202a-\u202e\0]/g, ''))"),
}


def _shapes() -> Iterator[tuple[str, str, str, Callable[[str], str] | None]]:
    """Family, place, the words with number 0, and a disguise that is put on when it has its own."""
    plain = chain(_markup(), _attributes(), _code())
    yield from ((family, place, words, None) for family, place, words in plain)
    for (place, disguise), vector in product(matrix.DISGUISES, matrix.CARRIED):
        yield "disguises", place, vector, disguise


def _markup() -> Iterator[tuple[str, str, str]]:
    yield from (("elements", "text", element) for element in matrix.ELEMENTS)
    for place, ends in matrix.ENDS.items():
        for end, vector in product(ends, matrix.CARRIED[:4]):
            yield f"out of {place}", place, end + vector
    yield from (("mutating", "twice", shape) for shape in matrix.MUTATING)
    yield from (("frameworks", "text", words) for words in matrix.FRAMEWORKS)


def _attributes() -> Iterator[tuple[str, str, str]]:
    for (place, broken), handler in product(matrix.QUOTES.items(), matrix.HANDLERS):
        yield "handlers", place, broken % handler
    yield from (("handlers", "tag", f"{handler}=hit(0)") for handler in matrix.HANDLERS)
    for scheme in matrix.SCHEMES:
        yield "addresses", "url", scheme
        yield from (("addresses", "text", carrier % scheme) for carrier in matrix.CARRIERS)


def _code() -> Iterator[tuple[str, str, str]]:
    for place, broken_out in matrix.IN_SCRIPT.items():
        yield from (("in a script", place, words) for words in broken_out)
    yield from (("styles", "css", style) for style in matrix.CSS)


@cache
def payloads() -> tuple[Payload, ...]:
    """All of them, numbered from 1; a shape that comes twice is taken once."""
    made: list[Payload] = []
    seen: set[str] = set()
    for family, place, shape, disguise in _shapes():
        looks = disguise(shape) if disguise else shape
        if looks in seen:
            continue
        seen.add(looks)
        number = len(made) + 1
        text = shape.replace(CALL, f"hit({number})").replace(HOST, f"hit.invalid/{number}")
        made.append(Payload(number, family, place, disguise(text) if disguise else text))
    return tuple(made)


def texts(*, without: str = "") -> list[str]:
    """The words of all, but for those with one of these signs, which a door refuses."""
    return [p.text for p in payloads() if not set(without) & set(p.text)]


def packed(words: Sequence[str], most: int, between: str = "\n") -> list[list[str]]:
    """The words in parts, each of which is at most so many characters long when it is joined."""
    parts: list[list[str]] = [[]]
    for word in words:
        if len(between.join([*parts[-1], word])) > most:
            parts.append([])
        parts[-1].append(word)
    return parts
