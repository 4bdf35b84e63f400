"""Where two people keyed the same sheet differently. Plain Python.

Spaces and line ends are no difference.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from feedback.payload import AnswerPayload, Payload

ABOUT = ("uses", "language", "channel", "invite")


@dataclass(frozen=True)
class Difference:
    """A question (its key), or "uses", "language", "channel" or "invite"; and what each keyed."""

    key: str
    first: AnswerPayload
    second: AnswerPayload


def differences(first: Payload, second: Payload) -> list[Difference]:
    """All differences: answers first, then what stands beside them."""
    nothing = AnswerPayload()
    keys = list(dict.fromkeys([*first.answers, *second.answers]))
    pairs = [(k, first.answers.get(k, nothing), second.answers.get(k, nothing)) for k in keys]
    pairs += [(name, _as_answer(first, name), _as_answer(second, name)) for name in ABOUT]
    return [Difference(k, a, b) for k, a, b in pairs if _plain(a) != _plain(b)]


def settled(first: Payload, second: Payload, chosen: Mapping[str, AnswerPayload]) -> Payload:
    """The first keying, with what was chosen in place of each difference."""
    answers = {**first.answers, **{k: a for k, a in chosen.items() if k not in ABOUT}}
    about = {
        name: chosen[name].options if name == "uses" else "".join(chosen[name].options)
        for name in ABOUT
        if name in chosen
    }
    kept = {key: answer for key, answer in answers.items() if not answer.is_empty}
    return replace(first, answers=kept, **about)  # type: ignore[arg-type]


def _as_answer(payload: Payload, name: str) -> AnswerPayload:
    value = getattr(payload, name)
    return AnswerPayload(options=value if isinstance(value, list) else [value])


def _plain(answer: AnswerPayload) -> tuple[str, list[str]]:
    return " ".join(answer.text.split()), answer.options
