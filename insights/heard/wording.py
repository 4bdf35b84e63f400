"""Who is missing, as a paragraph to copy: numbers for named reviewers, words for anybody."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.models import ConsultationPage
from feedback.models import Channel
from insights.heard.selectors import Gap, Profile, Voice
from insights.models import ReviewPack
from insights.packs.editions import released_by
from insights.packs.wording import share_words
from insights.suppression import (
    NUMBERS_FROM,
    Release,
    Words,
    next_release,
    public_line,
    public_parts,
)

ORDER = (Words.MANY, Words.SOME, Words.FEW, Words.FEW_OR_NONE)


def for_reviewers(profile: Profile) -> str:
    """The exact edition: numbers of women by channel, groups in tens. For named people alone."""
    came = [voice for voice in profile.channels if voice.heard or voice.wanted]
    said = [_("By the way they answered: %(list)s.") % {"list": _list(map(_of_channel, came))}]
    if profile.groups:
        groups = _list(map(_of_group, profile.groups))
        said.append(_("By invited group, counted in tens: %(list)s.") % {"list": groups})
    if missing := [voice.name for voice in profile.voices if voice.gap is Gap.SHORT]:
        said.append(_("Fewer than we wanted: %(list)s.") % {"list": _list(missing)})
    return " ".join(said) if came else _("Nobody has answered yet.")


def for_anybody(profile: Profile, consultation: ConsultationPage) -> str:
    """The public edition: words alone, of counts that move in batches of ten women as those of a
    published pack do, so that no reader sees one woman arrive (design §11.8)."""
    release = _released(profile, consultation)
    lines = {v.key: _words(release, v) for v in profile.channels}
    told: list[str] = []
    for words in ORDER:
        names = [v.name for v in profile.channels if lines[v.key] is words and _is_told(v, words)]
        if names:
            named = {"share": share_words(words), "list": _list(names)}
            told.append(_("%(share)s by: %(list)s") % named)
    said = [_("Of the women who answered: %(list)s.") % {"list": "; ".join(told)}] if told else []
    if missing := [v.name for v in profile.voices if _is_short(v, release)]:
        said.append(_("We wanted to hear more from: %(list)s.") % {"list": _list(missing)})
    return " ".join(said)


def _released(profile: Profile, consultation: ConsultationPage) -> Release:
    """Counts by channel as the next public edition would have them."""
    counts = {f"channel:{_channel(voice)}": voice.heard for voice in profile.channels}
    packs = ReviewPack.objects.filter(
        consultation__translation_key=consultation.translation_key, outcome__isnull=False
    )
    before = released_by(packs.order_by("-number").first())
    return next_release(before, Release(sum(counts.values()), counts))


def _words(release: Release, voice: Voice) -> Words | None:
    """A share of the release in words. None where the public edition shows numbers and must hide
    this one, so that nobody works out a smaller one from it: "some" would say that it is ten or
    more, and so how few the other is."""
    key = f"channel:{_channel(voice)}"
    words = public_line(release, key).words
    numbers = public_parts(release, [f"channel:{channel}" for channel in Channel.values])
    if release.total < NUMBERS_FROM or numbers[key] is not None:
        return words
    return words if words in (Words.MANY, Words.FEW_OR_NONE) else None


def _channel(voice: Voice) -> str:
    return voice.key.partition("-")[2]


def _is_told(voice: Voice, words: Words) -> bool:
    """Whether a way is worth a word: one that nobody aimed at, and few or none took, is not."""
    return words is not Words.FEW_OR_NONE or voice.wanted is not None


def _is_short(voice: Voice, release: Release) -> bool:
    """Whether more were wanted, as far as the public may know: of a group from its tens, of a
    channel from what is released."""
    if voice.wanted is None:
        return False
    if voice.is_group:
        return voice.gap is Gap.SHORT
    return release.counts.get(f"channel:{_channel(voice)}", 0) < voice.wanted


def _of_channel(voice: Voice) -> str:
    if voice.wanted is None:
        return f"{voice.name} {voice.heard}"
    return _("%(name)s %(heard)d of %(wanted)d wanted") % {
        "name": voice.name,
        "heard": voice.heard,
        "wanted": voice.wanted,
    }


def _of_group(voice: Voice) -> str:
    heard = _("fewer than 10") if not voice.heard else _("%(n)d or more") % {"n": voice.heard}
    if voice.wanted is None:
        return f"{voice.name} {heard}"
    return _("%(name)s %(heard)s of %(wanted)d wanted") % {
        "name": voice.name,
        "heard": heard,
        "wanted": voice.wanted,
    }


def gap_words(voice: Voice) -> str:
    """How far a line of the table is from what was wanted."""
    if voice.gap is Gap.NO_TARGET:
        return _("no target")
    if voice.gap is Gap.REACHED:
        return _("reached")
    if voice.gap is Gap.UNSURE:
        return _("reached or nearly: groups are counted in tens")
    if voice.is_group:
        return _("up to %(n)d more wanted") % {"n": voice.missing}
    said = ngettext("%(n)d more wanted", "%(n)d more wanted", voice.missing)
    return said % {"n": voice.missing}


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)
