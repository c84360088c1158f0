"""Conditions of packs: a small part of JsonLogic that runs the same here and in the browser.

Operators: var, ==, !=, <, <=, >, >=, in, and, or, !. What is not known is None: it equals only None, and every
comparison of order with it is false. Numbers compare with numbers, texts with texts (ISO dates are texts), never
across; `and` and `or` answer true or false. Truth as in JsonLogic: None, false, 0, "" and [] are false.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

Facts = Mapping[str, Any]
Rule = Any  # a JSON value: a mapping with one operator, a literal, or a list of literals

_ORDER: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_ARGUMENTS = {"var": (1, 2), "==": (2, 2), "!=": (2, 2), "in": (2, 2), "!": (1, 1), "and": (1, 99), "or": (1, 99)}
_ARGUMENTS |= {"<": (2, 3), "<=": (2, 3), ">": (2, 2), ">=": (2, 2)}
DEEPEST = 12


class BadRule(ValueError):
    """A condition is not written in the part of JsonLogic that packs may use; the message says where."""


def _arguments(rule: Mapping[str, Any]) -> tuple[str, list[Any]]:
    ((name, given),) = rule.items()
    return name, given if isinstance(given, list) else [given]


def _lookup(path: str, default: Any, facts: Facts) -> Any:
    found: Any = facts
    for part in path.split("."):
        if not isinstance(found, Mapping) or part not in found:
            return default
        found = found[part]
    return default if found is None else found


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _same(left: Any, right: Any) -> bool:
    if _is_number(left) and _is_number(right):
        return bool(left == right)
    scalar = left is None or isinstance(left, str | bool)  # lists and mappings equal nothing, as in the browser
    return scalar and type(left) is type(right) and bool(left == right)


def _ordered(name: str, values: Sequence[Any]) -> bool:
    alike = all(map(_is_number, values)) or all(isinstance(value, str) for value in values)
    return alike and all(_ORDER[name](a, b) for a, b in pairwise(values))


def _inside(needle: Any, hay: Any) -> bool:
    if isinstance(hay, str):
        return isinstance(needle, str) and needle in hay
    return isinstance(hay, list | tuple | set | frozenset) and any(_same(needle, item) for item in hay)


def evaluate(rule: Rule, facts: Facts) -> Any:
    """The value of `rule` for `facts` (names with dots reach into nested mappings). BadRule: unknown operator."""
    if not isinstance(rule, Mapping):
        return [evaluate(item, facts) for item in rule] if isinstance(rule, list) else rule
    name, given = _arguments(rule)
    if name == "var":
        return _lookup(given[0], given[1] if len(given) > 1 else None, facts)
    if name == "and":
        return all(evaluate(item, facts) for item in given)
    if name == "or":
        return any(evaluate(item, facts) for item in given)
    return compare(name, [evaluate(item, facts) for item in given])


def compare(name: str, values: Sequence[Any]) -> bool:
    """What an operator that compares says of its arguments, already worked out. BadRule: unknown operator."""
    if name == "!":
        return not values[0]
    if name in ("==", "!="):
        return _same(*values) is (name == "==")
    if name == "in":
        return _inside(*values)
    if name in _ORDER:
        return _ordered(name, values)
    raise BadRule(f"unknown operator {name!r}")


def holds(rule: Rule | None, facts: Facts) -> bool:
    """Whether a condition holds; a missing condition (None) always does."""
    return rule is None or bool(evaluate(rule, facts))


def variables(rule: Rule) -> frozenset[str]:
    """Every name a condition looks at."""
    if isinstance(rule, list):
        return frozenset().union(*map(variables, rule))
    if not isinstance(rule, Mapping):
        return frozenset()
    name, given = _arguments(rule)
    if name == "var":
        return frozenset({given[0]})
    return frozenset().union(*map(variables, given))


def check_rule(rule: Rule, place: str = "rule", depth: int = 0) -> None:
    """Refuse (BadRule) a condition that is not in the allowed part, before anybody relies on it."""
    if depth > DEEPEST:
        raise BadRule(f"{place}: nested more than {DEEPEST} deep")
    if isinstance(rule, list):
        for number, item in enumerate(rule):
            check_rule(item, f"{place}[{number}]", depth + 1)
    elif isinstance(rule, Mapping):
        _check_operation(rule, place, depth)
    elif not (rule is None or isinstance(rule, str | bool) or _is_number(rule)):
        raise BadRule(f"{place}: {type(rule).__name__} is no JSON value")


def _check_operation(rule: Mapping[Any, Any], place: str, depth: int) -> None:
    if len(rule) != 1:
        raise BadRule(f"{place}: one operator at a time, found {sorted(map(str, rule))}")
    name, given = _arguments(rule)
    if name not in _ARGUMENTS:
        raise BadRule(f"{place}: unknown operator {name!r}; known are {', '.join(_ARGUMENTS)}")
    least, most = _ARGUMENTS[name]
    if not least <= len(given) <= most:
        raise BadRule(f"{place}.{name}: takes {least} to {most} values, found {len(given)}")
    if name == "var" and not (isinstance(given[0], str) and given[0]):
        raise BadRule(f"{place}.var: needs the name of a field")
    for number, item in enumerate(given):
        check_rule(item, f"{place}.{name}[{number}]", depth + 1)
