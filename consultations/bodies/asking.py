"""The one page that a body fills in: what it is asked, what it typed, and what is wrong with it."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from consultations.bodies.codes import read_code
from consultations.bodies.kinds import BodyKind
from consultations.bodies.models import BodyForm

NAMED, KIND_ONLY = "name", "kind"
SHOWN: dict[str, str | Promise] = {
    NAMED: _(
        "You may publish our name: in the list of who answered, and beside words that we tick"
    ),
    KIND_ONLY: _("Publish only what kind of organisation we are"),
}
LONGEST_ANSWER = 10_000
# Field → characters at most, and what to do about more.
LONGEST: dict[str, tuple[int, str | Promise]] = {
    "organisation": (120, _("Make the name of the organisation %(n)s characters or fewer.")),
    "role": (120, _("Make your role %(n)s characters or fewer.")),
    "email": (254, _("Make the e-mail address %(n)s characters or fewer.")),
}
Errors = dict[str, str | Promise]


@dataclass(frozen=True)
class Question:
    """A question as it stands now. `options`: key → what it says here, in English, in Welsh."""

    id: str
    kind: str
    text: str
    text_cy: str
    hint: str = ""
    options: dict[str, tuple[str, str, str]] = field(default_factory=dict)

    @property
    def local(self) -> str:
        """In the language of the page."""
        return _local(self.text, self.text_cy)

    @property
    def is_english(self) -> bool:
        """Whether it stands in English on a page that is in Welsh."""
        return get_language() == "cy" and not self.text_cy


def _local(text: str, text_cy: str) -> str:
    return text_cy if get_language() == "cy" and text_cy else text


def questions_of(form: BodyForm) -> list[Question]:
    """What is asked, in order."""
    return [_question(block) for block in form.questions]


def _question(block: Any) -> Question:
    value = block.value
    options = {}
    if block.block_type == "choice":
        for child in value["options"].bound_blocks:
            text, welsh = child.value["text"], child.value["text_cy"] or ""
            options[child.id] = (_local(text, welsh), text, welsh)
    hint = _local(value.get("hint") or "", value.get("hint_cy") or "")
    return Question(
        str(block.id), block.block_type, value["text"], value["text_cy"] or "", hint, options
    )


@dataclass(frozen=True)
class Filled:
    """What was typed and ticked: to show again, to check and to keep. Answers and `publish` are by
    the id of a question; `left` are words to questions that are no longer asked."""

    organisation: str = ""
    kind: str = ""
    role: str = ""
    email: str = ""
    shown: str = ""
    code: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    publish: frozenset[str] = frozenset()
    left: tuple[str, ...] = ()

    @classmethod
    def from_post(cls, post: QueryDict, questions: list[Question]) -> "Filled":
        """What our page sent. What it doesn't offer is left out, but words are never lost."""
        names = {f"q-{question.id}" for question in questions}
        old = [name for name in post if name.startswith("q-") and name not in names]
        left = [_typed(post, name) for name in old]
        return cls(
            organisation=_typed(post, "organisation"),
            kind=post.get("kind", "") if post.get("kind") in BodyKind.values else "",
            role=_typed(post, "role"),
            email=_typed(post, "email"),
            shown=post.get("shown", "") if post.get("shown") in SHOWN else "",
            code=_typed(post, "code"),
            answers={question.id: _answer(post, question) for question in questions},
            publish=frozenset(q.id for q in questions if f"p-{q.id}" in post),
            left=tuple(words for words in left if words),
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        typed = (self.organisation, self.role, self.email, self.code, *self.left)
        return not any(typed) and not any(self.answers.values())

    @property
    def is_named(self) -> bool:
        """Whether its name may be published."""
        return self.shown == NAMED

    def errors(self, questions: list[Question]) -> Errors:
        """Id of a field → what to do about it, in the order of the page."""
        found: Errors = {}
        if self.code and read_code(self.code) is None:
            found["code"] = _(
                "This is not a code of ours. Look for a sign that is wrong, or leave it empty to "
                "send a new answer."
            )
        if not self.organisation:
            found["organisation"] = _("Write the name of your organisation.")
        if not self.kind:
            found["kind"] = _("Choose what kind of organisation it is.")
        if not self.role:
            found["role"] = _("Write your role, such as “team manager”.")
        if self.email and not _is_email(self.email):
            found["email"] = _("This is not an e-mail address. Mend it, or leave it empty.")
        found |= self._answer_errors(questions)
        if not self.shown:
            found["shown"] = _("Choose whether we may publish your name.")
        for name, (most, words) in LONGEST.items():
            if len(getattr(self, name)) > most:
                found[name] = words % {"n": most}
        return found

    def _answer_errors(self, questions: list[Question]) -> Errors:
        found: Errors = {}
        for question in questions:
            length = len(self.answers.get(question.id, ""))
            if question.kind == "written" and length > LONGEST_ANSWER:
                told = _("This answer has %(length)s characters. Make it %(n)s or fewer.")
                found[f"q-{question.id}"] = told % {
                    "length": f"{length:,}",
                    "n": f"{LONGEST_ANSWER:,}",
                }
        if self.left:
            found["left"] = _(
                "The questions were changed while you wrote. Copy what you still want to say into "
                "another answer, then send it again."
            )
        elif questions and not any(self.answers.values()):
            found[f"q-{questions[0].id}"] = _("Answer at least one question.")
        return found

    def said(self, questions: list[Question]) -> list[dict[str, Any]]:
        """As it is kept: the words of each question too, since an editor may change them."""
        return [
            {
                "id": question.id,
                "question": question.text,
                "question_cy": question.text_cy,
                "kind": question.kind,
                **self._text(question),
                "publish": question.id in self.publish,
            }
            for question in questions
            if self.answers.get(question.id)
        ]

    def _text(self, question: Question) -> dict[str, str]:
        """Its own words; of an option the English, and the Welsh where there is one."""
        given = self.answers[question.id]
        if question.kind != "choice":
            return {"text": given}
        _here, english, welsh = question.options[given]
        return {"text": english, **({"text_cy": welsh} if welsh else {})}


def _answer(post: QueryDict, question: Question) -> str:
    given = _typed(post, f"q-{question.id}")
    if question.kind == "choice" and given not in question.options:
        return ""
    return given


def _typed(post: QueryDict, name: str) -> str:
    """Without what PostgreSQL can't hold."""
    return post.get(name, "").replace("\r\n", "\n").replace("\0", "").strip()


def _is_email(words: str) -> bool:
    try:
        validate_email(words)
    except ValidationError:
        return False
    return True
