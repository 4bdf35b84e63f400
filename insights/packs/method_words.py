"""Limits, and how it was done, in sentences that somebody on a board reads.

The review edition says it with exact numbers; the public one in words, and only rules and what
holds of the whole, so that no sentence shows that there was one woman of a kind.
"""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from insights.packs import wording
from insights.packs.blocks import Block, facts_block, part_of, text_block
from insights.packs.method import BY_HAND
from insights.packs.method_left_out import left_out

Method = dict[str, Any]


def method_blocks(edition: dict[str, Any]) -> list[Block | None]:
    """The part of an edition on limits and method. Of packs signed before, as much as they keep."""
    limits = edition["limits"]
    own = text_block(limits, _("Limits of this evidence")) if limits.strip() else None
    if edition["edition"] == "public":
        facts = [(_("Codebook"), edition["codebook"])]
        return [own, text_block(_public(edition), _("How it was done")), facts_block(facts)]
    method = edition["method"]
    parts = [
        (_("What came in"), _came_in(edition, method)),
        (_("What is left out, and why"), left_out(method)),
        (_("Who gave the themes"), _coders(method)),
        (_("How far two people agreed"), _agreement(method)),
        (_("What the computer did"), _computer(method)),
        (_("What was coded last, and what was not"), _last_and_not(method)),
        (_("A second look for personal details"), _second_look(method)),
    ]
    told = [text_block(" ".join(said), title) for title, said in parts if said]
    return [own, *told, facts_block(_facts(edition))]


# -- review: exact


def _came_in(edition: dict[str, Any], method: Method) -> list[str]:
    counted = sorted(edition["channel_responses"].items())
    ways = "; ".join(f"{wording.channel_name(key)} {number}" for key, number in counted)
    came = ngettext(
        "%(count)d response came in, from %(women)s: %(ways)s.",
        "%(count)d responses came in, from %(women)s: %(ways)s.",
        method["responses"],
    ) % {
        "count": method["responses"],
        "women": wording.women(edition["total"]),
        "ways": ways,
    }
    read = _("A facilitator has read %(part)s of them.")
    return [came, read % {"part": part_of(method["read"], method["responses"])}]


def _coders(method: Method) -> list[str]:
    if "coders" not in method:
        return []
    people = ngettext(
        "%(n)d person gave the themes.", "%(n)d people gave the themes.", method["coders"]
    ) % {"n": method["coders"]}
    twice = _("%(part)s of the responses were coded by two people or more.")
    part = part_of(method["coded_by_two"], method["responses"])
    return [people, twice % {"part": part}]


def _agreement(method: Method) -> list[str]:
    found = method.get("agreement")
    if not found:
        return []
    if found["kind"] == "reflexive":
        told = _(
            "Not measured, on purpose: this is one reading, told with its standpoint, and there "
            "is no right answer that two people could miss."
        )
        where = _("Where the readers stand: %(words)s") % {"words": found["standpoint"].strip()}
        return [told, *([where] if found["standpoint"].strip() else [])]
    if found["kind"] == "none":
        return [
            _(
                "Not known: no sample was coded by two people who did not see each other's themes "
                "and then compared."
            )
        ]
    return [_drawn(found), _alpha(found), *_by_theme(found)]


def _drawn(found: Method) -> str:
    told = ngettext(
        "%(n)d response, drawn at random from %(of)d, was coded by two people who did not see "
        "each other's themes.",
        "%(n)d responses, drawn at random from %(of)d, were coded by two people who did not see "
        "each other's themes.",
        found["n"],
    )
    return told % {"n": found["n"], "of": found["drawn_from"]}


def _alpha(found: Method) -> str:
    value, low, high = found["alpha"]
    if value is None:
        return _("They used too few themes for a number of agreement.")
    if low is None or high is None:
        told = _("Krippendorff's alpha is %(alpha)s; there is too little for an interval.")
        return told % {"alpha": _point(value)}
    guide = {
        "firm": _("by the usual guide that is firm"),
        "tentative": _("by the usual guide that is tentative"),
        "low": _("by the usual guide that is low"),
    }
    told = _(
        "Krippendorff's alpha is %(alpha)s (95%% interval %(low)s to %(high)s; 1 is full "
        "agreement, 0 is chance): %(guide)s."
    )
    return told % {
        "alpha": _point(value),
        "low": _point(low),
        "high": _point(high),
        "guide": guide[found["band"]],
    }


def _by_theme(found: Method) -> list[str]:
    said = []
    if found["kappa"]:
        low, high = map(_point, found["kappa"])
        told = _("By theme, Cohen's kappa goes from %(low)s to %(high)s.")
        said.append(told % {"low": low, "high": high})
    if found["not_used"]:
        told = _("Not used by either of the two, so without a number: %(n)d of %(of)d themes.")
        said.append(told % {"n": found["not_used"], "of": found["themes"]})
    return said


def _point(value: float) -> str:
    """As the field writes it: .74, −.10, 1.00."""
    shown = f"{value:.2f}".replace("-", "−")
    return shown.replace("0.", ".", 1) if abs(value) < 1 else shown


def _computer(method: Method) -> list[str]:
    suggested, counting = method["suggested"], method.get("counting", 0)
    if not suggested:
        return [_("Nothing was suggested by a computer: people gave every theme by themselves.")]
    told = _(
        "It suggested %(n)d themes. People accepted %(accepted)s, and turned down or changed "
        "%(rejected)s."
    )
    said = [
        _(
            "A computer of our own suggested themes from words that it found; no words left the "
            "server. People decided on each one, and only what people decided is counted. No "
            "computer decided anything about a woman."
        ),
        told
        % {
            "n": suggested,
            "accepted": part_of(method["accepted"], suggested),
            "rejected": part_of(method["rejected"], suggested),
        },
    ]
    if counting:
        added = _("Of all themes that count, people added %(part)s by themselves.")
        said.append(added % {"part": part_of(method["by_people"], counting)})
    return said


def _last_and_not(method: Method) -> list[str]:
    without = method["responses"] - method["coded"]
    carry = _("%(part)s of the responses carry no theme.")
    said = [carry % {"part": part_of(without, method["responses"])}]
    women, new = method.get("lately", (0, 0))
    if not women:
        return said
    told = {"last": women, "new": new}
    lately = ngettext(
        "Of the last %(last)d women whose words were coded, %(new)d brought a theme that nobody "
        "before had raised.",
        "Of the last %(last)d women whose words were coded, %(new)d brought a theme that nobody "
        "before had raised.",
        new,
    )
    none = _("Of the last %(last)d women whose words were coded, none brought a new theme.")
    return [
        *said,
        (lately if new else none) % told,
        _("That says what was heard, not that all was."),
    ]


def _second_look(method: Method) -> list[str]:
    checks = method.get("checked_again")
    if checks is None:
        return []
    if not checks["done"]:
        return [_("No second reader has looked again for personal details that were left in.")]
    told = _(
        "After the first reader, a second one looked again at %(part)s of the responses, drawn "
        "by chance. In %(found)d she took out more."
    )
    part = part_of(checks["done"], method["responses"])
    return [told % {"part": part, "found": checks["more_out"]}]


def _facts(edition: dict[str, Any]) -> list[tuple[str, str]]:
    method = edition["method"]
    return [
        (_("Carry at least one theme"), part_of(method["coded"], method["responses"])),
        (_("Codebook"), edition["codebook"]),
        (_("Versions it was coded with"), ", ".join(edition["codebook_versions"])),
        (_("Suggested by"), ", ".join(edition["engines"])),
    ]


# -- public: in words


def _public(edition: dict[str, Any]) -> str:
    how = edition.get("how", [])  # not in packs of before
    told = {
        "agreement_measured": _(
            "Some responses, drawn by chance, were coded by two people who did not see each "
            "other's themes."
        ),
        "agreed_firm": _("They agreed well."),
        "agreed_tentative": _("They agreed on most."),
        "agreed_low": _("They often differed, and talked it through."),
        "agreement_reflexive": _(
            "It is one reading, told with its standpoint: how far two people agree was not "
            "measured, on purpose."
        ),
        "agreement_none": _("How far two people agree was not measured."),
        "checked_again": _("A second reader looked at some of them again for personal details."),
    }
    rules = _(
        "What a machine sent, tests and adverts are not counted. Nor are words that a woman took "
        "back. Words are quoted only where she allowed it, and never where we opened a "
        "safeguarding case. Nearly the same words from several women all count."
    )
    suggested = _(
        "A computer suggested themes from words that it found. People decided on each one, and "
        "only what people decided is counted. No computer decided anything about a woman."
    )
    by_hand = _(
        "People gave every theme by themselves. No computer suggested one, or decided anything "
        "about a woman."
    )
    people = by_hand if BY_HAND in how else suggested
    read = _("A person read every response before it was counted.")
    said = [told[key] for key in how if key in told]
    return "\n\n".join([f"{read} {rules}", people, *([" ".join(said)] if said else [])])
