"""What stands between a consultation and a step of its sign-off, in plain sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from consultations.models import ConsultationPage
from insights.models import Theming
from insights.rigour.owed import CodedTwice, coded_twice
from insights.rigour.quiet import QuietTheme, open_voices
from insights.rigour.selectors import OpenSample, is_reflexive, open_disagreements, open_sample
from insights.selectors.progress import numbers_of


def missing_for_coded(consultation: ConsultationPage, theming: Theming | None) -> list[str]:
    """What stands between a consultation and "coded"."""
    if theming is None:
        return [_("Choose a codebook for this consultation first.")]
    numbers = numbers_of(consultation)
    if not numbers.women:
        return [_("Nobody has answered yet.")]
    missing = []
    if numbers.unread:
        missing.append(
            ngettext(
                "%(count)d response has been read by nobody yet.",
                "%(count)d responses have been read by nobody yet.",
                numbers.unread,
            )
            % {"count": numbers.unread}
        )
    if not numbers.coded:
        missing.append(_("No response is coded yet."))
    return missing


def missing_for_checked(
    consultation: ConsultationPage, theming: Theming | None, reader: User | None = None
) -> list[str]:
    """What stands between coded and "checked": two codings settled, or a standpoint told, and every
    quiet voice decided on."""
    if theming is None:
        return []
    missing = _standpoint(theming) if is_reflexive(theming) else _double_coding(consultation)
    return missing + _voices(open_voices(consultation, reader))


def _voices(open_: list[QuietTheme]) -> list[str]:
    lost = sum(quiet.is_lost for quiet in open_)
    again = sum(quiet.decision is not None and not quiet.is_lost for quiet in open_)
    undecided = len(open_) - lost - again
    neither = ngettext(
        "%(count)d theme that few women raised is neither kept nor left out.",
        "%(count)d themes that few women raised are neither kept nor left out.",
        undecided,
    )
    more = ngettext(
        "%(count)d theme that few women raised was decided on before others raised it too: "
        "“Quiet voices” asks again.",
        "%(count)d themes that few women raised were decided on before others raised them too: "
        "“Quiet voices” asks again.",
        again,
    )
    gone = ngettext(
        "%(count)d theme that few women had raised is given to nobody any more: give it again, or "
        "say why it is gone, under “Quiet voices”.",
        "%(count)d themes that few women had raised are given to nobody any more: give them again, "
        "or say why they are gone, under “Quiet voices”.",
        lost,
    )
    told = ((neither, undecided), (more, again), (gone, lost))
    return [sentence % {"count": number} for sentence, number in told if number]


def _standpoint(theming: Theming) -> list[str]:
    if theming.standpoint.strip():
        return []
    return [_("Write down where the readers stand, under “Double coding”.")]


def _double_coding(consultation: ConsultationPage) -> list[str]:
    twice = coded_twice(consultation)
    return [
        *_going_on(open_sample(consultation)),
        *_owed(twice),
        *_unsettled(open_disagreements(consultation)),
        *_unmeasured(twice.unmeasured),
    ]


def _going_on(sample: OpenSample | None) -> list[str]:
    if sample is None:
        return []
    if not sample.left:
        return [_("The sample that was coded twice is not compared yet.")]
    said = ngettext(
        "%(count)d response of the sample is not coded by the second coder yet.",
        "%(count)d responses of the sample are not coded by the second coder yet.",
        sample.left,
    )
    return [said % {"count": sample.left}]


def _owed(twice: CodedTwice) -> list[str]:
    if not twice.owed:
        return []
    so_far = twice.compared + twice.drawn
    told = {"owed": twice.owed, "needed": twice.needed, "coded": twice.coded, "so_far": so_far}
    if not so_far:
        return [
            _(
                "No sample has been coded twice yet. With %(coded)d coded, it takes %(needed)d, "
                "drawn at random."
            )
            % told
        ]
    said = ngettext(
        "%(owed)d more response has to be coded twice: with %(coded)d coded it takes %(needed)d, "
        "and %(so_far)d were drawn so far. Draw a further sample under “Double coding”.",
        "%(owed)d more responses have to be coded twice: with %(coded)d coded it takes %(needed)d, "
        "and %(so_far)d were drawn so far. Draw a further sample under “Double coding”.",
        twice.owed,
    )
    return [said % told]


def _unsettled(number: int) -> list[str]:
    if not number:
        return []
    said = ngettext(
        "%(count)d response that two people coded differently is not settled yet.",
        "%(count)d responses that two people coded differently are not settled yet.",
        number,
    )
    return [said % {"count": number}]


def _unmeasured(samples: int) -> list[str]:
    if not samples:
        return []
    return [
        _(
            "How far two coders agree is not measured yet. A worker does that: look at “Double "
            "coding” in a minute, where you can ask it again."
        )
    ]
