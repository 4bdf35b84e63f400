"""What a step of sign-off stands under, and what of it is other by now.

Read when a step is taken and kept with it; read again whenever somebody asks whether it holds. So
no act that changes one of these can forget the signature (decision 0035).
"""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from consultations.models import ConsultationPage
from core.once import once_a_page
from insights.models import Codebook, SignOff
from insights.rigour.quiet import decided_voices
from insights.rigour.selectors import is_reflexive
from insights.selectors.progress import theming_of
from insights.selectors.themes import themes_in

Step = SignOff.Step
Under = Mapping[str, Any]
# Who says "coded" says it of a codebook, who says "checked" of a method too. A signature is under
# all of it, since the pack that is made under it says all of it.
OF_STEP = {
    Step.CODED: ("codebook",),
    Step.CHECKED: ("codebook", "method"),
    Step.SIGNED: ("codebook", "method", "standpoint", "themes", "voices"),
}


@once_a_page(lambda consultation: consultation.translation_key)
def under_now(consultation: ConsultationPage) -> Under:
    """What a step that is taken now stands under: names and choices, nothing of any response. As
    JSON has it, so that what was kept can be compared."""
    theming = theming_of(consultation)
    if theming is None:
        return {}
    standpoint = theming.standpoint if is_reflexive(theming) else ""
    return {
        "codebook": theming.codebook_id,
        "method": theming.method,
        "standpoint": hashlib.sha256(standpoint.encode()).hexdigest(),
        "themes": {
            str(theme.pk): [theme.name, theme.name_cy, theme.parent_id, theme.axis_name]
            for theme in themes_in(theming.codebook_id)
        },
        "voices": {
            str(pk): [voice.is_kept, voice.why, voice.theme.name]
            for pk, voice in decided_voices(consultation).items()
            if voice.theme.codebook_id == theming.codebook_id
        },
    }


def changed_since(row: SignOff, now: Under) -> list[str]:
    """What a step was taken under and isn't so any more, in plain sentences. Nothing is known of
    what was taken before this was kept: it stands."""
    if not row.under:
        return []
    parts = OF_STEP[Step(row.step)]
    if row.under["codebook"] != now.get("codebook"):
        return [_codebook(row.under, now)]  # the rest is another one's
    found = []
    for part in parts:
        if row.under[part] != now[part]:
            found += TOLD[part](row.under, now)
    return found


def _codebook(before: Under, now: Under) -> str:
    names = dict(Codebook.objects.values_list("pk", "name"))
    told = {
        "before": names.get(before["codebook"], ""),
        "now": names.get(now.get("codebook", 0), _("none")),
    }
    return _("Another codebook was chosen: “%(now)s” instead of “%(before)s”.") % told


def _method(before: Under, now: Under) -> list[str]:
    return [_("Another method was chosen.")]


def _standpoint(before: Under, now: Under) -> list[str]:
    return [_("Where the readers stand was told anew.")]


def _themes(before: Under, now: Under) -> list[str]:
    """Of the themes that there were then. One that was added since has been given to nobody, or
    that is written down; the turn in which they stand says nothing."""
    found = []
    for pk, was in before["themes"].items():
        name, welsh, *place = now["themes"].get(pk, was)
        if name != was[0]:
            told = {"before": was[0], "now": name}
            found.append(_("“%(before)s” is called “%(now)s” now.") % told)
        elif welsh != was[1]:
            found.append(_("“%s” has another name in Welsh.") % name)
        elif place != was[2:]:
            found.append(_("“%s” stands under another theme or on another axis.") % name)
    return found


def _voices(before: Under, now: Under) -> list[str]:
    old, new = before["voices"], now["voices"]
    decided = [name for pk, (*said, name) in new.items() if said != old.get(pk, [])[:2]]
    told = _("What becomes of “%s”, which few raised, was decided anew.")
    return [told % name for name in decided]


TOLD: dict[str, Callable[[Under, Under], list[str]]] = {
    "method": _method,
    "standpoint": _standpoint,
    "themes": _themes,
    "voices": _voices,
}
