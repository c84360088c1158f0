from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.conditions import BadRule, check_rule, evaluate, holds, variables

FACTS: dict[str, Any] = {
    "age": 68,
    "late": True,
    "kind": "first",
    "none": None,
    "born": "2026-02-05",
    "tags": ["poor", "elderly"],
    "child": {"sex": "female", "father": {"known": False}},
    "zero": 0,
}


def var(name: str) -> dict[str, str]:
    return {"var": name}


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ({"==": [var("kind"), "first"]}, True),
        ({"!=": [var("kind"), "first"]}, False),
        ({"==": [var("missing"), None]}, True),
        ({"!=": [var("missing"), "x"]}, True),
        ({"==": [1, 1.0]}, True),
        ({"==": [1, True]}, False),
        ({"==": ["1", 1]}, False),
        ({"==": [var("tags"), var("tags")]}, False),
        ({">=": [var("age"), 60]}, True),
        ({"<": [var("missing"), 60]}, False),
        ({">=": [var("missing"), 60]}, False),
        ({"<": ["2026-01-31", var("born")]}, True),
        ({"<": [var("kind"), 5]}, False),
        ({"<=": [60, var("age"), 80]}, True),
        ({"<": [60, var("age"), 68]}, False),
        ({"<": [False, True]}, False),
        ({"in": ["poor", var("tags")]}, True),
        ({"in": [var("kind"), ["first", "again"]]}, True),
        ({"in": ["ir", var("kind")]}, True),
        ({"in": [1, "123"]}, False),
        ({"in": ["x", var("missing")]}, False),
        ({"in": [True, [1]]}, False),
        ({"and": [var("late"), {"!": [var("child.father.known")]}]}, True),
        ({"and": [var("late"), var("zero")]}, False),
        ({"or": [var("zero"), var("none")]}, False),
        ({"or": [var("zero"), var("tags")]}, True),
        ({"!": var("missing")}, True),
        ({"!": [[]]}, True),
        (var("child.sex"), "female"),
        ({"var": ["child.name", "không rõ"]}, "không rõ"),
        ({"var": ["none", 7]}, 7),
        (var("kind.deeper"), None),
        (True, True),
        ("text", "text"),
    ],
)
def test_evaluate(rule: Any, value: Any) -> None:
    check_rule(rule)
    assert evaluate(rule, FACTS) == value
    assert type(evaluate(rule, FACTS)) is type(value)


def test_no_condition_always_holds() -> None:
    assert holds(None, {})
    assert not holds({"==": [var("a"), 1]}, {})


def test_variables() -> None:
    rule = {"or": [{"and": [var("a.b"), {"!": var("c")}]}, {"in": [var("d"), [var("e"), "f"]]}, {"var": ["g", 1]}]}
    assert variables(rule) == {"a.b", "c", "d", "e", "g"}
    assert variables("a") == frozenset()


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ({"missing": ["a"]}, r"rule: unknown operator 'missing'"),
        ({"and": [True, {"+": [1, 2]}]}, r"rule.and\[1\]: unknown operator '\+'"),
        ({"==": [1]}, r"rule.==: takes 2 to 2 values, found 1"),
        ({"==": [1, 2], "!": [1]}, r"one operator at a time"),
        ({}, r"one operator at a time"),
        ({"var": [1]}, r"needs the name"),
        ({"var": ""}, r"needs the name"),
        ({"!": []}, r"takes 1 to 1"),
        ({"in": [object(), []]}, r"no JSON value"),
    ],
)
def test_bad_rules_say_where(rule: Any, says: str) -> None:
    with pytest.raises(BadRule, match=says):
        check_rule(rule)


def test_too_deep() -> None:
    rule: Any = True
    for _ in range(20):
        rule = {"!": [rule]}
    with pytest.raises(BadRule, match="deep"):
        check_rule(rule)


def test_an_unknown_operator_is_never_silently_false() -> None:
    with pytest.raises(BadRule):
        evaluate({"cat": ["a"]}, {})


literals = st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(["", "a", "b"])
rules = st.recursive(
    literals | st.sampled_from(["a", "b.c"]).map(var),
    lambda inner: st.one_of(
        st.builds(
            lambda name, a, b: {name: [a, b]}, st.sampled_from(["==", "!=", "<", ">=", "and", "or"]), inner, inner
        ),
        st.builds(lambda a: {"!": [a]}, inner),
    ),
    max_leaves=8,
)
facts = st.fixed_dictionaries({"a": literals, "b": st.fixed_dictionaries({"c": literals})})


@given(rules, rules, facts)
def test_de_morgan(one: Any, other: Any, known: dict[str, Any]) -> None:
    check_rule(one)
    assert evaluate({"!": [{"and": [one, other]}]}, known) is holds({"or": [{"!": [one]}, {"!": [other]}]}, known)
    assert evaluate({"!=": [one, other]}, known) is not evaluate({"==": [one, other]}, known)


@given(rules, facts)
def test_only_the_variables_named_matter(rule: Any, known: dict[str, Any]) -> None:
    names = variables(rule)
    kept: dict[str, Any] = {"a": known["a"]} if "a" in names else {}
    kept |= {"b": known["b"]} if "b.c" in names else {}
    assert evaluate(rule, kept) == evaluate(rule, known)
