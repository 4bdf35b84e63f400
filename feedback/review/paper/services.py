"""Printing, as a member of staff: for forms of her areas, with an audit line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from accounts.permissions import areas_where, user_may
from accounts.services import audit
from consultations.models import Stage
from core.addresses import PUBLIC_ADDRESSES
from feedback.models import Form, FormVersion
from feedback.review.paper.models import MOST_COPIES, PrintRun
from feedback.review.paper.numbers import Copy, Proof
from feedback.review.paper.pdf import forms_pdf
from feedback.review.paper.sheet import About, lay_out
from feedback.selectors import live_version
from feedback.uses import USES_WORDING

PRINT = "feedback.print_paper"


# in one file: 200 copies of six took 6 s on two cores and 720 MB
MOST_QUESTIONS = 1_600


class NothingPublished(ValueError):
    """The form has no version to print."""


class HasClosed(ValueError):
    """Its consultation takes nothing more, so nothing of it is handed out."""


def areas_of_paper(user: Any) -> set[int]:
    """Ids of the areas whose forms she may print. Asked once a request: lists ask for each row."""
    if not hasattr(user, "areas_of_paper"):
        user.areas_of_paper = set(areas_where(user, PRINT).values_list("pk", flat=True))
    areas: set[int] = user.areas_of_paper
    return areas


def printable_forms(user: User) -> QuerySet[Form]:
    """Published forms of areas where she prints, of what takes answers or will; of a draft a proof.
    What has closed is printed no more."""
    forms = Form.objects.filter(consultation__area__in=areas_where(user, PRINT))
    to_come = Q(consultation__closes_on__gte=timezone.localdate())
    forms = forms.filter(
        Q(consultation__reached=Stage.DRAFT) | Q(consultation__reached=Stage.CHECKED) & to_come
    )
    return forms.filter(versions__replaced_on=None, versions__isnull=False).distinct()


def is_proof(form: Form) -> bool:
    """Whether a copy of it is to look at alone: nobody has checked yet that it may be asked, or
    something is missing since."""
    page = form.consultation.source
    return page.reached == Stage.DRAFT or page.is_held_back


def most_copies(version: FormVersion) -> int:
    """How many copies of this version one file may hold."""
    return max(1, min(MOST_COPIES, MOST_QUESTIONS // max(1, len(version.questionnaire.items))))


@dataclass(frozen=True)
class Printed:
    """A run, and its file. The words on its slips are in this file and nowhere else. A proof is no
    run: it has no number, no words, and can't be keyed."""

    run: PrintRun | None
    pdf: bytes


def print_forms(
    *, user: User, form: Form, language: str, copies: int, returns: str, root: str
) -> Printed:
    """Make so many copies of the live version. `root` is the public site's address.

    The run is written down first: making the file takes seconds, for which nothing may be locked.
    Of a draft it makes one proof instead. Raises PermissionDenied, NothingPublished, HasClosed, and
    ValueError for too few or too many copies.
    """
    if not user_may(user, PRINT, form.area_id):
        raise PermissionDenied
    version = live_version(form)
    if version is None:
        raise NothingPublished
    if not 1 <= copies <= most_copies(version):
        raise ValueError(f"From 1 to {most_copies(version)} copies.")
    if not printable_forms(user).filter(pk=form.pk).exists():
        raise HasClosed
    run = PrintRun(
        version=version,
        area_id=form.area_id,
        language=language,
        copies=copies,
        uses_wording=USES_WORDING,
        returns=returns,
        printed_on=timezone.localdate(),
    )
    if is_proof(form):
        audit(user=user, action="printed a proof of a form", subject=f"{form.slug}, {language}")
        return Printed(None, _file(run, root, [Proof()]))
    with transaction.atomic():
        run.save()
        what = f"run {run.pk}: {copies} of {form.slug} version {version.number}, {language}"
        audit(user=user, action="printed paper forms", subject=what)
    return Printed(run, _file(run, root, [Copy(run.pk, n) for n in range(1, run.copies + 1)]))


def _file(run: PrintRun, root: str, copies: Sequence[Copy | Proof]) -> bytes:
    with override(run.language):
        sheet = lay_out(run.version.questionnaire, _about(run, root))
        return forms_pdf(sheet, copies)


def _about(run: PrintRun, root: str) -> About:
    form = run.version.form
    page = form.consultation.localized
    return About(
        title=page.title,
        purpose=page.purpose,
        who_reads=page.who_reads,
        returns=run.returns,
        address=root + reverse("feedback:start", args=[form.slug], urlconf=PUBLIC_ADDRESSES),
        words=root + reverse("feedback:receipt", urlconf=PUBLIC_ADDRESSES),
        operator=settings.OPERATOR_NAME,
        wording=run.uses_wording,
    )


def last_returns(user: User) -> dict[str, str]:
    """Language → how forms of her areas came back when they were printed last."""
    runs = runs_for(user).order_by("pk").values_list("language", "returns")
    return dict(runs)


def runs_for(user: User) -> QuerySet[PrintRun]:
    """What was printed in her areas, the latest first."""
    runs = PrintRun.objects.filter(area__in=areas_where(user, PRINT))
    return runs.select_related("version__form", "area")
