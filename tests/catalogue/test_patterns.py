"""Patterns that may hang a machine are refused, the usual ones are not."""

from __future__ import annotations

import pytest

from motcua.catalogue.packs.patterns import is_slow


@pytest.mark.parametrize(
    "pattern", [r"(a+)+$", r"(a*)*b", r"([a-z]+)*@", r"(a|aa)+$", r"(.*a){25,}", r"((ab)+c?)*", r"(?:\d+,?)+"]
)
def test_slow(pattern: str) -> None:
    assert is_slow(pattern)


@pytest.mark.parametrize(
    "pattern",
    [r"[0-9]{12}", r"[A-Z]{1,2} ?[0-9]{6,8}", r"^(0|\+84)(3|5|7|8|9)\d{8}$", r"\d{1,4}/\d{4}", r"[a-z]+", r"(ab|cd)+"],
)
def test_quick(pattern: str) -> None:
    assert not is_slow(pattern)
