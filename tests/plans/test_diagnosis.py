"""A problem that the plan names shows what was set against it, and whether the figure has moved."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from motcua.plans.api import Moved, Plan, diagnosed, enter_figure
from tests.plans.conftest import ViewerNamed


def habit(plan: Plan) -> object:
    return next(each for each in diagnosed(plan) if "thói quen nộp hồ sơ trực tuyến" in each.text)


@pytest.mark.parametrize(
    ("value", "moved"), [("82.5", Moved.BETTER), ("70", Moved.WORSE), ("78.5", Moved.SAME), ("", Moved.UNKNOWN)]
)
def test_the_figure_beside_the_one_the_plan_began_with(
    followed: Plan, viewer: ViewerNamed, value: str, moved: Moved
) -> None:
    rate = followed.targets.select_related("plan__agency").get(metric="online_dossier_rate", year=2026)
    if value:
        enter_figure(
            target=rate, value=Decimal(value), as_of=date(2026, 3, 1), source="BC 9", by=viewer("kiemsoat.anhoa")
        )
    followed.as_read["baseline"] = (
        [
            {"metric": "online_dossier_rate", "value": 78.5, "unit": "%", "as_of": "2024"},
            {"metric": "online_dossier_rate", "value": 60, "unit": "%", "as_of": "2023"},
        ]
        if value
        else []
    )
    measured = {each.standing.target.pk: each for each in habit(followed).measured}  # type: ignore[attr-defined]
    assert measured[rate.pk].moved is moved
    assert measured[rate.pk].was == (78.5 if value else None)


def test_tasks_that_share_its_words_and_no_others(followed: Plan) -> None:
    found = {task.number for task in habit(followed).tasks}  # type: ignore[attr-defined]
    assert "1" in found
    assert "5" not in found
