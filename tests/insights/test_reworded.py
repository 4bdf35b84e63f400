"""When stored words change: codings stay, suggestions point into the new words, old quotes go."""

import json
from collections.abc import Callable

import pytest

from accounts.models import User
from core.models import Area
from feedback.models import Answer, Form, Response
from feedback.payload import AnswerPayload
from feedback.services import Translated, rewrite_answers, translate_answers
from feedback.signals import answers_changed
from insights.models import Suggestion
from insights.selectors.alike import alike_in, alike_numbers
from insights.selectors.bench import bench_for
from insights.services import accept_suggestion, suggest_themes
from tests.factories.accounts import make_staff
from tests.factories.feedback import live, make_response
from tests.factories.packs import HOUSING, MONEY, SAID, make_coded, signed_pack
from tests.factories.themes import theme_of


def reword(response: Response, text: str, *, hides_more: bool = True) -> list[str]:
    """Store other words for her one answer, and tell; what receivers say."""
    key = Answer.objects.get(response=response).question_key.hex
    rewrite_answers(response=response, answers={key: AnswerPayload(text=text)})
    heard = answers_changed.send(sender=Response, response=response, hides_more=hides_more)
    return [note for _, note in heard if note]


def test_suggestions_point_into_the_new_words_and_codings_stay(
    coded_form: Form, area: Area
) -> None:
    response = make_response(coded_form, "Ann said the hostel was full, then in debt.")
    suggest_themes(consultation=coded_form.consultation)
    housing = Suggestion.objects.get(theme=theme_of("need.housing"))
    coding = accept_suggestion(suggestion=housing, by=make_staff("facilitator", area))
    reword(response, "[name] said the hostel was full.")
    assert list(Suggestion.objects.values_list("pk", "words")) == [(housing.pk, [])]
    suggest_themes(consultation=coded_form.consultation)
    housing.refresh_from_db()
    coding.refresh_from_db()
    (word,) = housing.words
    text = Answer.objects.get().text
    assert text[word["start"] : word["end"]] == "hostel"
    assert coding.suggestion == housing
    assert not response.suggestions.exclude(pk=housing.pk).exists()
    reword(response, "[name] was there.")
    suggest_themes(consultation=coded_form.consultation)
    housing.refresh_from_db()
    assert housing.words == []
    assert response.codings.get() == coding


def test_a_decided_suggestion_is_given_no_reason_that_a_later_model_found(
    coded_form: Form, area: Area, monkeypatch: pytest.MonkeyPatch
) -> None:
    facilitator = make_staff("facilitator", area)
    response = make_response(coded_form, "Ann said the hostel was full. The warden shouted.")
    suggest_themes(consultation=coded_form.consultation)
    housing = Suggestion.objects.get(theme=theme_of("need.housing"))
    accept_suggestion(suggestion=housing, by=facilitator)
    monkeypatch.setattr("insights.analysis.engine.READY_AT", 4)
    for _ in range(3):
        make_coded(coded_form, facilitator, HOUSING, text="The warden shouted at me.")
        make_coded(coded_form, facilitator, MONEY, text="There was no money.")
    reword(response, "[name] said the hostel was full. The warden shouted.")
    suggest_themes(consultation=coded_form.consultation)
    housing.refresh_from_db()
    assert (housing.engine, housing.model_version) == ("cues-2", "")
    text = Answer.objects.get(response=response).text
    assert [text[word["start"] : word["end"]] for word in housing.words] == ["hostel"]
    assert [text[s["start"] : s["end"]] for s in housing.sentences] == [
        "[name] said the hostel was full."
    ]
    new = make_response(coded_form, "The warden shouted.")
    suggest_themes(consultation=coded_form.consultation)
    assert new.suggestions.get(theme=theme_of("need.housing")).engine == "pairs-1"


def test_nothing_is_suggested_where_nobody_asked_for_it(coded_form: Form) -> None:
    response = make_response(coded_form, "Ann said the hostel was full.")
    assert reword(response, "[name] said the hostel was full.") == []
    assert not Suggestion.objects.exists()


def test_themes_are_looked_for_in_a_translation_too(coded_form: Form, area: Area) -> None:
    response = make_response(coded_form, "Nie chcieli mnie słuchać")
    key = live(coded_form).definition["questions"][0]["key"]
    told = {key: Translated("pl", "The hostel was full")}
    assert translate_answers(response=response, translated=told)
    assert not translate_answers(response=response, translated=told)
    suggest_themes(consultation=coded_form.consultation)
    bench = bench_for(
        parts=[response],
        codebook=theme_of("need.housing").codebook,
        reader=make_staff("facilitator", area),
    )
    (answer,) = bench.parts[0].said
    assert [run.text for run in answer.words if run.themes] == []
    assert [run.text for run in answer.translation if run.themes] == ["hostel"]
    assert (answer.language, answer.words[0].text) == ("pl", "Nie chcieli mnie słuchać")


def test_a_learned_word_is_pointed_at_in_the_translation_alone(
    coded_form: Form, facilitator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("insights.analysis.engine.READY_AT", 4)
    for _ in range(3):
        make_coded(coded_form, facilitator, HOUSING, text="The warden, a bar, a tram.")
        make_coded(coded_form, facilitator, MONEY, text="There was no money.")
    new = make_response(coded_form, "Nie ma bar, nie ma tram.")  # spelt as in English
    suggest_themes(consultation=coded_form.consultation)
    housing = new.suggestions.get(theme=theme_of(HOUSING))
    assert {"in" in word for word in housing.words} == {False}
    key = live(coded_form).definition["questions"][0]["key"]
    translate_answers(response=new, translated={key: Translated("pl", "No bar, and no warden.")})
    suggest_themes(consultation=coded_form.consultation)
    housing = new.suggestions.get(theme=theme_of(HOUSING))
    assert housing.words
    assert all("in" in place for place in [*housing.words, *housing.sentences])


def test_a_signed_pack_loses_a_quote_that_shows_what_had_to_go(
    asked: Form, facilitator: User
) -> None:
    hers = make_coded(asked, facilitator, HOUSING, text=SAID, uses=["design_team", "public"])
    debt = "Debt is all I think of."
    other = make_coded(asked, facilitator, MONEY, text=debt, uses=["design_team"])
    pack = signed_pack(asked, facilitator, quotes=[hers, other])
    assert reword(hers, SAID) == []
    assert reword(hers, SAID.replace("I", "[name]"), hides_more=False) == []
    pack.refresh_from_db()
    assert SAID in json.dumps(pack.editions)
    assert len(reword(hers, "[name] " + SAID)) == 1
    pack.refresh_from_db()
    assert SAID not in json.dumps(pack.editions)


def test_women_who_sent_nearly_the_same_are_shown_and_counted_once(
    form: Callable[..., Form],
) -> None:
    asked = form()
    text = "We ask for a women only office in the town with a room for the children and a bus"
    visit = (b"v" * 32).hex()
    first = make_response(asked, text, visit_hash=visit)
    again = make_response(asked, text, visit_hash=visit)
    assert alike_in(asked.consultation) == []
    other = make_response(asked, text + " please", language="cy")
    make_response(asked, "The bus was late and nobody told me that the office had moved away")
    (group,) = alike_in(asked.consultation)
    assert other.pk in group
    assert len(group) == 2
    assert {first.pk, again.pk} & set(group)
    assert alike_numbers(asked.consultation) == dict.fromkeys(group, 1)
