"""One door to her words: only feedback's services and selectors query answers (design §11.6)."""

import ast
import re

import pytest

from tests.house.paths import files, name

DOOR = {"feedback/models.py", "feedback/selectors.py", "feedback/services.py"}
# A file that must go past the door is named here with the reason why.
EXCEPTIONS = {
    "insights/selectors/said.py": "types what answers_for gives it",
    "feedback/management/commands/grant_public_role.py": "GRANT has no ORM; reads no row",
    "feedback/review/backups/engines.py": "DROP TABLE has no ORM; reads no row",
    "feedback/review/retention/clearing.py": "VACUUM has no ORM; reads no row",
    "feedback/review/retention/key_ends.py": "counts rows with a key_id, which no answer has",
    "insights/services/rows.py": "INSERT of many rows at once, and ANALYZE; reads no row",
    "site/config/facts.py": "names of columns, for what pages say of the program; reads no row",
    "feedback/review/sweep.py": "PRAGMA wal_checkpoint has no ORM; reads no row",
}

MANAGERS = {"objects", "_default_manager", "_base_manager"}
QUERY_METHODS = {
    *("all", "filter", "exclude", "values_list", "order_by", "first", "last", "iterator"),
    *("in_bulk", "annotate", "aggregate", "only", "defer", "latest", "earliest", "exists"),
    *("select_related", "prefetch_related", "alias", "distinct", "aiterator", "afirst", "none"),
}
LOOKUP = re.compile(r"(^|__)answers?__(text|options)|^(responses?__)?answers$|^feedback_answer$")
KEYWORD = re.compile(r"(^|__)answers__|__answers$")
NAME = re.compile(r"^feedback\.Answer$", re.IGNORECASE)
ACROSS = re.compile(r"(^|__)answers__\w|^\w*__answers$")  # F("answers__text"), "response__answers"
TABLE = re.compile(r"\bfeedback_answer\b", re.IGNORECASE)
PAST_THE_ORM = {"cursor", "raw", "extra", "RawSQL", "get_model", "model_class", "get_models"}
IN_TEMPLATE = re.compile(r"\.answers\.(all|first|last|count)\b|\bin \w+\.answers\b(?!\.items)")


def queries(source: str) -> list[str]:
    """Lines of Python that reach answers without asking the door."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if _is_query(node):
            found.append(f"{getattr(node, 'lineno', 0)}: {ast.unparse(node)[:80]}")
    return found


def _is_query(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        owner = node.value
        if node.attr in MANAGERS and isinstance(owner, ast.Name | ast.Attribute):
            return (owner.id if isinstance(owner, ast.Name) else owner.attr) == "Answer"
        return node.attr in QUERY_METHODS and getattr(owner, "attr", "") in {
            "answers",
            "answer_set",
        }
    if isinstance(node, ast.Call):
        return _is_past_the_orm(node) or _is_ambiguous_query(node)
    if isinstance(node, ast.keyword):
        return bool(node.arg and KEYWORD.search(node.arg))
    if isinstance(node, ast.alias):
        return node.name == "Answer"  # by whatever name: only who is named above has the model
    if not isinstance(node, ast.Constant):
        return False
    said = str(node.value)
    return bool(NAME.match(said) or TABLE.search(said) or ACROSS.search(said))


def _is_past_the_orm(node: ast.Call) -> bool:
    """SQL by hand, or a model found by its name, may reach any table: each use is named above.

    `content_type.model_class()` of a page is let through: it is compared, never queried.
    """
    called = node.func
    word = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    of_page = isinstance(called, ast.Attribute) and ast.unparse(called.value).endswith(
        "page.content_type"
    )
    return word in PAST_THE_ORM and not of_page


def _is_ambiguous_query(node: ast.Call) -> bool:
    """`.answers.values("text")` and `.get(pk=1)` are queries; on a dict they take no such words."""
    called = node.func
    if isinstance(called, ast.Name):  # Prefetch("answers"), getattr(response, "answers")
        given = [a.value for a in node.args if isinstance(a, ast.Constant)]
        return called.id in {"Prefetch", "getattr", "F", "OuterRef"} and "answers" in given
    if not isinstance(called, ast.Attribute):
        return False
    words = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    if called.attr not in {"get", "pop", "setdefault"} and any(LOOKUP.search(w) for w in words):
        return True
    of_answers = getattr(called.value, "attr", "") == "answers"
    return of_answers and (
        (called.attr == "values" and bool(node.args or node.keywords))
        or (called.attr in {"get", "create", "update"} and bool(node.keywords))
    )


def test_no_other_code_queries_answers() -> None:
    past = {
        name(path): found
        for path in files(".py")
        if name(path) not in DOOR | set(EXCEPTIONS) and (found := queries(path.read_text()))
    }
    assert not past, "Ask feedback.selectors.answers_for(use=…) instead."


def test_no_template_queries_answers() -> None:
    templates = files(".html", ".txt")
    assert not [name(p) for p in templates if IN_TEMPLATE.search(p.read_text())]


def test_each_exception_still_needs_to_be_one() -> None:
    needed = {name(p) for p in files(".py") if queries(p.read_text())}
    assert set(EXCEPTIONS) <= needed
    assert all(EXCEPTIONS.values())


@pytest.mark.parametrize(
    "line",
    [
        "Answer.objects.filter(pk=1)",
        "models.Answer.objects.all()",
        "Answer._default_manager.first()",
        "response.answers.all()",
        "response.answers.values('text')",
        "response.answers.get(pk=1)",
        "Response.objects.prefetch_related('answers')",
        "Response.objects.filter(answers__text__contains='x')",
        "Response.objects.values_list('pk', 'answers__text')",
        "Coding.objects.values('response__answers__text')",
        "apps.get_model('feedback.Answer')",
        "apps.get_model('feedback', 'Answer')",
        "get_model(app, name)",
        "from feedback.models import Answer as A",
        "Prefetch('answers')",
        "Response.objects.annotate(t=F('answers__text'))",
        "getattr(response, 'answers').all()",
        "connection.cursor()",
        "connections['default'].cursor()",
        "Response.objects.raw('SELECT 1')",
        "RawSQL('SELECT 1', [])",
        "'SELECT text FROM feedback_answer'",
        "ContentType.objects.get(model='answer').model_class()",
    ],
)
def test_the_rule_sees_a_query(line: str) -> None:
    assert queries(line)


@pytest.mark.parametrize(
    "line",
    [
        "answers_for(use=Use.REPORT)",
        "payload.answers.items()",
        "payload.answers.values()",
        "Payload(answers=answers)",
        "payload.answers.get(key)",
        "state['answers']",
        "data.get('answers')",
        "page.content_type.model_class() is ConsultationPage",
        "'the feedback_answers page'",
    ],
)
def test_the_rule_lets_other_code_be(line: str) -> None:
    assert not queries(line)
