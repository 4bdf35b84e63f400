"""Writes of design review packs: start, save, sign, publish, and take words back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from consultations.models import ConsultationPage
from consultations.selectors import source_of
from consultations.services import publish_outcome, take_back_quotes
from insights.briefs.services import take_back_from_briefs
from insights.findings.carrying import bring_back, carry_over
from insights.models import ReviewPack
from insights.packs.editions import quotes_of
from insights.packs.frozen import SIGN, WRITE, draft_to_change, locked, require
from insights.packs.frozen import PackIsBeingSigned as PackIsBeingSigned
from insights.packs.frozen import PackIsFrozen as PackIsFrozen
from insights.packs.frozen import is_being_signed as is_being_signed
from insights.packs.her_words import (
    considered_in_her_words,
    signed_in_her_words,
    themes_in_her_words,
)
from insights.packs.public_quotes import publishable_quotes
from insights.packs.publishing import outcome_text
from insights.packs.quotes import Quote
from insights.packs.seal import require_as_shown
from insights.packs.selectors import (
    EDITIONS,
    answers_nobody,
    build_editions,
    counted_in,
    missing_for_publishing,
    missing_for_signing,
)
from insights.packs.trail import save_lost, version_of
from insights.packs.wording import theme_rows

TEXTS = (
    *("summary", "missing_voices", "taken_to", "limits"),
    *("tensions", "checked_by"),
)


class NotReady(ValueError):
    """The pack can't be signed, or published. `missing` says in plain sentences why."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(" ".join(missing))
        self.missing = missing


@dataclass(frozen=True)
class Notes:
    """Parts that a pack may do without."""

    tensions: str = ""
    checked_by: str = ""

    def write_to(self, pack: ReviewPack) -> None:
        pack.tensions, pack.checked_by = self.tensions, self.checked_by


@transaction.atomic
def start_pack(*, consultation: ConsultationPage, by: User) -> ReviewPack:
    """The draft of a consultation: the one there is, or the next number.

    A next version begins with the words, findings, recommendations and decisions of the one before.
    """
    page = source_of(consultation)
    require(by, WRITE, page)
    last = page.review_packs.select_for_update().order_by("-number").first()
    if last and last.status == ReviewPack.Status.DRAFT:
        return last
    pack = ReviewPack.objects.create(consultation=page, number=last.number + 1 if last else 1)
    if last:
        _copy_words(last, pack)
    audit(user=by, action="start pack", subject=f"pack {pack.pk}")
    return pack


def _copy_words(source: ReviewPack, target: ReviewPack) -> None:
    for name in TEXTS:
        setattr(target, name, getattr(source, name))
    target.save()
    carry_over(source, target)


@transaction.atomic
def save_draft(
    *,
    pack: ReviewPack,
    by: User,
    summary: str,
    missing_voices: str,
    taken_to: str,
    limits: str,
    notes: Notes | None = None,
) -> ReviewPack:
    """Keep what was written so far; it may be unfinished. Raises PackIsFrozen.

    `notes` of None stay as they are. What it concludes: insights.findings.services.
    """
    now = draft_to_change(pack, by)
    now.summary, now.missing_voices = summary, missing_voices
    now.taken_to, now.limits = taken_to, limits
    if notes is not None:
        notes.write_to(now)
    now.save()
    audit(user=by, action="save pack", subject=f"pack {now.pk}")
    return now


@transaction.atomic
def sign_pack(*, pack: ReviewPack, by: User, seal: str | None = None) -> ReviewPack:
    """Sign a draft and freeze both editions. Raises NotReady with what is missing, PackIsFrozen,
    and DraftChanged where it is not what was sealed (insights.packs.seal).

    An earlier pack that was signed and never published is superseded.
    """
    require(by, SIGN, pack.consultation)
    now = locked(pack, ReviewPack.Status.DRAFT)
    # before anything is looked at: who comes while it is signed is told by the next pack
    counted = list(counted_in(now).values_list("pk", flat=True))
    if missing := missing_for_signing(now) or themes_in_her_words(now.consultation):
        raise NotReady(missing)
    require_as_shown(now, seal)
    now.status = ReviewPack.Status.SIGNED
    now.signed_by, now.signed_on = by, timezone.localdate()
    now.editions = build_editions(now)
    now.save()
    now.counted.set(counted)
    _supersede(now, ReviewPack.Status.SIGNED)
    audit(user=by, action="sign pack", subject=f"pack {now.pk}")
    return now


def _supersede(pack: ReviewPack, status: ReviewPack.Status) -> None:
    ReviewPack.objects.filter(
        consultation=pack.consultation_id, number__lt=pack.number, status=status
    ).update(status=ReviewPack.Status.SUPERSEDED)


@transaction.atomic
def publish_pack(*, pack: ReviewPack, by: User) -> ReviewPack:
    """Publish a signed pack's public edition as the outcome; the former pack is superseded.

    Raises NotReady where something is missing: see missing_for_publishing.
    """
    require(by, SIGN, pack.consultation)
    now = locked(pack, ReviewPack.Status.SIGNED)
    missing = answers_nobody(now)
    missing += [one.what for one in missing_for_publishing(now.consultation)]
    page, rows = now.consultation, theme_rows(now.editions["public"])
    if missing := missing or considered_in_her_words(page) or signed_in_her_words(page, rows):
        raise NotReady(missing)
    quotes = publishable_quotes(now)
    told = now.editions["public"]["quotes"]
    for place, quote in quotes.items():  # the pack notes by which marks its quotes are known
        told[place]["mark"] = quote.mark
    # what isn't published is in no public edition from now on: that it goes later shows nowhere
    held = [quote for place, quote in enumerate(told) if quote["text"] and place not in quotes]
    _lose(now, {"public": held})
    text = outcome_text(now, list(quotes.values()))
    now.outcome = publish_outcome(consultation=now.consultation, text=text)
    now.status = ReviewPack.Status.PUBLISHED
    now.save()
    _supersede(now, ReviewPack.Status.PUBLISHED)
    bring_back(now)
    audit(user=by, action="publish pack", subject=f"pack {now.pk}")
    return now


@transaction.atomic
def remove_quotes(
    responses: Iterable[int],
    *,
    editions: Sequence[str] = EDITIONS,
    only: Callable[[str], bool] = bool,
) -> int:
    """Take words of these responses out of every signed pack for good; how many packs changed.
    `only`: whether words that are quoted are among them, where not all are.

    The one change a frozen pack knows: the quote says that the words are no longer here, and the
    edition becomes N.1 (design §11.10). The published outcome and the briefs change with the public
    one. Called when a withdrawal is applied, the time of a response is over, a use was taken back,
    or a reader stops a quote.
    """
    gone, changed = set(responses), 0
    packs = ReviewPack.objects.select_for_update().exclude(status=ReviewPack.Status.DRAFT)
    for pack in packs:
        quoted = {name: quotes_of(pack.editions, [name]) for name in editions}
        changed += _lose(
            pack,
            {
                name: [q for q in quotes if q["response"] in gone and only(q["text"])]
                for name, quotes in quoted.items()
            },
        )
    return changed


def _lose(pack: ReviewPack, quotes: Mapping[str, Sequence[Quote]]) -> bool:
    """Edition → quotes of it that lose their words, there and where the public edition went.
    Whether any did."""
    lost = {name: hit for name, hit in quotes.items() if hit}
    if not lost:
        return False
    for quote in chain.from_iterable(lost.values()):
        quote |= {"response": None, "text": ""}
    save_lost(pack, lost)
    if public := lost.get("public"):
        marks, version = {q["mark"] for q in public if "mark" in q}, version_of(pack, "public")
        take_back_from_briefs(pack=pack, marks=marks)
        if pack.outcome:
            take_back_quotes(outcome=pack.outcome, marks=marks, version=version)
    return True
