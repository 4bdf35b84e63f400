"""Sharing responses out between coders, handing a share on, and taking it back.

It says who reads what first and bars nobody from anything. Women are shared and not rows: all that
one sent in one visit goes to one person. Who may have coding checked shares it out: as drawing a
sample does, it gives work to colleagues.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from secrets import randbits

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import audit
from consultations.models import ConsultationPage
from consultations.selectors import source_of
from feedback.models import Response
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import Coding, Reading, Share
from insights.permissions import require_checker, user_can_check_coding
from insights.rigour.blind import hidden_from
from insights.selectors.shows import NOBODYS
from insights.selectors.women import woman_of
from insights.sharing.selectors import people_to_share_with

AT_ONCE = 1_000  # ids of one statement


class CantShare(ValueError):
    """It can't be shared like that. The message says why, for the person who asked."""


@dataclass
class Case:
    """One woman: her rows, and who has begun with her."""

    rows: list[int] = field(default_factory=list)
    begun_by: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class SharedOut:
    """What a sharing did, in women. `left` were begun by somebody who wasn't chosen, or are coded
    blind by all who were."""

    shared: int
    left: int


@transaction.atomic
def share_out(
    *, consultation: ConsultationPage, people: Collection[User], by: User, seed: int | None = None
) -> SharedOut:
    """Share what nobody has read, and is nobody's, evenly between people.

    By chance: an order shuffled with `seed`, which the audit line names. What one of them has begun
    (read a part of, or coded) becomes hers; what somebody else has begun, who may still code here,
    stays as it is. Who codes a sample blind isn't given anything of it. Raises PermissionDenied,
    and CantShare.
    """
    page = _held(consultation, by)
    chosen = sorted({person.pk for person in people})
    _require_coders(page, chosen)
    if not chosen:
        raise CantShare(_("Choose at least one person."))
    cases = _begun(_unshared(page))
    seed = randbits(32) if seed is None else seed
    still_here = set(people_to_share_with(page).values_list("pk", flat=True))
    dealt = _dealt(cases, chosen, still_here, _blind(page, chosen), Random(seed))  # noqa: S311  no secret: an order
    today = timezone.localdate()
    Share.objects.bulk_create(
        (
            Share(response_id=row, coder_id=coder, shared_on=today)
            for woman, coder in dealt.items()
            for row in cases[woman].rows
        ),
        batch_size=AT_ONCE,
    )
    audit(user=by, action="share responses out", subject=f"consultation {page.pk}, seed {seed}")
    return SharedOut(len(dealt), len(cases) - len(dealt))


@transaction.atomic
def hand_on(*, consultation: ConsultationPage, coder: User, to: User, by: User) -> int:
    """Move what is left of one person's share to another. Returns how many women that are.

    What she has begun stays with her, unless she may not code here any more. What the other one
    codes blind stays too. Raises PermissionDenied, and CantShare.
    """
    page = _held(consultation, by)
    if coder == to:
        raise CantShare(_("Choose another person than this one."))
    _require_coders(page, [to.pk])
    kept = hidden_from(to)
    rest = {w: rows for w, rows in _rest(page, coder).items() if not kept.intersection(rows)}
    today = timezone.localdate()
    for some in _portions(rest):
        _shares(coder, some).update(coder=to, shared_on=today)
    audit(user=by, action="hand share on", subject=f"consultation {page.pk}")
    return len(rest)


@transaction.atomic
def take_back(*, consultation: ConsultationPage, coder: User, by: User) -> int:
    """Make what is left of a person's share nobody's. Returns how many women that are.

    She may give her own back without asking anybody: some things are too much. What she has begun
    stays with her, as in hand_on. Raises PermissionDenied.
    """
    page = _held(consultation, by, or_is=coder)
    rest = _rest(page, coder)
    for some in _portions(rest):
        _shares(coder, some).delete()
    audit(user=by, action="take share back", subject=f"consultation {page.pk}")
    return len(rest)


@transaction.atomic
def pass_on_all(*, coder: User, to: User | None, by: User) -> None:
    """She leaves: what is left of her shares, everywhere, goes to another who may code there, or
    becomes nobody's. Whether `by` may end her access is asked in accounts."""
    for page in shared_with(coder):
        rest = _rest(page, coder)
        if to is not None:
            kept = hidden_from(to)
            rest = {w: rows for w, rows in rest.items() if not kept.intersection(rows)}
        for some in _portions(rest):
            if to is None:
                _shares(coder, some).delete()
            else:
                _shares(coder, some).update(coder=to, shared_on=timezone.localdate())
        action = "take share back" if to is None else "hand share on"
        audit(user=by, action=action, subject=f"consultation {page.pk}, somebody left")


def shared_with(coder: User) -> list[ConsultationPage]:
    """Consultations of which she has a share."""
    shares = Share.objects.filter(coder=coder)
    pages = shares.values("response__version__form__consultation")
    return list(ConsultationPage.objects.filter(pk__in=pages).select_related("area"))


def left_of(coder: User) -> int:
    """How many women of her shares she has not begun with."""
    return sum(len(_rest(page, coder)) for page in shared_with(coder))


def follow_visits(responses: Iterable[Response]) -> None:
    """Rows were stored: those of a visit that is shared already go to the same coder."""
    new = {r.pk: bytes(r.visit_hash) for r in responses if r.visit_hash}
    if not new:
        return
    shares = Share.objects.filter(response__visit_hash__in=set(new.values()))
    columns = ("response__visit_hash", "coder", "shared_on")
    known = {bytes(visit): rest for visit, *rest in shares.values_list(*columns)}
    Share.objects.bulk_create(
        (
            Share(response_id=pk, coder_id=known[visit][0], shared_on=known[visit][1])
            for pk, visit in new.items()
            if visit in known
        ),
        ignore_conflicts=True,
    )


def _held(consultation: ConsultationPage, by: User, or_is: User | None = None) -> ConsultationPage:
    """The consultation, locked, so that two who share at one moment don't share the same twice."""
    page = source_of(consultation)
    if or_is is None or or_is != by:
        require_checker(by, page)
    elif not user_can_check_coding(by, page) and not people_to_share_with(page).contains(by):
        raise PermissionDenied("This is not one of your areas.")
    list(ConsultationPage.objects.select_for_update(of=("self",), no_key=True).filter(pk=page.pk))
    return page


def _require_coders(page: ConsultationPage, people: Sequence[int]) -> None:
    if people_to_share_with(page).filter(pk__in=people).count() < len(people):
        raise CantShare(_("Choose people who may code in this area."))


def _unshared(page: ConsultationPage) -> dict[Hashable, Case]:
    """Women of whom a row is nobody's and unread, with all rows of theirs that are nobody's."""
    rows = responses_for(use=Use.READING_TEAM, consultation=page).filter(share__isnull=True)
    # a part that was stored in the very moment of an earlier sharing
    follow_visits(rows.filter(visit_hash__isnull=False).only("pk", "visit_hash"))
    unread = set(rows.filter(NOBODYS).values_list("pk", flat=True))
    cases: dict[Hashable, Case] = defaultdict(Case)
    for pk, visit in rows.order_by("pk").values_list("pk", "visit_hash"):
        cases[woman_of(pk, visit)].rows.append(pk)
    return {woman: case for woman, case in cases.items() if unread.intersection(case.rows)}


def _begun(cases: dict[Hashable, Case]) -> dict[Hashable, Case]:
    """The same, with who has read a part of each or coded it."""
    of = {row: case for case in cases.values() for row in case.rows}
    for some in _portions({row: [row] for row in of}):
        read = Reading.objects.filter(response__in=some).values_list("response", "reader")
        coded = Coding.objects.filter(response__in=some).values_list("response", "coder")
        for row, person in [*read, *coded]:
            of[row].begun_by.add(person)
    return cases


def _blind(page: ConsultationPage, people: Iterable[int]) -> dict[int, frozenset[int]]:
    """Person → rows that she codes blind."""
    return {person.pk: hidden_from(person) for person in User.objects.filter(pk__in=list(people))}


def _dealt(
    cases: Mapping[Hashable, Case],
    chosen: Sequence[int],
    still_here: Collection[int],
    blind: Mapping[int, frozenset[int]],
    rng: Random,
) -> dict[Hashable, int]:
    """Woman → who gets her. Everybody gets as many, or one more or less."""
    dealt: dict[Hashable, int] = {}
    # ids are random numbers, and no two women share one: an order to shuffle from, and no arrival
    women = sorted(cases, key=lambda woman: cases[woman].rows)
    rng.shuffle(women)
    turns = list(chosen)
    rng.shuffle(turns)
    has: Counter[int] = Counter()
    women.sort(key=lambda woman: not cases[woman].begun_by)  # what is begun is dealt first
    for woman in women:
        case = cases[woman]
        may = [p for p in turns if not blind[p].intersection(case.rows)]
        if begun := case.begun_by.intersection(still_here):
            may = [person for person in may if person in begun]
        if may:
            dealt[woman] = min(may, key=has.__getitem__)
            has[dealt[woman]] += 1
    return dealt


def _rest(page: ConsultationPage, coder: User) -> dict[Hashable, list[int]]:
    """Women of her share whom she hasn't begun with; once she may code no more, those whom she
    hasn't read whole. Without what she codes blind: that is another list."""
    rows = responses_for(use=Use.READING_TEAM, consultation=page).filter(share__coder=coder)
    ids = rows.order_by().values("pk")
    read, coded = (
        set(found.filter(response__in=ids).values_list("response", flat=True))
        for found in (Reading.objects.filter(reader=coder), Coding.objects.filter(coder=coder))
    )
    cases: dict[Hashable, list[int]] = defaultdict(list)
    for pk, visit in rows.order_by("pk").values_list("pk", "visit_hash"):
        cases[woman_of(pk, visit)].append(pk)
    kept = hidden_from(coder)
    if people_to_share_with(page).contains(coder):
        begun = read | coded | kept
        return {w: found for w, found in cases.items() if not begun.intersection(found)}
    return {w: found for w, found in cases.items() if not read.issuperset(found)}


def _portions(cases: Mapping[Hashable, list[int]]) -> Iterable[list[int]]:
    ids = [row for rows in cases.values() for row in rows]
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


def _shares(coder: User, rows: Collection[int]) -> QuerySet[Share]:
    return Share.objects.filter(coder=coder, response__in=rows)
