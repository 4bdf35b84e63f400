"""Hundreds of consultations at once: rows of the tree and of the page, as add_child leaves them."""

from collections.abc import Sequence
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from wagtail.models import Page

from consultations.models import ConsultationPage, Stage
from core.journey import JourneyStage
from core.models import Area, HomePage
from tests.factories.consultations import TRAITS, make_index
from tests.factories.promises import day

DAYS = TRAITS | {"closed": (-90, -40)}  # of those that are closed, most are late


def make_many(home: HomePage, areas: Sequence[Area], number: int) -> list[ConsultationPage]:
    """So many published consultations, of each area, stage and state in turn."""
    index = make_index(home)
    index.refresh_from_db()
    kind = ContentType.objects.get_for_model(ConsultationPage)
    first = index.numchild
    pages = []
    for place in range(first, first + number):
        opens, closes = list(DAYS.values())[place % len(DAYS)]
        pages.append(
            ConsultationPage(
                path=ConsultationPage._get_path(index.path, index.depth + 1, place + 1),
                depth=index.depth + 1,
                title=f"Question {place}",
                draft_title=f"Question {place}",
                slug=f"question-{place}",
                url_path=f"{index.url_path}question-{place}/",
                translation_key=uuid4(),
                locale=home.locale,
                content_type=kind,
                area=areas[place % len(areas)],
                journey_stage=list(JourneyStage)[place % len(JourneyStage)],
                purpose="We can still change how release days are planned. " * 6,
                who_reads="Two people of the women's service.",
                opens_on=day(opens),
                closes_on=day(closes),
                reply_by=day(closes + 1 + place % 60),
                reached=Stage.CHECKED,
            )
        )
    columns = [field.attname for field in Page._meta.local_concrete_fields if field.attname != "id"]
    Page.objects.bulk_create(Page(**{n: getattr(page, n) for n in columns}) for page in pages)
    keys = dict(Page.objects.child_of(index).values_list("path", "pk"))
    for page in pages:
        page.pk = page.page_ptr_id = keys[page.path]
        page.save_base(raw=True, force_insert=True)  # its own table: the tree has its row
    Page.objects.filter(pk=index.pk).update(numchild=F("numchild") + number)
    return pages
