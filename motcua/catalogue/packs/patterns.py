"""Which regular expressions may take for ever on a hostile answer. Errs on the side of refusing."""

from __future__ import annotations

from collections.abc import Iterator
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

MANY = 20  # more repetitions than this count as without end
REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT)


def is_slow(pattern: str) -> bool:
    """Whether a repeat without end holds another, or holds alternatives that may begin alike."""
    try:
        return any(_hides_trouble(body) for body in _long_repeats(parser.parse(pattern)))
    except RecursionError:
        return True


def _long_repeats(tree: Any) -> Iterator[Any]:
    for code, given in tree:
        if code in REPEATS and _is_long(given):
            yield given[2]
        for inner in _parts(code, given):
            yield from _long_repeats(inner)


def _hides_trouble(body: Any) -> bool:
    return any(True for _inner in _long_repeats(body)) or any(_alike(branches) for branches in _branches(body))


def _is_long(given: Any) -> bool:
    low, high, _body = given
    return high is ops.MAXREPEAT or (high > MANY and high != low)


def _parts(code: Any, given: Any) -> Iterator[Any]:
    if code in REPEATS:
        yield given[2]
    elif code is ops.SUBPATTERN:
        yield given[3]
    elif code is ops.BRANCH:
        yield from given[1]
    elif code in (ops.ASSERT, ops.ASSERT_NOT):
        yield given[1]
    elif code is ops.ATOMIC_GROUP:
        yield given


def _branches(tree: Any) -> Iterator[Any]:
    for code, given in tree:
        if code is ops.BRANCH:
            yield given[1]
        for inner in _parts(code, given):
            yield from _branches(inner)


def _alike(branches: Any) -> bool:
    """Alternatives that do not each begin with a letter of their own may match the same text in several ways."""
    first = [list(branch)[:1] for branch in branches]
    letters = [item[0][1] for item in first if item and item[0][0] is ops.LITERAL]
    return len(letters) != len(branches) or len(set(letters)) != len(letters)
