"""The demo's ground: areas, people, pages in two languages, questions, forms and helplines."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Page, Site

from accounts.models import User
from accounts.roles import Role
from accounts.services import grant_role
from config.demo import pages, story
from config.demo.story import Story
from consultations.models import ConsultationIndexPage, ConsultationPage, WhatHappenedPage
from core.models import Area, Helpline, HomePage, InformationPage
from feedback.models import Form, FormQuestion, Question, QuestionOption
from feedback.services import publish_form

ENGLISH, WELSH = "en-gb", "cy"


def day(offset: int) -> date:
    """So many days from today."""
    return timezone.localdate() + timedelta(days=offset)


def make_areas() -> dict[str, Area]:
    return {row["slug"]: Area.objects.create(**row) for row in story.AREAS}


def make_people(areas: dict[str, Area]) -> dict[str, User]:
    """Staff with their roles and areas, and an administrator, all with the demo's password."""
    people = {}
    for email, name, holdings in story.PEOPLE:
        people[email] = User.objects.create_user(email, story.PASSWORD, name=name, is_staff=True)
        for role, slug in holdings:
            grant_role(user=people[email], role=Role(role), area=areas[slug])
    email, name = story.ADMINISTRATOR
    people[email] = User.objects.create_superuser(email, story.PASSWORD, name=name)
    return people


def make_helplines() -> None:
    Helpline.objects.bulk_create(
        Helpline(checked_on=date(2026, 11, 21), **line) for line in story.HELPLINES
    )


def make_site() -> ConsultationIndexPage:
    """Home, consultations, what happened and two plain pages, in English and Welsh."""
    root = Page.objects.get(depth=1)
    root.get_children().delete()
    english = Locale.objects.get_or_create(language_code=ENGLISH)[0]
    welsh = Locale.objects.get_or_create(language_code=WELSH)[0]
    root = Page.objects.get(depth=1)
    home: HomePage = root.add_child(instance=HomePage(locale=english, **pages.HOME))
    Site.objects.all().delete()
    Site.objects.create(
        hostname="localhost", root_page=home, is_default_site=True, site_name="Alongside"
    )
    index = home.add_child(instance=ConsultationIndexPage(locale=english, **pages.INDEX))
    home.add_child(instance=WhatHappenedPage(locale=english, **pages.HAPPENED))
    for page in pages.PAGES:
        home.add_child(instance=InformationPage(locale=english, **page["en"]))
    _translate(home, welsh, pages.HOME_CY)
    _translate(index, welsh, pages.INDEX_CY)
    _translate(WhatHappenedPage.objects.get(), welsh, pages.HAPPENED_CY)
    for page in pages.PAGES:
        source = InformationPage.objects.get(slug=page["en"]["slug"], locale=english)
        _translate(source, welsh, page["cy"])
    return ConsultationIndexPage.objects.get(locale=english)


def _translate(page: Any, locale: Locale, words: dict[str, Any]) -> Any:
    translation = page.copy_for_translation(locale, copy_parents=True)
    for name, value in words.items():
        setattr(translation, name, value)
    translation.live = True
    translation.save()
    translation.save_revision().publish()
    return translation


def make_consultation(index: ConsultationIndexPage, areas: dict[str, Area], told: Story) -> Form:
    """One consultation in both languages, with its form published."""
    progress = ConsultationPage.Progress
    page: ConsultationPage = index.add_child(
        instance=ConsultationPage(
            locale=index.locale,
            title=told.title,
            slug=told.slug,
            area=areas[told.area],
            journey_stage=told.stage,
            purpose=told.purpose,
            who_reads=story.READERS.format(area=areas[told.area].name),
            opens_on=day(told.opens),
            closes_on=day(told.closes),
            reply_by=day(told.reply),
            progress=progress.GATHERING if told.state == "open" else progress.READING,
        )
    )
    welsh = {"title": told.title_cy, "purpose": told.purpose_cy, "who_reads": story.READERS_CY}
    _translate(page, Locale.objects.get(language_code=WELSH), welsh)
    form = Form.objects.create(consultation=page, title=told.title, slug=told.form)
    questions = [
        make_question(told.question, told.question_cy, "long_text"),
        shared_question(*story.ABOUT, "several", story.TOPICS),
        shared_question(*story.BETTER, "long_text", []),
    ]
    for order, question in enumerate(questions):
        FormQuestion.objects.create(form=form, question=question, sort_order=order)
    publish_form(form=form)
    return form


def shared_question(
    text: str, text_cy: str, kind: str, options: list[tuple[str, str, list[str]]]
) -> Question:
    """A question of the bank that several forms ask."""
    found = Question.objects.filter(text=text, locale__language_code=ENGLISH).first()
    return found or make_question(text, text_cy, kind, options)


def make_question(
    text: str,
    text_cy: str,
    kind: str,
    options: list[tuple[str, str, list[str]]] | None = None,
) -> Question:
    """A question and its options, in English and Welsh."""
    english = Locale.objects.get(language_code=ENGLISH)
    welsh = Locale.objects.get(language_code=WELSH)
    question = Question.objects.create(text=text, kind=kind, locale=english)
    for order, (name, _, _codes) in enumerate(options or []):
        QuestionOption.objects.create(
            question=question, text=name, sort_order=order, locale=english
        )
    translation = Question.objects.create(
        text=text_cy, kind=kind, locale=welsh, translation_key=question.translation_key
    )
    pairs = zip(question.options.all(), options or [], strict=True)
    for option, (_, name_cy, _codes) in pairs:
        QuestionOption.objects.create(
            question=translation,
            text=name_cy,
            sort_order=option.sort_order,
            locale=welsh,
            translation_key=option.translation_key,
        )
    return question
