"""Views of what is made of a pack: the brief with its quotes, and the outcome in other forms."""

from django.urls import reverse

from consultations.models import Telling
from consultations.services import BriefPart, ToldDecision, publish_brief
from insights.briefs.parts import TITLES, Part
from insights.briefs.selectors import quotes_to_choose
from insights.briefs.services import save_brief
from insights.notices.services import tell_outcome
from insights.packs.services import publish_pack, sign_pack
from tests.factories.packs import HOUSING, draft_of, make_coded, make_decision
from tests.factories.themes import use_codebook
from tests.resilience.xss import texts
from tests.resilience.xss_house import House
from tests.resilience.xss_insights import close, signed
from tests.resilience.xss_registry import shows


@shows("insights:brief", "insights:brief_preview", "insights:give_brief", "insights:brief_given")
def brief(house: House) -> None:
    """All payloads as quotes, and in what staff write about them."""
    pack, by = signed(house), house.boss.user
    said = quotes_to_choose(pack)
    parts = [Part(key, texts()[:20], texts()[20:40]) for key in TITLES]
    save_brief(
        pack=pack, by=by, parts=parts, asks=[t[:300] for t in texts()[:5]], places=list(said)
    )
    for name, where in (("brief", ".quote label"), ("brief_preview", "main q")):
        house.watch.go(reverse(f"insights:{name}", args=[pack.pk]))
        house.watch.shows(where, texts())
    house.watch.go(reverse("insights:give_brief", args=[pack.pk]))
    publish_brief(
        consultation=pack.consultation,
        version="1",
        title=texts()[0][:200],
        parts=[BriefPart(part.title, part.paragraphs, part.items) for part in parts],
        asks=texts()[:5],
        quotes=list(said.values()),
    )
    house.watch.go(reverse("insights:brief_given", args=[pack.pk]))


@shows("insights:telling", "insights:posters")
def other_forms(house: House) -> None:
    """Whatever staff can type into an outcome and its other forms; women's words are not there."""
    close(house)
    use_codebook(house.form.consultation)
    make_coded(house.form, house.reader, HOUSING)
    by = house.boss.user
    decisions = [
        make_decision(you_said=text[:300], what=text[:600], because=text[:600], answer="not")
        for text in texts()[:50]
    ]
    draft = draft_of(house.form, by, decisions=decisions, summary=texts()[0])
    pack = publish_pack(pack=sign_pack(pack=draft, by=by), by=by)
    house.watch.go(reverse("insights:telling", args=[pack.pk, "cy"]))
    assert pack.outcome is not None
    told = [ToldDecision(d.you_said, d.what, d.because) for d in pack.outcome.decisions.all()]
    tell_outcome(
        pack=pack,
        by=by,
        form=Telling.Form.EASY,
        summary=texts()[1],
        decisions=told,
        checked_by=texts()[2][:120],
    )
    house.watch.go(reverse("insights:posters", args=[pack.pk]))
    house.watch.go(house.form.consultation.url)
