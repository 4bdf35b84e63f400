"""The part of a pack on what bodies said: apart from women, and beside them."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.bodies.models import BodyKind
from insights.bodies.told import FEWEST, Told
from insights.packs.blocks import Block, note_block
from insights.packs.editions import Edition


def bodies_title() -> str:
    """What the part is called: tables have it on a sheet of its own."""
    return _("What organisations said")


def bodies_part(e: Edition) -> list[Block | None]:
    """Who answered, which themes they spoke of, and their words. Nothing where none did."""
    told: Told = e["bodies"]
    if not told:
        return []
    is_review = e["edition"] == "review"
    return [
        note_block(_rules(is_review)),
        {"kind": "lead", "text": _how_many(told)} if is_review else None,
        _list(_("Who may be named"), [_who(row["name"], row["kind"]) for row in told["named"]]),
        _list(_("Who answered without a name"), _others(told, is_review)),
        _list(_("What they spoke of"), [_theme_line(row) for row in told["themes"]]),
        *(_list(asked["question"], _answers(asked)) for asked in told["said"]),
    ]


def kind_name(kind: str) -> str:
    """What a kind is called."""
    return str(BodyKind(kind).label)


def number_of(row: dict[str, object]) -> str:
    """How many without a name: a number where it is told, else words."""
    return str(row["number"]) if row.get("number") else _("three or more")


def _rules(is_review: bool) -> str:
    apart = _(
        "Voluntary and statutory organisations answered questions of their own. They are counted "
        "apart from women, and never added to them. Those that gave no name are told of only where "
        "three or more share a kind or a theme, and no kind is told together with a theme."
    )
    public = _(
        "Here stand words that may be published, and no numbers. Words of those that gave no name "
        "come three organisations at a time."
    )
    return apart if is_review else f"{apart} {public}"


def _how_many(told: Told) -> str:
    """How many answered. One or two without a name are not told of in numbers, whole or part."""
    if 0 < told["others"] < FEWEST:
        return _("Fewer than three organisations gave no name. What they said stands below.")
    if not told["others"]:
        every = ngettext(
            "%(total)d organisation answered, with its name.",
            "%(total)d organisations answered, each with its name.",
            told["total"],
        )
        return every % {"total": told["total"]}
    return ngettext(
        "%(total)d organisation answered, %(others)d of them without a name.",
        "%(total)d organisations answered, %(others)d of them without a name.",
        told["total"],
    ) % {"total": told["total"], "others": told["others"]}


def _list(title: str, items: list[str]) -> Block | None:
    return {"kind": "list", "title": title, "items": items} if items else None


def _who(name: str, kind: str) -> str:
    if name:
        return f"{name} ({kind_name(kind)})"
    return kind_name(kind) if kind else _("An organisation")


def _others(told: Told, is_review: bool) -> list[str]:
    if is_review:
        return [f"{kind_name(row['kind'])}: {row['number']}" for row in told["kinds"]]
    more = [_("Three or more in all")] if told["has_others"] else []
    return [*more, *(_kind_line(kind) for kind in told["kinds"])]


def _kind_line(kind: str) -> str:
    return _("%(kind)s: three or more") % {"kind": kind_name(kind)}


def _theme_line(row: Told) -> str:
    others = _("%(number)s without a name") % {"number": number_of(row)}
    who = [*row["named"], *([others] if row["has_others"] else [])]
    return f"{row['name']}: {'; '.join(who)}"


def _answers(asked: Told) -> list[str]:
    return [f"“{row['text']}” – {_who(row['name'], row['kind'])}" for row in asked["rows"]]
