"""What staff do with the answers where no screen is walked, and how the answer reaches women."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from consultations.models import ConsultationPage, Decision, Stage
from consultations.services import enter_stage
from feedback.models import Form, Response
from feedback.review.models import WaitingResponse
from feedback.review.services import complete_review, open_batch
from feedback.review.sweep import sweep
from insights.models import Coding, ReviewPack, Theme
from insights.packs.services import sign_pack
from insights.services import mark_read
from tests.factories.packs import HOUSING, draft_of, make_decision
from tests.factories.themes import use_codebook
from tests.journeys import road
from tests.journeys.walking import Walk
from tests.journeys.whole.answering import printed


def read_everything(reviewer: User, page: ConsultationPage) -> None:
    """A person reads what was sent: nothing has to be taken out."""
    sweep()
    batch = open_batch(user=reviewer, area=page.area)
    for waiting in WaitingResponse.objects.filter(batch=batch):
        complete_review(user=reviewer, waiting=waiting, spans={}, level=0)


def find_themes(facilitator: User, form: Form) -> None:
    """By the small codebook: all of them spoke of housing."""
    page = form.consultation
    use_codebook(page)
    enter_stage(consultation=page, stage=Stage.THEMING, by=facilitator)
    housing = Theme.objects.get(code=HOUSING)
    for response in Response.objects.all():
        mark_read(response=response, by=facilitator)
        Coding.objects.create(
            response=response,
            theme=housing,
            coder=facilitator,
            decision=Coding.Decision.ADDED,
            codebook_version="1.0",
            coded_on=timezone.localdate(),
        )


def signed(facilitator: User, form: Form) -> ReviewPack:
    """The pack: women asked for a house, and it could not be."""
    decision = make_decision(
        you_said=road.YOU_SAID,
        answer=Decision.Answer.NOT,
        what=road.COULD_NOT,
        because=road.BECAUSE,
        due_on=timezone.localdate() + timedelta(days=90),
    )
    return sign_pack(pack=draft_of(form, facilitator, decisions=[decision]), by=facilitator)


def letter(facilitator: Walk, pack: ReviewPack) -> str:
    """What a letter for a prison says, as it comes out of the printer."""
    facilitator.go(reverse("insights:posters", args=[pack.pk]))
    address = reverse("insights:notice", args=[pack.pk, "letter-offline-en"])
    with facilitator.tab.expect_download() as made:
        facilitator.main.locator(f"a[href='{address}']").click()
    return printed(made.value)
