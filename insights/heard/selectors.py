"""Who was to be heard and who was: by the way they came, and by the group whose code they had."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from consultations.models import ConsultationPage
from feedback.models import Channel
from feedback.review.models import Invite
from feedback.review.selectors import HEARD_STEP, heard_by_invite, invites_at
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import VoiceTarget
from insights.selectors.women import woman_of


class Gap(StrEnum):
    """How far a way or a group is from what was wanted."""

    NO_TARGET = "no_target"
    REACHED = "reached"
    SHORT = "short"
    UNSURE = "unsure"  # a group, counted in tens: reached or nearly


@dataclass(frozen=True)
class Voice:
    """A way of answering or a group: `key` as forms name it, how many women were wanted (None: it
    wasn't said), how many heard. Of a group `heard` is rounded down to tens."""

    key: str
    name: str
    wanted: int | None
    heard: int
    is_group: bool

    @property
    def gap(self) -> Gap:
        if self.wanted is None:
            return Gap.NO_TARGET
        if self.heard >= self.wanted:
            return Gap.REACHED
        if self.is_group and self.heard + HEARD_STEP > self.wanted:
            return Gap.UNSURE
        return Gap.SHORT

    @property
    def missing(self) -> int:
        """How many more are wanted; of a group, at most."""
        return max((self.wanted or 0) - self.heard, 0)

    @property
    def share(self) -> float:
        """How much of what was wanted was heard, 0 to 100."""
        return min(100.0, 100 * self.heard / self.wanted) if self.wanted else 0.0


@dataclass(frozen=True)
class Profile:
    """All ways and groups of a consultation. Groups only for who may know of them."""

    channels: list[Voice]
    groups: list[Voice]

    @property
    def voices(self) -> list[Voice]:
        return [*self.channels, *self.groups]

    @property
    def has_targets(self) -> bool:
        return any(voice.wanted is not None for voice in self.voices)


def channel_key(channel: str) -> str:
    return f"channel-{channel}"


def group_key(invite: Invite) -> str:
    return f"group-{invite.pk}"


def profile_of(consultation: ConsultationPage, *, with_groups: bool) -> Profile:
    """What was wanted and what was heard, whichever language the page is in: a handful of queries.
    Channels exactly, by the last row of each visit; groups in tens alone."""
    targets = list(
        VoiceTarget.objects.filter(consultation__translation_key=consultation.translation_key)
    )
    by_channel = {t.channel: t.wanted for t in targets if t.channel}
    by_invite = {t.invite_id: t.wanted for t in targets if t.invite_id}
    came = _channels(consultation)
    invites = list(invites_at(consultation)) if with_groups else []
    heard = heard_by_invite(invites, consultation=consultation)
    return Profile(
        channels=[
            Voice(channel_key(key), str(label), by_channel.get(key), came[key], is_group=False)
            for key, label in Channel.choices
        ],
        groups=[
            Voice(group_key(one), one.group, by_invite.get(one.pk), heard[one.pk], is_group=True)
            for one in invites
        ],
    )


def _channels(consultation: ConsultationPage) -> Counter[str]:
    """Channel → women whose last words came that way."""
    # Which row is her last is found here: PostgreSQL, whose counts of rows are old after an import
    # of 10,000, would compare each with every other for minutes.
    rows = responses_for(use=Use.READING_TEAM, consultation=consultation).order_by("week", "pk")
    columns = rows.values_list("pk", "visit_hash", "channel")
    return Counter({woman_of(pk, visit): channel for pk, visit, channel in columns}.values())
