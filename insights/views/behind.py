"""The responses behind a number of a screen, as the address of a list names them.

    ?exactly=12                    people gave this very theme, without its sub-themes
    ?undecided=12                  the machine suggests this theme, and nobody decided on it
    ?turned_down=12                somebody turned it down, and nobody gave it
    ?sample=3&by=first&gave=12     of a compared sample, with those that it adds to: the first coder
                                   (or the second) gave this theme, or a sub-theme of it
    ?sample=3&by=both              all of these; by=same: both codings of this sample are the same;
                                   by=unsettled: they differ, and nobody has settled it
    ?lately=coded                  coded last; lately=new: those of them that brought a new theme
    ?progress=read                 read by anybody; mine: by her; coded; suggested
    ?progress=coded_now            coded by the codebook in use; compared: by two, and compared
    ?share=7&of=all                in the share of this person; read, coded: by her

What a reader codes blind is in none of them but what she or anybody has read, and that it is
coded. What can't be understood is left out.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Response
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import Coding, Reading, Suggestion, Theme
from insights.rigour.blind import hidden_from
from insights.rigour.fit import did_not_fit, lately_coded
from insights.rigour.pairs import (
    SIDES,
    coded_alike,
    drawn,
    gave,
    left_to_settle,
    members_of,
    of_women,
)
from insights.rigour.selectors import compared_samples
from insights.selectors.counts import undecided_on
from insights.selectors.progress import POSITIVE, codebook_in_use
from insights.selectors.themes import themes_in
from insights.selectors.women import with_a_part_in
from insights.sharing.selectors import rows_shared

Asked = dict[str, str]
OF_THEME = ("exactly", "undecided", "turned_down")
NAMES = (*OF_THEME, "sample", "by", "gave", "lately", "progress", "share", "of")
SAYS: Mapping[str, Promise] = {
    "exactly": _("given this very theme, without its sub-themes:"),
    "undecided": _("suggested, not decided yet:"),
    "turned_down": _("turned down, and given by nobody:"),
    "first": _("of the sample, the first coder gave"),
    "second": _("of the sample, the second coder gave"),
    "both": _("of the sample, coded by both"),
    "same": _("of the sample, the same themes in both codings"),
    "unsettled": _("of the sample, coded differently and not settled yet"),
    "coded": _("those that were coded last"),
    "new": _("of those that were coded last, those that brought a new theme"),
    "progress read": _("read by somebody"),
    "progress mine": _("read by you"),
    "progress coded": _("coded by a person, by any codebook"),
    "progress coded_now": _("coded by a person, by this codebook"),
    "progress compared": _("of the samples, coded by both"),
    "progress suggested": _("with suggestions"),
    "share all": _("of one person's share"),
    "share read": _("of one person's share, read by her"),
    "share coded": _("of one person's share, coded by her"),
}


@dataclass(frozen=True)
class Behind:
    """What a list holds to: a question to the leading rows of `insights.selectors.queue`, what it
    says, and how an address has it."""

    among: Q
    says: Promise
    pairs: tuple[tuple[str, str], ...]
    theme: Theme | None = None


@dataclass(frozen=True)
class Here:
    """Whose responses, and for whom."""

    page: ConsultationPage
    reader: User

    @property
    def rows(self) -> QuerySet[Response]:
        return responses_for(use=Use.READING_TEAM, consultation=self.page)

    def part(self, of_row: Q) -> Q:
        """That a row of the visit is so, as far as she may know."""
        hidden = hidden_from(self.reader)
        return with_a_part_in(self.rows.filter(of_row).exclude(pk__in=hidden))

    def theme(self, said: str) -> Theme | None:
        """A theme that an address names: as a rule one of those that the page shows anyway."""
        pk = _pk(said)
        if pk is None:
            return None
        known = {theme.pk: theme for theme in themes_in(codebook_in_use(self.page))}
        return known.get(pk) or Theme.objects.filter(pk=pk).first()


def behind(data: QueryDict, consultation: ConsultationPage, reader: User) -> Behind | None:
    """Read an address. None where it names no number."""
    asked = {name: value for name in NAMES if (value := data.get(name, ""))}
    if not asked:
        return None
    here = Here(consultation, reader)
    return next((ask(asked, here) for name, ask in _ASKS.items() if name in asked), None)


def _of_theme(name: str) -> Callable[[Asked, Here], Behind | None]:
    def ask(asked: Asked, here: Here) -> Behind | None:
        theme = here.theme(asked[name])
        if theme is None:
            return None
        rows = _with(name, theme, here)
        return Behind(here.part(rows), SAYS[name], ((name, str(theme.pk)),), theme)

    return ask


def _with(name: str, theme: Theme, here: Here) -> Q:
    if name == "turned_down":
        return Q(pk__in=did_not_fit(here.page, theme, here.reader).order_by().values("pk"))
    if name == "undecided":
        return Q(Exists(undecided_on(theme).filter(response=OuterRef("pk"))))
    return Q(Exists(Coding.objects.filter(POSITIVE, theme=theme, response=OuterRef("pk"))))


def _of_sample(asked: Asked, here: Here) -> Behind | None:
    pk, by = _pk(asked["sample"]), asked.get("by", "")
    samples = drawn(here.page, pk) if pk is not None else []
    if not samples or by not in (*SIDES, "both", "same", "unsettled"):
        return None
    kept = (("sample", str(pk)), ("by", by))
    if by == "same":
        return Behind(here.part(Q(pk__in=coded_alike(samples[0]))), SAYS[by], kept)
    if by == "unsettled":
        return Behind(here.part(left_to_settle(samples[0])), SAYS[by], kept)
    if by == "both":
        return Behind(here.part(of_women(members_of(*samples))), SAYS[by], kept)
    theme = here.theme(asked.get("gave", ""))
    if theme is None:
        return None
    pairs = (*kept, ("gave", str(theme.pk)))
    return Behind(here.part(gave(samples, by, theme)), SAYS[by], pairs, theme)


def _lately(asked: Asked, here: Here) -> Behind | None:
    which = asked["lately"]
    if which not in ("coded", "new"):
        return None
    found: list[Hashable] = []
    if not hidden_from(here.reader):  # which are new tells what others gave the rest
        lately = lately_coded(here.page)
        found = [woman for woman, is_new in lately.items() if is_new or which == "coded"]
    rows = Q(pk__in=[one for one in found if isinstance(one, int)])
    rows |= Q(visit_hash__in=[one for one in found if isinstance(one, bytes)])
    return Behind(here.part(rows), SAYS[which], (("lately", which),))


def _progress(asked: Asked, here: Here) -> Behind | None:
    which, of = asked["progress"], {"response": OuterRef("pk")}
    rows, now = here.rows, codebook_in_use(here.page)
    found = {
        # all that she sent in one visit was read
        "read": ~with_a_part_in(rows.filter(~Exists(Reading.objects.filter(**of)))),
        "mine": Q(read_by_her=True),
        # that it is coded says of no theme anything: all that is coded blind is
        "coded": with_a_part_in(rows.filter(Exists(Coding.objects.filter(POSITIVE, **of)))),
        "coded_now": with_a_part_in(
            rows.filter(Exists(Coding.objects.filter(POSITIVE, theme__codebook=now, **of)))
        ),
        "suggested": here.part(Q(Exists(Suggestion.objects.firm().filter(**of)))),
    }
    if which == "compared":
        found[which] = of_women(members_of(*compared_samples(here.page)))
    if which not in found:
        return None
    return Behind(found[which], SAYS[f"progress {which}"], (("progress", which),))


def _of_share(asked: Asked, here: Here) -> Behind | None:
    pk, which = _pk(asked["share"]), asked.get("of", "")
    if pk is None or which not in ("all", "read", "coded"):
        return None
    rows = rows_shared(here.page).filter(share__coder=pk)
    found = with_a_part_in(rows)
    if which == "read":
        found &= ~with_a_part_in(rows.filter(is_read=False))
    if which == "coded":
        found = with_a_part_in(rows.filter(is_coded=True))
    return Behind(found, SAYS[f"share {which}"], (("share", str(pk)), ("of", which)))


def _pk(said: str) -> int | None:
    if not (said.isascii() and said.isdigit() and len(said) < 20):
        return None
    return pk if (pk := int(said)) <= BigIntegerField.MAX_BIGINT else None


_ASKS: Mapping[str, Callable[[Asked, Here], Behind | None]] = {
    **{name: _of_theme(name) for name in OF_THEME},
    "sample": _of_sample,
    "lately": _lately,
    "progress": _progress,
    "share": _of_share,
}
