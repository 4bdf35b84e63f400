"""What a candidate is, and what stands in the text instead of it. Plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass

# Kinds are the codebook's pii_types and five more. No token is a cue word for a theme.
TOKENS = {
    "PERSON": "[name]",
    "STAFF_NAME": "[name]",
    "CHILD_NAME": "[name]",
    "PHONE": "[phone]",
    "EMAIL": "[e-mail]",
    "HANDLE": "[handle]",
    "URL": "[link]",
    "ADDRESS": "[address]",
    "POSTCODE": "[postcode]",
    "PLACE_SPECIFIC": "[place]",
    "ESTABLISHMENT": "[place]",
    "ORG_SPECIFIC": "[organisation]",
    "DOB": "[date]",
    "DATE_SPECIFIC": "[date]",
    "AGE_RARE": "[age]",
    "RARE_EVENT": "[event]",
    "PRISON_NUMBER": "[number]",
    "PROBATION_CRN": "[number]",
    "NI_NUMBER": "[number]",
    "NHS_NUMBER": "[number]",
    "PNC": "[number]",
    "CRO": "[number]",
    "COURT_REF": "[number]",
    "HOME_OFFICE_REF": "[number]",
    "PASSPORT": "[number]",
    "BANK": "[number]",
    "VEHICLE_REG": "[vehicle]",
}
# Why it should go: it shows who she is, somebody else, a child, a worker; it reaches somebody;
# few people share it.
REASONS = ("her", "other", "child", "staff", "contact", "rare")
_USUAL_REASON = {
    "PERSON": "other",
    "STAFF_NAME": "staff",
    "CHILD_NAME": "child",
    "PHONE": "contact",
    "EMAIL": "contact",
    "HANDLE": "contact",
    "URL": "contact",
    "PLACE_SPECIFIC": "rare",
    "ESTABLISHMENT": "rare",
    "ORG_SPECIFIC": "rare",
    "DATE_SPECIFIC": "rare",
    "AGE_RARE": "rare",
    "RARE_EVENT": "rare",
}


@dataclass(frozen=True, order=True)
class Span:
    """Signs start to end (not included) of a text, what they are and why they should go."""

    start: int
    end: int
    kind: str
    reason: str


def make_span(start: int, end: int, kind: str) -> Span:
    """A span with the reason that its kind usually has."""
    return Span(start, end, kind, usual_reason(kind))


def usual_reason(kind: str) -> str:
    """Why details of this kind are mostly taken out."""
    return _USUAL_REASON.get(kind, "her")


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order; those that overlap become one, of the longest one's kind and reason."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start < out[-1].end:
            last = out.pop()
            longest = max(last, span, key=lambda s: s.end - s.start)
            end = max(last.end, span.end)
            span = Span(last.start, end, longest.kind, longest.reason)
        out.append(span)
    return out


def redact(text: str, spans: Iterable[Span]) -> str:
    """The text with a token in place of each span. Spans that overlap become one."""
    parts: list[str] = []
    done = 0
    for span in merged(spans):
        parts += [text[done : span.start], TOKENS[span.kind]]
        done = span.end
    return "".join([*parts, text[done:]])


def without_overlaps(text: str, ranked: Iterable[Span]) -> list[Span]:
    """Spans that overlap become one, as wide as all, of the kind that comes first in `ranked`."""
    owner = [0] * len(text)  # number of the span that a sign belongs to
    kept: dict[int, Span] = {}
    for number, span in enumerate(ranked, 1):
        touched = sorted(set(owner[span.start : span.end]) - {0})
        if not touched:
            kept[number] = span
        else:
            parts = [kept.pop(other) for other in touched]
            number = touched[0]
            start = min(span.start, *(part.start for part in parts))
            end = max(span.end, *(part.end for part in parts))
            span = kept[number] = Span(start, end, parts[0].kind, parts[0].reason)
        owner[span.start : span.end] = [number] * (span.end - span.start)
    return sorted(kept.values())
