"""Words for numbers, languages and channels, the same on every page and in every file."""

from datetime import date
from typing import Any

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from feedback.models import Channel
from insights.packs.editions import STAGE, largest_first
from insights.suppression import Words

SHARE_WORDS = {
    Words.MANY: gettext_lazy("many"),
    Words.SOME: gettext_lazy("some"),
    Words.FEW: gettext_lazy("a few"),
    Words.FEW_OR_NONE: gettext_lazy("a few or none"),
}


def share_words(code: str) -> str:
    """Many, some, a few, or a few or none."""
    return str(SHARE_WORDS[Words(code)])


def about(total: int | None) -> str:
    """How many women in all, for the public."""
    if total is None:
        return _("fewer than 10 women")
    return _("about %(total)d women") % {"total": total}


def women(count: int) -> str:
    """An exact number of women."""
    return ngettext("%(count)d woman", "%(count)d women", count) % {"count": count}


def theme_rows(public: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows of an outcome: what women spoke of, without where in the journey."""
    axes = [axis for axis in public["axes"] if axis["axis"] != STAGE] or public["axes"]
    rows = [row for axis in axes for row in axis["rows"]]
    return [
        {
            "name": row["name"],
            "name_cy": row.get("name_cy", ""),
            "words": row["words"],
            "number": row["number"],
            "share": row["share"],
        }
        for row in sorted(rows, key=largest_first)
    ]


def channel_name(key: str) -> str:
    return str(Channel(key).label)


def language_name(code: str) -> str:
    """English name of a language; its code where we don't know it."""
    ours: dict[str, Any] = dict(settings.LANGUAGES)
    if code in ours:
        return str(ours[code])
    info = LANG_INFO.get(code) or LANG_INFO.get(code.partition("-")[0])
    return str(info["name"]) if info and "name" in info else code


def day(iso: str) -> str:
    """2026-10-05 as 5 October 2026."""
    return date_format(date.fromisoformat(iso), "j F Y") if iso else ""
