"""The demo's ground: areas, people, the first pages of every site, questions and forms."""

from wagtail.models import Locale

from accounts.models import User
from accounts.roles import Role
from accounts.services import grant_role
from config.demo import stages, story
from config.demo.days import day as day
from config.demo.other_words import EASY_QUESTIONS
from config.demo.story import Story
from config.first_pages.services import ENGLISH, WELSH, make_pages, point_site, translate
from config.first_pages.services import make_helplines as make_helplines
from consultations.models import ConsultationIndexPage, ConsultationPage
from core.models import Area
from feedback.models import ContactService, Form, FormQuestion, Question, QuestionOption
from feedback.review.duty.services import save_period
from feedback.review.models import LeadPeriod
from feedback.services import publish_form


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


def make_contact_services(areas: dict[str, Area]) -> None:
    """Services that ring women who ask for it."""
    for row in story.CONTACT_SERVICES:
        ContactService.objects.create(**{**row, "area": areas[row["area"]]})


def make_leads(areas: dict[str, Area], people: dict[str, User]) -> None:
    """Who leads safeguarding in each area, and who stands in."""
    administrator = people[story.ADMINISTRATOR[0]]
    for slug, email, part, first, last, reach in story.LEADS:
        period = LeadPeriod(
            area=areas[slug],
            person=people[email],
            part=part,
            first_day=day(first),
            last_day=None if last is None else day(last),
            reach=reach,
        )
        save_period(user=administrator, period=period)


def make_site() -> ConsultationIndexPage:
    """The first pages that every site has, and a site record for this machine."""
    make_pages(contact=story.CONTACT)
    point_site(address="http://localhost")
    return ConsultationIndexPage.objects.get(locale__language_code=ENGLISH)


def make_consultation(index: ConsultationIndexPage, areas: dict[str, Area], told: Story) -> Form:
    """One consultation in both languages, a draft still, with its form published."""
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
            **stages.fields_of(told),
        )
    )
    welsh = {"title": told.title_cy, "purpose": told.purpose_cy, "who_reads": story.READERS_CY}
    translate(page, WELSH, welsh | stages.in_welsh(told))
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
    easy, easy_cy = EASY_QUESTIONS.get(text, ("", ""))
    question = Question.objects.create(text=text, easy=easy, kind=kind, locale=english)
    for order, (name, _, _codes) in enumerate(options or []):
        QuestionOption.objects.create(
            question=question, text=name, sort_order=order, locale=english
        )
    translation = Question.objects.create(
        text=text_cy,
        easy=easy_cy,
        kind=kind,
        locale=welsh,
        translation_key=question.translation_key,
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
