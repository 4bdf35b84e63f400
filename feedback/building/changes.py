"""What changed from one version of a form to the next, in plain words. Plain Python."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from feedback.building.rules import english, in_words
from feedback.questionnaire import ENGLISH

Json = dict[str, Any]
LANGUAGES = {ENGLISH: gettext_lazy("English"), "cy": gettext_lazy("Welsh")}
BESIDE = {
    "hint": gettext_lazy("the hint"),
    "content_note": gettext_lazy("the content note"),
    "body": gettext_lazy("what she reads"),
}
NOTHING = pgettext_lazy("no words", "nothing")


def changes(before: Json, after: Json) -> list[str]:
    """One sentence for each thing that changed between two definitions."""
    old = {question["key"]: question for question in before["questions"]}
    new = {question["key"]: question for question in after["questions"]}
    said = [_named(_("Added: “%(question)s”"), new[key]) for key in new if key not in old]
    said += [_named(_("Taken out: “%(question)s”"), old[key]) for key in old if key not in new]
    said += [_named(_("Moved: “%(question)s”"), new[key]) for key in moved([*old], [*new])]
    for key, question in new.items():
        if key in old:
            said += _changed(old[key], question, after["questions"])
    return said


def moved(before: list[str], after: list[str]) -> list[str]:
    """Keys that stand elsewhere among those that both have: as few as explain the new order."""
    old = [key for key in before if key in after]
    new = [key for key in after if key in before]
    stayed: set[str] = set()
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        stayed.update(new[block.b : block.b + block.size])
    return [key for key in new if key not in stayed]


def _changed(old: Json, new: Json, questions: list[Json]) -> Iterator[str]:
    yield from _reworded(old["text"], new["text"])
    for field, name in BESIDE.items():
        if old.get(field, {}) != new.get(field, {}):
            yield _("“%(question)s”: %(field)s changed") % {
                "question": english(new["text"]),
                "field": name,
            }
    if old.get("easy", {}) != new.get("easy", {}):
        yield _("“%(question)s”: its easy read changed") % {"question": english(new["text"])}
    for said in _options(old["options"], new["options"]):
        yield _("“%(question)s”: %(said)s") % {"question": english(new["text"]), "said": said}
    yield from _rule(old, new, questions)


def _reworded(old: Json, new: Json) -> Iterator[str]:
    for code, language in LANGUAGES.items():
        was, now = old.get(code, ""), new.get(code, "")
        if was != now:
            yield _("Reworded (%(language)s): “%(was)s” is now “%(now)s”") % {
                "language": language,
                "was": was or NOTHING,
                "now": now or NOTHING,
            }


def _options(old: list[Json], new: list[Json]) -> Iterator[str]:
    was = {option["key"]: option for option in old}
    now = {option["key"]: option for option in new}
    for key in [key for key in now if key not in was]:
        yield _("option “%(option)s” added") % {"option": english(now[key]["text"])}
    for key in [key for key in was if key not in now]:
        yield _("option “%(option)s” taken out") % {"option": english(was[key]["text"])}
    for key in [key for key in now if key in was]:
        yield from _option(was[key], now[key])
    if moved([*was], [*now]):
        yield _("options in a new order")


def _option(was: Json, now: Json) -> Iterator[str]:
    words = {"was": english(was["text"]), "now": english(now["text"])}
    if words["was"] != words["now"]:
        yield _("option “%(was)s” is now “%(now)s”") % words
    elif was["text"] != now["text"]:
        yield _("option “%(now)s” reworded in Welsh") % words
    if was.get("easy", {}) != now.get("easy", {}):
        yield _("the easy read of option “%(now)s” changed") % words
    if was.get("more", False) != now.get("more", False):
        if now.get("more"):
            yield _("she may now add her own words to “%(now)s”") % words
        else:
            yield _("she can no longer add her own words to “%(now)s”") % words


def _rule(old: Json, new: Json, questions: list[Json]) -> Iterator[str]:
    if set(old.get("show_if", [])) == set(new.get("show_if", [])):
        return
    question = english(new["text"])
    if not new["show_if"]:
        yield _("“%(question)s”: asked of everyone now") % {"question": question}
    else:
        chosen = ", ".join(f"“{words}”" for words in in_words(new, questions))
        yield _("“%(question)s”: asked now only if she chose %(choices)s") % {
            "question": question,
            "choices": chosen,
        }


def _named(sentence: str, question: Json) -> str:
    return sentence % {"question": english(question["text"])}
