"""Writes of design review packs: start, save, sign, publish, and take words back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import user_may
from accounts.services import audit
from consultations.models import ConsultationPage, Decision
from consultations.selectors import source_of
from consultations.services import (
    DecisionText,
    EditionText,
    publish_outcome,
    take_back_quotes,
)
from insights.models import PackDecision, ReviewPack
from insights.packs.closing import still_to_come
from insights.packs.editions import quotes_of
from insights.packs.public_quotes import publishable_quotes
from insights.packs.selectors import (
    EDITIONS,
    SIGN,
    WRITE,
    build_editions,
    counted_in,
    missing_for_signing,
    version_of,
)
from insights.packs.wording import theme_rows

TEXTS = (
    *("summary", "missing_voices", "taken_to", "limits"),
    *("tensions", "recommendations", "checked_by", "left_out"),
)


class NotReady(ValueError):
    """The pack can't be signed, or published. `missing` says in plain sentences why."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(" ".join(missing))
        self.missing = missing


class PackIsFrozen(ValueError):
    """A signed or published pack is not changed; a newer one supersedes it."""

    def __init__(self) -> None:
        super().__init__(_("This pack is signed. Start the next version to change anything."))


@dataclass(frozen=True)
class Notes:
    """Parts that a pack may do without. `left_out` are responses that it shall not quote."""

    tensions: str = ""
    recommendations: str = ""
    checked_by: str = ""
    left_out: Sequence[int] = ()

    def write_to(self, pack: ReviewPack) -> None:
        pack.tensions, pack.recommendations = self.tensions, self.recommendations
        pack.checked_by, pack.left_out = self.checked_by, list(self.left_out)


def _require(user: User, action: str, consultation: ConsultationPage) -> None:
    if not user_may(user, action, consultation.area_id):
        raise PermissionDenied(_("You may not do this in this area."))


def _locked(pack: ReviewPack, *allowed: ReviewPack.Status) -> ReviewPack:
    """The pack as it is now, held until the transaction ends."""
    now = ReviewPack.objects.select_for_update().get(pk=pack.pk)
    if now.status not in allowed:
        raise PackIsFrozen
    return now


@transaction.atomic
def start_pack(*, consultation: ConsultationPage, by: User) -> ReviewPack:
    """The draft of a consultation: the one there is, or the next number.

    A next version begins with the words and decisions of the one before it.
    """
    page = source_of(consultation)
    _require(by, WRITE, page)
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
    for decision in source.decisions.all():
        decision.pk, decision.pack = None, target
        decision.save(force_insert=True)


@transaction.atomic
def save_draft(
    *,
    pack: ReviewPack,
    by: User,
    decisions: Sequence[PackDecision],
    summary: str,
    missing_voices: str,
    taken_to: str,
    limits: str,
    notes: Notes | None = None,
) -> ReviewPack:
    """Keep what was written so far; it may be unfinished. Raises PackIsFrozen.

    The decisions given stand in place of those there were; `notes` of None stay as they are.
    """
    _require(by, WRITE, pack.consultation)
    now = _locked(pack, ReviewPack.Status.DRAFT)
    now.summary, now.missing_voices = summary, missing_voices
    now.taken_to, now.limits = taken_to, limits
    if notes is not None:
        notes.write_to(now)
    now.save()
    now.decisions.all().delete()
    for decision in decisions:
        decision.pk, decision.pack = None, now
        decision.save(force_insert=True)
    audit(user=by, action="save pack", subject=f"pack {now.pk}")
    return now


@transaction.atomic
def sign_pack(*, pack: ReviewPack, by: User) -> ReviewPack:
    """Sign a draft and freeze both editions. Raises NotReady with what is missing, PackIsFrozen.

    An earlier pack that was signed and never published is superseded.
    """
    _require(by, SIGN, pack.consultation)
    now = _locked(pack, ReviewPack.Status.DRAFT)
    # before anything is looked at: who comes while it is signed is told by the next pack
    counted = list(counted_in(now).values_list("pk", flat=True))
    if missing := missing_for_signing(now):
        raise NotReady(missing)
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

    Raises NotReady where its consultation takes answers again: publishing would shut it.
    """
    _require(by, SIGN, pack.consultation)
    now = _locked(pack, ReviewPack.Status.SIGNED)
    if still_open := still_to_come(now.consultation):
        raise NotReady(still_open)
    public = now.editions["public"]
    now.outcome = publish_outcome(
        consultation=now.consultation,
        version=version_of(now),
        summary=public["summary"],
        taken_to=public["taken_to"],
        themes=theme_rows(public),
        women=public["total"],
        decisions=[_decision_text(row) for row in public["decisions"]],
        edition=_edition_text(now),
    )
    now.status = ReviewPack.Status.PUBLISHED
    now.save()
    _supersede(now, ReviewPack.Status.PUBLISHED)
    audit(user=by, action="publish pack", subject=f"pack {now.pk}")
    return now


def _edition_text(pack: ReviewPack) -> EditionText:
    """The rest of the public edition. The pack notes by which marks its quotes are known."""
    public = pack.editions["public"]
    quotes = publishable_quotes(pack)
    for place, quote in quotes.items():
        public["quotes"][place]["mark"] = quote.mark
    texts = {name: public[name] for name in ("missing_voices", "tensions", "recommendations")}
    return EditionText(**texts, limits=public["limits"], quotes=list(quotes.values()))


def _decision_text(row: dict[str, str]) -> DecisionText:
    return DecisionText(
        you_said=row["you_said"],
        answer=Decision.Answer(row["answer"]),
        what=row["what"],
        owner=row["owner"],
        because=row["because"],
        due_on=date.fromisoformat(row["due_on"]) if row["due_on"] else None,
        themes=[row["theme"]] if row["theme"] else [],
    )


@transaction.atomic
def remove_quotes(responses: Iterable[int], *, editions: Sequence[str] = EDITIONS) -> int:
    """Take words of these responses out of every signed pack for good; how many packs changed.

    The one change a frozen pack knows: the quote says that the words are no longer here, and the
    version becomes N.1 (design §11.10). The published outcome changes with it. Called when a
    withdrawal is applied, when the time of a response is over, or when a use was taken back.
    """
    gone, changed = set(responses), 0
    packs = ReviewPack.objects.select_for_update().exclude(status=ReviewPack.Status.DRAFT)
    for pack in packs:
        hit = [q for q in quotes_of(pack.editions, editions) if q["response"] in gone]
        if not hit:
            continue
        for quote in hit:
            quote |= {"response": None, "text": ""}
        pack.changes.append(timezone.localdate().isoformat())
        pack.save(update_fields=["editions", "changes"])
        if pack.outcome:
            marks = {quote["mark"] for quote in hit if "mark" in quote}
            take_back_quotes(outcome=pack.outcome, marks=marks, version=version_of(pack))
        changed += 1
    return changed
