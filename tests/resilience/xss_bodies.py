"""Screens of what bodies said, which show what anyone may have typed."""

from django.urls import reverse

from consultations.bodies.kinds import BodyKind
from insights.bodies.services import set_body_aside
from tests.factories.bodies import make_body, make_body_form
from tests.factories.themes import use_codebook
from tests.resilience.xss import packed, texts
from tests.resilience.xss_house import House, Tally
from tests.resilience.xss_registry import shows

AT_ONCE = 150  # in one list


@shows("insights:bodies", "insights:bodies_of", "insights:body")
def what_bodies_said(house: House) -> None:
    """Names in the list; then each answer to be read, and as it stands when it is set aside."""
    page = house.form.consultation
    make_body_form(page)
    use_codebook(page)
    safe = texts(without="\0")
    named = [text for text in safe if len(text) <= 120]
    assert len(named) > 100
    house.watch.go(reverse("insights:bodies"))
    listed = Tally(house.watch, named)
    for start in range(0, len(named), AT_ONCE):
        page.body_answers.all().delete()
        for text in named[start : start + AT_ONCE]:
            make_body(page, organisation=text, role=text, kind=BodyKind.OTHER, read=False)
        house.watch.go(reverse("insights:bodies_of", args=[page.pk]))
        listed.look("th .title-wrapper")
    listed.is_done()
    typed, aside = Tally(house.watch, safe), Tally(house.watch, safe)
    for part in packed(safe, 9_000):
        answer = make_body(page, "\n".join(part), role="Manager", read=False)
        address = reverse("insights:body", args=[page.pk, answer.pk])
        house.watch.go(address)
        typed.look("textarea")
        set_body_aside(answer=answer, by=house.boss.user, why="spam")  # type: ignore[arg-type]
        house.watch.go(address)
        aside.look(".said")
    typed.is_done()
    aside.is_done()
