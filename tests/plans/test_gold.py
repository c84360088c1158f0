"""What the reader reached on the invented plans it was tuned with is kept; on others it reads less (gold/README.md)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks.plans import run

MET = Path(__file__).parent / "gold" / "met"


@pytest.fixture(scope="module")
def measured() -> dict[str, Any]:
    return run(MET)


def test_every_plan_is_measured(measured: dict[str, Any]) -> None:
    assert set(measured["documents"]) == {each.name.removesuffix(".gold.yaml") for each in MET.glob("*.gold.yaml")}


@pytest.mark.parametrize(
    ("what", "least"),
    [("targets", 0.98), ("tasks.content", 0.99), ("tasks.strict", 0.975), ("duties", 0.98), ("legal_bases", 0.985),
     ("duties_as_written", 0.925), ("baseline", 0.98), ("reporting", 0.95), ("problems", 0.87), ("objectives", 0.87)],
)  # fmt: skip
def test_what_was_reached_is_kept(measured: dict[str, Any], what: str, least: float) -> None:
    assert measured["overall"][what]["f1"] >= least


@pytest.mark.parametrize(
    ("what", "least"),
    [("targets", 0.935), ("tasks.content", 0.98), ("tasks.strict", 0.885), ("duties", 0.96), ("legal_bases", 0.96),
     ("baseline", 0.94), ("reporting", 0.87), ("problems", 0.86)],
)  # fmt: skip
def test_what_was_reached_on_spoiled_texts_is_kept(measured: dict[str, Any], what: str, least: float) -> None:
    assert measured["overall_spoiled"][what]["f1"] >= least


@pytest.mark.parametrize(
    ("kind", "overall", "least", "plans_a_false"),
    [("documents", "overall", 0.955, 3), ("spoiled", "overall_spoiled", 0.875, 1)],
)
def test_planted_faults_are_told_and_few_others(
    measured: dict[str, Any], kind: str, overall: str, least: float, plans_a_false: int
) -> None:
    assert measured[overall]["faults"]["recall"] >= least
    false = [each["faults"]["false"] for each in measured[kind].values()]
    assert sum(false) * plans_a_false <= len(false)  # one in so many plans of two pages and more
