"""A small cell is in nothing that the public, a panel or a prison gets: not as a number, not by
what is left out, not by a quote or a finding. Ten women are the first that show.

The same consultation is published with 0, 4 and 9 women in one cell, and with 0, 1 and 2 bodies
that gave no name: every page and file must be the same to the letter. With ten, with three, and in
the review edition, it may differ: so the test can fail.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction

from accounts.models import User
from consultations.bodies.kinds import BodyKind
from feedback.models import Form, Response
from insights.bodies.services import give_themes
from insights.findings.services import save_decision
from insights.models import Coding, ReviewPack, Theme
from insights.packs.selectors import shown_edition
from insights.packs.services import publish_pack, sign_pack
from tests.factories.bodies import make_body
from tests.factories.packs import (
    COURT,
    HOUSING,
    MONEY,
    bank_quote,
    draft_of,
    finding_with_quotes,
    make_coded,
    make_crowd,
    make_decision,
    make_finding,
    make_recommendation,
)
from tests.insights.outside import everything_public, told_on

pytestmark = [pytest.mark.pages, pytest.mark.long]
ON_MONEY = "I borrowed it at the worst of rates, and still pay."
SENTENCE = "Debts wait at the gate."
SMALL = (0, 4, 9)
DECIDED = "Nobody helps with debts."
OF_A_BODY = "Our cells fill up on Fridays."
BODIES = {0: 0, 4: 1, 9: 2, 10: 3}  # women in the cell → bodies without a name


class Enough(Exception):
    """Ends a world: nothing of it stays."""


@contextmanager
def a_world() -> Iterator[None]:
    try:
        with transaction.atomic(), transaction.atomic("intake"):
            yield
            raise Enough
    except Enough:
        pass


def published_with(form: Form, by: User, cell: int) -> ReviewPack:
    """60 women, 40 on housing; of the 20 others so many spoke of money at court, on paper. The last
    of these lets anyone read her words."""
    women: list[tuple[list[str], str]] = [([HOUSING], "web")] * 40 + [([], "paper")] * 20
    make_crowd(form, by, women)
    here = Response.objects.filter(version__form=form, channel="paper").order_by("pk")
    themes = [Theme.objects.get(code=code) for code in (MONEY, COURT)]
    for response in here[:cell]:
        for theme in themes:
            _give(response, theme, by)
    told = make_coded(
        form,
        by,
        *((MONEY, COURT) if cell else ()),
        text=ON_MONEY,
        uses=["public", "report", "design_team"],
        channel="paper",
    )
    draft = draft_of(form, by)
    answer = draft.decisions.get()  # to the finding that is there: of several, it names which
    answer.theme = draft.findings.get().themes.get()
    save_decision(decision=answer, by=by)
    if cell:
        one = here.exclude(pk=told.pk).filter(codings__theme=themes[0])[0]  # told took her place
        one.codings.all().delete()
        finding = finding_with_quotes(draft, bank_quote(told, MONEY), sentence=SENTENCE)
    else:
        finding = make_finding(draft, by, MONEY, sentence=SENTENCE)
    make_finding(draft, by, HOUSING, sentence="One woman slept in a car.", strength="single")
    make_finding(draft, by, HOUSING, MONEY, sentence="Homes and debts go together.")
    old = Theme.objects.create(
        codebook=themes[0].codebook,
        axis=themes[0].axis,
        axis_name=themes[0].axis_name,
        code="need.old",
        name="Of old",
        status=Theme.Status.RETIRED,
        order=9,
    )
    for response in here[:cell]:  # as few as that raised a theme that is not used any more
        _give(response, old, by)
    asked = make_recommendation(draft, by, finding, text="Let debts rest while she is inside.")
    for what in ({"theme": themes[0]}, {"recommendation": asked}):
        decision = make_decision(pack=draft, you_said=DECIDED, owner="The debt post", **what)
        save_decision(decision=decision, by=by)
    for number in range(BODIES[cell]):
        heard = make_body(form.consultation, f"{OF_A_BODY} {number}", kind=BodyKind.POLICE)
        give_themes(answer=heard, by=by, themes=themes[:1])
    return publish_pack(pack=sign_pack(pack=draft, by=by), by=by)


def _give(response: Response, theme: Theme, by: User) -> None:
    Coding.objects.create(
        response=response,
        theme=theme,
        coder=by,
        decision=Coding.Decision.ADDED,
        codebook_version="1.0",
        coded_on=response.week,
    )


@pytest.fixture
def worlds(
    asked: Form, facilitator: User, monkeypatch: pytest.MonkeyPatch
) -> dict[int, dict[str, str]]:
    """Women in the cell → everything public."""
    found = {}
    for cell in (*SMALL, 10):
        with a_world():
            pack = published_with(asked, facilitator, cell)
            told_on(pack, facilitator)
            found[cell] = everything_public(pack, monkeypatch)
            found[cell]["review"] = json.dumps(
                [shown_edition(pack, "review")[name] for name in ("axes", "decisions", "bodies")],
                sort_keys=True,
            )
    return found


def test_a_small_cell_changes_nothing_that_anybody_outside_can_read(
    worlds: dict[int, dict[str, str]],
) -> None:
    inside = {"review"}
    assert len(worlds[0]) > 15
    for cell in SMALL:
        assert worlds[cell].keys() == worlds[0].keys()
        for name in worlds[0].keys() - inside:
            assert worlds[cell][name] == worlds[0][name], (cell, name)
    # the control: those who may know see each of them, and ten women show
    assert len({worlds[cell]["review"] for cell in (*SMALL, 10)}) == 4
    assert worlds[10]["edition, tables"] != worlds[9]["edition, tables"]
    for kind in ("csv", "json"):
        assert worlds[10][f"open data, themes.{kind}"] != worlds[9][f"open data, themes.{kind}"]
    assert SENTENCE in worlds[10]["edition, page"]
    for shown in (ON_MONEY, DECIDED, OF_A_BODY, "What organisations said"):
        assert shown in worlds[10]["edition, page"]
    for name in ("open data, decisions.csv", "six words", "brief"):
        assert DECIDED in worlds[10][name]
    for said in (worlds[9][name] for name in worlds[9].keys() - inside):
        assert SENTENCE not in said
        assert ON_MONEY not in said
        assert "slept in a car" not in said
        assert "go together" not in said
        assert "Let debts rest" not in said
        assert DECIDED not in said
        assert "The debt post" not in said
        assert OF_A_BODY not in said
        assert "organisations said" not in said
