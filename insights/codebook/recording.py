"""What every change of a codebook shares: who may, the lock, the record, the version, the look.

A change is begun, sets fields through `Work`, and is written down once at its end.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import areas_where
from core.models import Area
from insights.codebook.models import CodebookChange
from insights.codebook.versions import next_version
from insights.models import Codebook, Coding, Theme, Theming
from insights.permissions import EDIT_CODEBOOKS, user_can_edit_codebook
from insights.selectors.progress import POSITIVE
from insights.selectors.women import women
from insights.services.runs import look_again

Record = dict[str, dict[str, list[Any]]]
LONGEST_WHY = 300
# After these, what women are counted under is other than before, whatever themes say.
MOVES_CODINGS = {CodebookChange.Kind.MERGED, CodebookChange.Kind.SPLIT}
# Fields by which the machine finds themes: a look follows where one of them changed.
FOUND_BY = {"name", "description", "cues", "cues_cy", "examples", "status", "parent_id"}


class NotPossible(ValueError):
    """What was asked for doesn't fit the codebook. The message is for the person who asked;
    `field` is where it belongs in a form."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class OtherAreas(NotPossible):
    """It would move codings made in areas where she may not edit codebooks."""


@dataclass
class Work:
    """A change while it is being made, under the codebook's lock."""

    codebook: Codebook
    by: User
    themes: Record = field(default_factory=dict)
    codings: dict[str, Any] = field(default_factory=dict)

    def fresh(self, theme: Theme) -> Theme:
        """The theme as it stands now, locked, so that nobody codes with it meanwhile. Raises
        NotPossible if it isn't of this codebook."""
        found = self.codebook.themes.select_for_update().filter(pk=theme.pk).first()
        if found is None:
            raise NotPossible(_("That theme is not in this codebook any more."))
        return found

    def touch(self, theme: Theme) -> dict[str, list[Any]]:
        """Note that the change is about this theme, whatever becomes of its fields."""
        return self.themes.setdefault(str(theme.pk), {})

    def set(self, theme: Theme, **fields: Any) -> None:
        """Set fields of a theme, by the names of their columns, and note those that change."""
        noted = self.touch(theme)
        changed = {name: v for name, v in fields.items() if getattr(theme, name) != v}
        for name, value in changed.items():
            noted[name] = [getattr(theme, name), value]
            setattr(theme, name, value)
        if changed:
            theme.save(update_fields=list(changed))


def begin(codebook: Codebook, by: User) -> Work:
    """Lock the codebook for a change. Raises PermissionDenied."""
    if not user_can_edit_codebook(by, codebook):
        raise PermissionDenied("This codebook is not used in one of your areas.")
    return Work(Codebook.objects.select_for_update().get(pk=codebook.pk), by)


def finish(work: Work, kind: CodebookChange.Kind, theme: Theme, why: str = "") -> CodebookChange:
    """Write the change down, give the codebook its next version, and have a look follow."""
    before = work.codebook.version
    change = CodebookChange.objects.create(
        codebook=work.codebook,
        kind=kind,
        theme=theme,
        why=" ".join(why.split())[:LONGEST_WHY],
        version_before=before,
        version_after=before if kind == CodebookChange.Kind.NAMED else raise_version(work.codebook),
        themes=work.themes,
        codings=work.codings,
        made_by=work.by,
        made_on=timezone.localdate(),
    )
    if kind != CodebookChange.Kind.NAMED:
        look_where_it_shows(work.codebook, work.themes)
    what = f"{change.get_kind_display()}: “{theme}”." if kind in MOVES_CODINGS else ""
    signatures_lapse(work.codebook, work.by, what)
    return change


def signatures_lapse(codebook: Codebook, by: User | None, what: str = "") -> None:
    """Look whether what was signed still stands, wherever the codebook is used. `what` was done to
    what is coded."""
    from insights.rigour.signing import note_changed  # which stands above codebooks

    used = Theming.objects.filter(codebook=codebook, consultation__sign_offs__step="signed")
    for theming in used.distinct().select_related("consultation"):
        note_changed(theming.consultation, by, what)


def require_reason_for_few(theme: Theme, why: str) -> None:
    """Raise NotPossible where a theme that few women raised somewhere, or that was kept when few
    had raised it, would go without a reason: it falls out of the list of quiet voices
    (insights.rigour.quiet)."""
    from insights.rigour.quiet import QUIET_BELOW, kept_in  # which stands above codebooks

    if why.strip() or theme.parent_id is not None:
        return
    page = "response__version__form__consultation"
    given = Coding.objects.filter(
        Q(theme=theme) | Q(theme__parent=theme), POSITIVE, theme__codebook=theme.codebook_id
    )
    raised = given.order_by().values_list(page, f"{page}__title").annotate(n=women("response__"))
    few = sorted({title for _pk, title, n in raised if n < QUIET_BELOW} | kept_in(theme))
    if few:
        raise NotPossible(
            _("Few women raised this in “%s”. Say why, so that it doesn't go unnoticed.") % few[0],
            "why",
        )


def raise_version(codebook: Codebook) -> str:
    """Give it the next version, and return that."""
    codebook.version = next_version(codebook.version)
    codebook.save(update_fields=["version"])
    return codebook.version


def look_where_it_shows(codebook: Codebook, themes: Record) -> None:
    """Have themes looked for in every consultation with this codebook, if the machine would find
    other ones now."""
    if any(FOUND_BY & set(fields) for fields in themes.values()):
        look_in_all(codebook)


def look_in_all(codebook: Codebook) -> None:
    """Have themes looked for in every consultation with this codebook."""
    themings = Theming.objects.filter(codebook=codebook).select_related("consultation")
    for theming in themings:
        look_again(consultation=theming.consultation)


def require_right_in(areas: Iterable[int], by: User) -> None:
    """Raise OtherAreas if codings of areas would be moved in which she may not edit codebooks."""
    lacking = Area.objects.filter(pk__in=areas).exclude(pk__in=areas_where(by, EDIT_CODEBOOKS))
    names = ", ".join(lacking.order_by("name").values_list("name", flat=True))
    if names:
        raise OtherAreas(
            _(
                "This would move what was coded in %(areas)s. Ask somebody who may edit "
                "codebooks there."
            )
            % {"areas": names}
        )


def require_free_name(codebook: Codebook, name: str, *, but: Sequence[int] = ()) -> None:
    """Raise NotPossible if a theme in use has this name already."""
    others = codebook.themes.filter(status=Theme.Status.ACTIVE).exclude(pk__in=but)
    if others.filter(name__iexact=name).exists():
        raise NotPossible(_("The codebook has a theme of this name: “%s”.") % name, "name")
