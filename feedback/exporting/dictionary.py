"""The data dictionary: what each column, option, use, channel and token means."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from feedback.details import NAMES
from feedback.exporting.gathering import Export
from feedback.languages import LANGUAGES
from feedback.models import KINDS, Channel
from feedback.questionnaire import in_language
from feedback.uses import OFFERED, WORDING

HEADER = ("what", "version", "key", "english", "welsh", "meaning")
Line = tuple[str, str, str, str, str, str]


def entries(export: Export) -> Iterator[Line]:
    """Lines under HEADER."""
    told = _("Words that women allowed for this use: %(use)s. No others are in here.")
    yield "export", "", export.use.value, "", "", told % {"use": WORDING[export.use][0]}
    yield from _columns()
    yield from _questions(export)
    for use in OFFERED:
        yield "use", "", use.value, str(WORDING[use][0]), "", str(WORDING[use][1])
    for channel in Channel:
        yield "channel", "", channel.value, str(channel.label), "", ""
    taken = _("A reader took out %(what)s, which could show who somebody is")
    for code, name in LANGUAGES.items():
        yield "language", "", code, name, "", ""
    for token, what in NAMES.items():
        yield "token", "", token, token, "", taken % {"what": what}


def _columns() -> Iterator[Line]:
    meanings = {
        "id": _("Made for this export: the next one has others. The order means nothing."),
        "version": _("Version of the form that she answered"),
        "channel": _("How her words reached us"),
        "language": _("Language that she answered in: en-gb or cy"),
        "uses": _("All uses that she allows"),
        "details_removed_by": _("Who took details out elsewhere; empty: a reader did it here"),
        "… (language)": _("Language of her words as a reader marked it; empty: not sure"),
        "… (translation)": _("Into English, by a person, of the words with details taken out"),
    }
    for name, meaning in meanings.items():
        yield "column", "", name, name, "", meaning


def _questions(export: Export) -> Iterator[Line]:
    for version in sorted(export.versions, key=lambda v: v.number):
        number = str(version.number)
        for item in version.questionnaire.questions:
            kind = str(KINDS[item.kind])
            yield "question", number, item.key, *_both(item.text), kind
            for option in item.options:
                yield "option", number, f"{item.key}:{option.key}", *_both(option.text), ""


def _both(words: object) -> tuple[str, str]:
    assert isinstance(words, dict)
    return str(in_language(words, "en-gb")), str(words.get("cy", ""))
