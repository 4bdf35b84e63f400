"""A decision that was published can't be made to disappear."""

import pytest

from accounts.models import User
from insights.findings.services import Promised, remove, save_decision
from insights.models import ReviewPack
from insights.packs.services import publish_pack, sign_pack, start_pack
from tests.factories.packs import make_decision
from tests.fixtures.story import StaffClient
from tests.insights.findings.screens import url

pytestmark = pytest.mark.pages


def test_a_published_decision_stays_with_what_women_said(
    draft: ReviewPack, facilitator: User, client: StaffClient
) -> None:
    publish_pack(pack=sign_pack(pack=draft, by=facilitator), by=facilitator)
    later = start_pack(consultation=draft.consultation, by=facilitator)
    promised = later.decisions.get()
    with pytest.raises(Promised):
        remove(row=promised, by=facilitator)
    page = client.post(url("remove_decision", later, promised.pk), follow=True)
    assert "women were promised to hear what came of it" in page.content.decode()
    promised.you_said = "Something else."
    with pytest.raises(Promised):
        save_decision(decision=promised, by=facilitator)
    assert later.decisions.get().you_said != "Something else."


def test_what_was_not_published_may_go_and_an_answer_may_change(
    draft: ReviewPack, facilitator: User
) -> None:
    publish_pack(pack=sign_pack(pack=draft, by=facilitator), by=facilitator)
    later = start_pack(consultation=draft.consultation, by=facilitator)
    promised = later.decisions.get()
    promised.answer, promised.because = "not", "The money went."
    promised.moved_because = "The council took it back."
    save_decision(decision=promised, by=facilitator)
    new = save_decision(decision=make_decision(pack=later), by=facilitator)
    remove(row=new, by=facilitator)
    assert [d.answer for d in later.decisions.all()] == ["not"]
