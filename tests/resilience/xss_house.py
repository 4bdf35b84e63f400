"""Where payloads come in: as women's answers, requests for contact, and what stands for staff."""

from collections.abc import Iterable
from functools import cached_property
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.utils import timezone

from accounts.models import User
from feedback.contact.asking import Asked
from feedback.contact.models import ContactService
from feedback.contact.services import send_request
from feedback.models import Form, Response
from feedback.payload import AnswerPayload
from feedback.review.models import ContactRequest, Reply, ReviewBatch, WaitingResponse
from feedback.review.replies.services import LONGEST
from feedback.review.services import complete_review, open_batch
from feedback.sealing import random_id
from feedback.services import ReadResponse, record_responses, submit_response
from feedback.uses import Use
from tests.factories.accounts import make_staff
from tests.factories.feedback import live, make_payload
from tests.feedback.review.conftest import sweep_now
from tests.fixtures.story import StaffClient
from tests.resilience.xss import packed, texts
from tests.resilience.xss_browser import Watch, missing

EVERY_USE = [use.value for use in Use if use is not Use.READING_TEAM]
_numbers = count(1)


class Tally:
    """Payloads that have not been seen yet on the pages of a view."""

    def __init__(self, watch: Watch, words: Iterable[str] | None = None) -> None:
        self.watch, self.left = watch, list(texts() if words is None else words)

    def look(self, selector: str) -> None:
        """Strike off those that stand there as they were typed."""
        if self.left:
            self.left = missing(self.watch.page, selector, self.left)

    def is_done(self) -> None:
        left = self.left
        assert not left, f"{self.watch.at}: {len(left)} never stood as typed, such as {left[:3]}"


class House:
    """A form, somebody who may see everything, her browser, and what has come in."""

    def __init__(self, form: Form, boss: StaffClient, watch: Watch) -> None:
        self.form, self.boss, self.watch = form, boss, watch
        self.area = form.consultation.area
        watch.log_in(boss, settings.SESSION_COOKIE_NAME)

    @cached_property
    def reader(self) -> User:
        """A reviewer of the area, who is not the one that looks."""
        return make_staff("reviewer", self.area)

    def answers(self, most: int, last: str = "") -> list[dict[str, AnswerPayload]]:
        """All payloads as answers to the three questions, `most` signs in each."""
        long, single, short = live(self.form).definition["questions"]
        other = [single["options"][-1]["key"]]
        sets, parts = [], packed(texts(), most)
        for start in range(0, len(parts), 3):
            words = ["\n".join(part) for part in parts[start : start + 3]]
            words[0] += last
            given = zip((long["key"], single["key"], short["key"]), words, strict=False)
            chosen = {single["key"]: other}
            sets.append({k: AnswerPayload(text=w, options=chosen.get(k, [])) for k, w in given})
        return sets

    def send(self, most: int = 3_400, last: str = "", **fields: Any) -> list[str]:
        """Women send all of it; swept. Their six words."""
        codes = [
            submit_response(
                payload=make_payload(self.form, answers=answers, **fields),
                visit=f"visit-{next(_numbers)}",
            )
            for answers in self.answers(most, last)
        ]
        sweep_now()
        return codes

    @property
    def waiting(self) -> list[WaitingResponse]:
        return list(WaitingResponse.objects.order_by("pk"))

    def read_all(self, user: User) -> ReviewBatch:
        """Somebody reads the batch and takes nothing out."""
        batch = open_batch(user=user, area=self.area)
        assert batch is not None
        for waiting in WaitingResponse.objects.filter(batch=batch):
            complete_review(user=user, waiting=waiting, spans={}, level=0)
        return batch

    def store(self, words: Iterable[str], **fields: Any) -> list[Response]:
        """Responses that were read, each with these words to the first question."""
        read = []
        for text in words:
            secret = random_id().to_bytes(32, "big")
            payload = make_payload(
                self.form, text, uses=EVERY_USE, receipt_hash=secret.hex(), **fields
            )
            read.append(ReadResponse(payload, secret, payload.answers))
        return record_responses(responses=read)

    def note_as_read(self, responses: Iterable[Response]) -> None:
        """What the reading room holds of stored responses whose originals were destroyed."""
        WaitingResponse.objects.bulk_create(
            WaitingResponse(
                intake_hash=bytes(response.intake_hash),
                key_id="",
                sealed=b"",
                version_id=response.version_id,
                area=self.area,
                channel="web",
                language="en-gb",
                swept_on=timezone.localdate(),
                status=WaitingResponse.Status.READ,
                response_id=response.pk,
            )
            for response in responses
        )

    def ask_for_contact(self) -> list[ContactRequest]:
        """Women ask to be contacted. Longer than the door takes, so that few rows hold it all."""
        service = ContactService.objects.create(
            area=self.area, name="The Women’s Centre", about="Many things.", answers="in two days"
        )
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("feedback.contact.asking.LONGEST", {})
            for place, part in enumerate(packed(texts(), 4_000)):
                asked = Asked(
                    services=[service.pk],
                    name=part[0],
                    route="text",
                    reach=part[1],
                    care=["no_message"],
                    safe="\n".join(part),
                    about=["home"],
                )
                send_request(
                    area=self.area,
                    services=[service],
                    asked=asked,
                    language="en-gb",
                    visit=f"contact-{place}",
                )
        sweep_now()
        return list(ContactRequest.objects.all())

    def write_replies(self, *states: Reply.State, to: Response | None = None) -> list[Reply]:
        """A colleague quotes women in replies as long as may be: one of each state to each, or
        all to one woman."""
        parts = ["\n".join(part) for part in packed(texts(without="\0"), LONGEST)]
        told = [to] * len(parts) if to else self.store(parts)
        now = timezone.now()
        return [
            Reply.objects.create(
                response=response,
                area=self.area,
                words=words,
                state=state,
                written_by=self.reader,
                written_at=now,
                sent_by=self.boss.user if state == Reply.State.SENT else None,
                sent_at=now if state == Reply.State.SENT else None,
            )
            for response, words in zip(told, parts, strict=True)
            for state in states
        ]

    @property
    def first_key(self) -> UUID:
        return UUID(live(self.form).definition["questions"][0]["key"])
