"""What a person makes of a proposal: a theme, cues of another theme, or nothing; and undoing it.

Accepting makes a theme with cues and codes nothing: a look for themes follows and suggests it,
response by response. Each decision is in its row, with its day, so no audit line stands beside it.
"""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from insights.codebook.making import free_code
from insights.codebook.own_words import require_own_words
from insights.codebook.recording import NotPossible as HerName
from insights.codebook.recording import look_in_all, raise_version
from insights.models import Codebook, Coding, PackDecision, Proposal, Theme
from insights.permissions import user_can_choose_codebook
from insights.proposals.selectors import proposals_for

LONGEST_NAME = 120


class ProposalChanged(ValueError):
    """Somebody decided meanwhile, or the consultation is coded with another codebook now."""


class NotPossible(ValueError):
    """What was asked for doesn't fit the codebook. The message says why, for the code's reader."""


class NameTaken(NotPossible):
    """The codebook has a theme of this name: merge instead."""


class InHerWords(NotPossible):
    """The name is what one woman said. The message is for the person who typed it."""


class ThemeInUse(NotPossible):
    """Something was coded, decided or built with it since, so it can't be undone."""


@transaction.atomic
def accept_proposal(
    *,
    proposal: Proposal,
    by: User,
    name: str,
    axis: str,
    words: Sequence[str],
    description: str = "",
) -> Theme:
    """Make a theme of it, with the chosen words as cues. It codes nothing.

    Raises PermissionDenied, ProposalChanged, NameTaken, and NotPossible for an axis that the
    codebook doesn't have, or for no word or name.
    """
    locked = _open(proposal, by)
    codebook = _locked(locked.codebook)
    axes = dict(codebook.themes.values_list("axis", "axis_name"))
    plain = " ".join(name.split())
    if axis not in axes or not plain:
        raise NotPossible("A theme needs a name, and an axis of its codebook.")
    if codebook.themes.filter(name__iexact=plain, status=Theme.Status.ACTIVE).exists():
        raise NameTaken("There is a theme of this name.")
    try:
        require_own_words(codebook, {"name": plain})
    except HerName as error:
        raise InHerWords(str(error)) from error
    cues = _chosen(locked, words)
    last = codebook.themes.aggregate(last=Max("order"))["last"] or 0
    theme = Theme.objects.create(
        codebook=codebook,
        axis=axis,
        axis_name=axes[axis],
        code=free_code(codebook, axis, plain),
        name=plain[:LONGEST_NAME],
        description=description.strip(),
        cues=cues,
        order=last + 1,
    )
    _changed(codebook)
    _decide(locked, by, Proposal.State.ACCEPTED, theme=theme, cues_given=cues)
    return theme


@transaction.atomic
def merge_proposal(
    *, proposal: Proposal, by: User, theme: Theme, words: Sequence[str]
) -> list[str]:
    """Give the chosen words to a theme that there is, as cues. Returns those that it hadn't.

    Raises PermissionDenied, ProposalChanged, and NotPossible for a theme that isn't in use in this
    codebook, or for no word.
    """
    locked = _open(proposal, by)
    codebook = _locked(locked.codebook)
    into = codebook.themes.select_for_update().filter(pk=theme.pk, status=Theme.Status.ACTIVE)
    target = into.first()
    if target is None:
        raise NotPossible("The theme is not in use in this codebook.")
    given = [word for word in _chosen(locked, words) if word not in target.cues]
    if given:
        target.cues = [*target.cues, *given]
        target.save(update_fields=["cues"])
        _changed(codebook)
    _decide(locked, by, Proposal.State.MERGED, theme=target, cues_given=given)
    return given


@transaction.atomic
def discard_proposal(*, proposal: Proposal, by: User, reason: str = "") -> None:
    """Say that it is no theme. It isn't proposed again in nearly the same words.

    Raises PermissionDenied and ProposalChanged.
    """
    locked = _open(proposal, by)
    _decide(locked, by, Proposal.State.DISCARDED, reason=" ".join(reason.split())[:300])


@transaction.atomic
def undo_proposal(*, proposal: Proposal, by: User) -> None:
    """Open it again, and take out of the codebook what it brought.

    Raises PermissionDenied, ProposalChanged if it is open, and ThemeInUse once something was coded
    with what it brought.
    """
    locked = _hers(proposal, by)
    if locked.state == Proposal.State.OPEN:
        raise ProposalChanged("It is open.")
    codebook, theme = _locked(locked.codebook), locked.theme
    if theme is not None and locked.state == Proposal.State.ACCEPTED:
        _refuse_use(theme, locked)
        theme.delete()
    elif theme is not None and locked.cues_given:
        _refuse_codings_by(theme, set(locked.cues_given))
        theme.cues = [cue for cue in theme.cues if cue not in locked.cues_given]
        theme.save(update_fields=["cues"])
    if locked.cues_given:
        _changed(codebook)
    _decide(locked, None, Proposal.State.OPEN)


def _hers(proposal: Proposal, by: User) -> Proposal:
    """The proposal, locked, if she may edit codebooks in its area."""
    if not user_can_choose_codebook(by, proposal.consultation):
        raise PermissionDenied("This is not one of your areas.")
    rows = proposals_for(proposal.consultation).select_related(None)
    locked = rows.select_for_update().filter(pk=proposal.pk).first()
    if locked is None:
        raise ProposalChanged("It is not there any more, or is for another codebook.")
    return locked


def _open(proposal: Proposal, by: User) -> Proposal:
    locked = _hers(proposal, by)
    if locked.state != Proposal.State.OPEN:
        raise ProposalChanged("Somebody has decided on it.")
    return locked


def _locked(codebook: Codebook) -> Codebook:
    return Codebook.objects.select_for_update().get(pk=codebook.pk)


def _chosen(proposal: Proposal, words: Sequence[str]) -> list[str]:
    """Words of the proposal that were ticked, in its order. Raises NotPossible if there is none."""
    chosen = [word for word in proposal.words if word in words]
    if not chosen:
        raise NotPossible("A theme is found by its cues: choose a word at least.")
    return chosen


def _changed(codebook: Codebook) -> None:
    """What it finds may be other than before: another version, and a look for themes follows
    wherever it is used."""
    raise_version(codebook)
    look_in_all(codebook)


def _decide(proposal: Proposal, by: User | None, state: str, **made: Any) -> None:
    """Write a decision down, or that there is none any more."""
    proposal.state = state
    proposal.decided_by = by
    proposal.decided_on = timezone.localdate() if by else None
    proposal.theme = made.get("theme")
    proposal.cues_given = made.get("cues_given", [])
    proposal.reason = made.get("reason", "")
    proposal.save()


def _refuse_use(theme: Theme, proposal: Proposal) -> None:
    """Raise ThemeInUse if a person coded or decided with the theme, or built on it."""
    others = theme.proposals.exclude(pk=proposal.pk)
    decisions = PackDecision.objects.filter(theme=theme)
    if any(
        rows.exists()
        for rows in (
            *(theme.codings, decisions, theme.findings),
            *(theme.children, others, theme.changes),
        )
    ):
        raise ThemeInUse("Something was done with this theme since.")


def _refuse_codings_by(theme: Theme, cues: set[str]) -> None:
    """Raise ThemeInUse if a person decided on a suggestion that one of these cues caused. Cues of a
    sub-theme suggest the theme above it."""
    codings = Coding.objects.filter(suggestion__theme__in=[theme.pk, theme.parent_id or theme.pk])
    for words in codings.values_list("suggestion__words", flat=True):
        if cues & {word.get("cue") for word in words or ()}:
            raise ThemeInUse("Something was coded by these cues since.")
