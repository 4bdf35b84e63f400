"""A public edition by hand, with findings and without."""

from typing import Any

QUOTED = "The hostel had no room for my kids and me."


def row(code: str, name: str, words: str, number: int | None, share: int | None) -> dict[str, Any]:
    return {
        **{"code": code, "name": name, "name_cy": ""},
        **{"words": words, "number": number, "share": share},
    }


def decision(**changes: str) -> dict[str, Any]:
    return {
        "you_said": "There was nowhere to go",
        "answer": "not",
        "what": "We could not pay for more flats.",
        "because": "There is no money this year.",
        "owner": "The council",
        "due_on": "",
        "theme": "need.housing",
        **changes,
    }


def finding(sentence: str, strength: str, **notes: str) -> dict[str, Any]:
    return {"key": "k", "number": 1, "sentence": sentence, "strength": strength, **notes}


def public(**changes: Any) -> dict[str, Any]:
    """The public edition of 60 women, 40 of them on housing."""
    edition: dict[str, Any] = {
        "edition": "public",
        "title": "Getting out",
        "area": "Southdown",
        "purpose": "The plan for the first two weeks can still change.",
        "opens_on": "2026-05-01",
        "closes_on": "2026-06-30",
        "summary": "Most spoke of a place to live.\nSome spoke of one kind woman at the gate.",
        "missing_voices": "Women on remand were not asked.",
        "limits": "One person coded.",
        "tensions": "Some want a flat alone.",
        "findings": [],
        "recommendations": [{"text": "Pay for six more flats."}, {"text": "Ask the panel."}],
        "decisions": [decision()],
        "total": 60,
        "channels": [{"key": "web", "number": 55}, {"key": "paper", "number": None}],
        "axes": [
            {
                "axis": "need",
                "name": "Needs",
                "rows": [
                    row("need.housing", "Housing", "many", 40, 65),
                    row("need.trust", "Trust", "some", None, None),
                    row("need.money", "Money", "few_or_none", None, None),
                ],
            },
            {
                "axis": "stage",
                "name": "Stages",
                "rows": [row("stage.court", "Court", "some", 10, 15)],
            },
        ],
        "quotes": [],
    }
    return {**edition, **changes}


FINDINGS = [
    finding(
        "Housing is promised late.",
        "strong",
        adequacy="Few on paper.",
        between_women="Some like the hostel.",
        with_services="The council says that it writes in time.",
    ),
    finding("Workers leave too soon.", "early", adequacy="Few on paper."),
]
