"""The keystroke-level model against sums worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.klm import PERSONAS, Seen, predicted

EXPERT, NOVICE, ELDER = PERSONAS
NOTHING = Seen(keys=0, taps=0, fields=0, pages=0, words=0, swipes=0, photographs=0, waiting=0.0)
pytestmark = pytest.mark.no_database


@pytest.mark.parametrize(
    ("persona", "change", "seconds"),
    [
        (EXPERT, {"keys": 100}, 34.86),  # 100 × 0.332 × 1.05
        (NOVICE, {"keys": 100}, 53.13),  # 100 × 0.462 × 1.15
        (ELDER, {"keys": 100}, 156.0),  # 100 × 1.20 × 1.30
        (NOVICE, {"fields": 2, "pages": 1}, 9.45),  # 3 × 2.70 + 1.35
        (ELDER, {"words": 60}, 30.0),
        (NOVICE, {"photographs": 2}, 80.0),
        (EXPERT, {"waiting": 3.5}, 3.5),
        (ELDER, {"swipes": 2}, 3.0),
    ],
)
def test_each_operator_costs_what_the_table_says(persona: object, change: dict[str, float], seconds: float) -> None:
    seen = replace(NOTHING, **change)
    assert predicted(persona, seen, with_sign_in=False) == pytest.approx(seconds)  # type: ignore[arg-type]


def test_an_elder_repeats_a_third_of_the_taps() -> None:
    ten = replace(NOTHING, taps=10)
    # 0.1 × log2(290 / 58 + 1) = 0.2585 beside the tap itself
    assert predicted(ELDER, ten, with_sign_in=False) == pytest.approx(10 * (0.95 + 0.2585) * 1.32, abs=0.01)
    assert predicted(EXPERT, ten, with_sign_in=False) == pytest.approx(9.685, abs=0.01)


def test_sign_in_is_counted_once() -> None:
    assert [predicted(each, NOTHING) for each in PERSONAS] == [10, 20, 40]
