"""Conditions of packs as functions: parsed once when a form is compiled, called thousands of times.

The meaning is that of `motcua.rules.conditions`, and a property test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from motcua.rules.conditions import check_rule, compare, evaluate

Facts = Mapping[str, Any]
Condition = Callable[[Facts], Any]
_PLAIN = (str, bool, type(None))


def parse(rule: Any) -> Condition:
    """A function that answers what `evaluate(rule, facts)` answers. Raises `BadRule` for what no pack may say."""
    check_rule(rule)
    return _parse(rule)


def _parse(rule: Any) -> Condition:
    if not isinstance(rule, dict):
        return _literal(rule)
    ((name, given),) = rule.items()
    arguments = given if isinstance(given, list) else [given]
    if name == "var":
        return _variable(rule, arguments)
    parts = [_parse(each) for each in arguments]
    if name == "and":
        return lambda facts: all(part(facts) for part in parts)
    if name == "or":
        return lambda facts: any(part(facts) for part in parts)
    if name == "!":
        return lambda facts: not parts[0](facts)
    if name in ("==", "!="):
        return _same(parts[0], parts[1], wanted=name == "==")
    return _comparing(name, parts)


def _literal(rule: Any) -> Condition:
    if isinstance(rule, list):
        parts = [_parse(each) for each in rule]
        return lambda facts: [part(facts) for part in parts]
    return lambda facts: rule


def _variable(rule: Any, arguments: list[Any]) -> Condition:
    name = arguments[0]
    if len(arguments) > 1 or "." in name:
        return lambda facts: evaluate(rule, facts)
    return lambda facts: facts.get(name)


def _same(left: Condition, right: Condition, *, wanted: bool) -> Condition:
    name = "==" if wanted else "!="

    def equals(facts: Facts) -> Any:
        a, b = left(facts), right(facts)
        # Texts and what is unknown are nearly all that packs compare.
        if type(a) in _PLAIN and type(b) in _PLAIN:
            return (type(a) is type(b) and a == b) is wanted
        return compare(name, (a, b))

    return equals


def _comparing(name: str, parts: list[Condition]) -> Condition:
    """Comparisons of order and `in`, left to the rules with their arguments worked out."""
    return lambda facts: compare(name, [part(facts) for part in parts])
