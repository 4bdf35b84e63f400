"""What stands on a printed form, as data for form.typ: the same version that the web asks (§5).

All words are in the language that is active. A text of an editor is [words, language], where
language says that the words are not there in the one asked for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from feedback.questionnaire import ENGLISH, Item, Kind, Questionnaire, in_language, rule
from feedback.uses import WORDINGS

LINES = {Kind.LONG_TEXT: 13, Kind.SHORT_TEXT: 3}
MORE_LINES = 2
Block = dict[str, Any]


@dataclass(frozen=True)
class About:
    """What the sheet says beside its questions. `address` leads to the form on the web, `words`
    to the page where six words are typed."""

    title: str
    purpose: str
    who_reads: str
    returns: str
    address: str
    words: str
    operator: str
    wording: int


def lay_out(asked: Questionnaire, about: About) -> Block:
    """The whole sheet. `copies` and the QR code are added by whoever prints it."""
    language = get_language() or ENGLISH
    return {
        "language": language.partition("-")[0],
        "title": about.title,
        "operator": about.operator,
        "address": about.address,
        "cover": _cover(about),
        "questions_title": _("The questions"),
        "items": list(_items(asked, language)),
        "uses": _uses(about.wording),
        "back": _back(about),
        "slip": _slip(about),
        "frame": {
            "page": _("Page"),
            "number": _("Number of this form"),
            "web": _("This form on the web, for the camera of a phone"),
            "content_note": _("Before you read on"),
        },
    }


def _cover(about: About) -> Block:
    return {
        "lead": about.purpose,
        "parts": [
            _part(
                _("You choose"),
                _(
                    "You don’t have to answer. Skip anything. Stop when you like. "
                    "One word is enough."
                ),
                _(
                    "Please don’t write your name, or anything that could show who you are. If "
                    "you do, we take it out."
                ),
            ),
            _part(_("Before you write: who may read this"), about.who_reads, *_readers()),
            _part(
                _("What this can't do"),
                _(
                    "It can't get you help today. We don't know who you are, so we can't ring you "
                    "or send someone. If you write that you or a child are in danger, a trained "
                    "person reads it. She may have to act on it, if she can tell who it is about."
                ),
                _(
                    "In danger now? Ring 999. On a mobile, press 55 if you cannot speak. In "
                    "prison, tell a member of staff whom you trust, or ask for a Listener."
                ),
            ),
        ],
        "web": _part(
            _("Is a phone safe for you?"),
            _("You can answer there instead of on paper. Nobody here sees it then:"),
        ),
    }


def _readers() -> list[str]:
    return [
        _(
            "Paper can't be locked. Whoever holds this form can read it. In prison, staff check "
            "letters in and out: they may open this and read it before we get it."
        ),
        _(
            "One or two workers type what you wrote into a computer. Then it is sealed, and they "
            "can't open it there again."
        ),
        _(
            "We show it to nobody else before names and other details are out, and that means "
            "probation, police and prison too. After that, you choose: see the tick boxes after "
            "the questions."
        ),
    ]


def _part(title: str, *paragraphs: str) -> Block:
    return {"title": title, "paragraphs": [p for p in paragraphs if p]}


def _items(asked: Questionnaire, language: str) -> Iterator[Block]:
    """Each page of the form. Questions have numbers; a page to read has none."""
    numbers = {item.key: n for n, item in enumerate(asked.questions, start=1)}
    for place, item in enumerate(asked.items):
        yield {
            "number": numbers.get(item.key),
            "kind": item.kind.value,
            **{
                name: _said(getattr(item, name), language)
                for name in ("text", "hint", "content_note", "body")
            },
            "only_if": _only_if(asked, place, numbers, language),
            "how": _how(item),
            "options": [
                {"text": _said(o.text, language), "lines": MORE_LINES if o.more else 0}
                for o in item.options
            ],
            "lines": LINES.get(item.kind, 0),
            "when": [_("Month or season"), _("Year")] if item.kind is Kind.WHEN else [],
        }


def _said(words: Any, language: str) -> list[str]:
    said = in_language(words, language)
    return [said, said.lang]


def _how(item: Item) -> str:
    """What to do with the boxes."""
    if item.kind is Kind.SEVERAL:
        return _("Tick all that are true for you.")
    return _("Tick one.") if item.options else ""


def _only_if(asked: Questionnaire, place: int, numbers: dict[str, int], language: str) -> str:
    """A rule in words, and where to go on otherwise; empty for what everybody is asked."""
    item = asked.items[place]
    if not item.show_if:
        return ""
    ticked = [
        _("“%(choice)s” in question %(n)s")
        % {"choice": in_language(option.text, language), "n": numbers[earlier.key]}
        for earlier in asked.items[:place]
        for option in earlier.options
        if rule(earlier.key, option.key) in item.show_if
    ]
    following = next(
        (
            numbers[i.key]
            for i in asked.items[place + 1 :]
            if i.key in numbers and i.show_if != item.show_if
        ),
        None,
    )
    start = _("Only if you ticked %(choices)s.") % {"choices": _(" or ").join(ticked)}
    otherwise = (
        _("If not, go to question %(n)s.") % {"n": following}
        if following
        else _("If not, go to the tick boxes after the questions.")
    )
    return f"{start} {otherwise}"


def _uses(wording: int) -> Block:
    return {
        "title": _("How may we use your words?"),
        "hint": _(
            "A reader and the people who group what was said read every answer. Tick what else you "
            "allow. Tick nothing, and we only count you."
        ),
        "rows": [[str(label), str(hint)] for label, hint in WORDINGS[wording].values()],
        "helped": [
            _("Did somebody write this for you?"),
            _("Yes, somebody wrote it for me and read it back to me"),
        ],
        "code": [
            _("Did a group or a service give you a code?"),
            _("Only if you like. Whoever reads this form sees which one you come from:"),
        ],
    }


def _back(about: About) -> Block:
    return _part(
        _("When you have finished"),
        _("Tear off the last sheet. It is yours: don’t hand it in."),
        about.returns,
    )


def _slip(about: About) -> Block:
    return {
        "title": _("This sheet is yours. Keep it, or throw it away."),
        "paragraphs": [
            _(
                "Your six words are at the foot of this sheet. With them you can see what became "
                "of what you said, change how your words may be used, or take them back."
            ),
            _("They work when your form has been typed in, not before."),
            _("Open this address on a phone or computer that is safe, and type the six words:"),
        ],
        "address": about.words,
        "after": [
            _(
                "No internet? Ask somebody whom you trust to look. The page never shows what you "
                "wrote. It shows what was done about it."
            ),
            _(
                "Fold the foot of the sheet up along the line, so that nobody sees the words. We "
                "can’t print or show them again."
            ),
        ],
        "staff": _(
            "For staff: if this sheet comes back with the form, don’t read the words. Keep it "
            "folded and destroy it."
        ),
        "fold": _("Fold here"),
        "words": _("Your six words"),
        "english": _("The words are in English.") if get_language() == "cy" else "",
    }
