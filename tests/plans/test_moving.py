"""Targets that rise or fall, from the page where they are confirmed to what is exported."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from motcua.base.clock import HO_CHI_MINH, freeze
from motcua.base.errors import Refusal
from motcua.plans import api
from motcua.plans.api import Plan, Target
from motcua.plans.exports.as_json import plan_as_json
from motcua.plans.models import Correction
from tests.plans.conftest import ViewerNamed

KEEPER = "kiemsoat.anhoa"
SLUG = "online_dossier_rate"


@pytest.fixture
def rises(followed: Plan) -> Target:
    """Ten points more in 2026 than the 60 % the plan states for 2024."""
    Plan.objects.filter(pk=followed.pk).update(
        as_read=followed.as_read | {"baseline": [{"metric": SLUG, "value": 60, "unit": "%", "as_of": "2024"}]}
    )
    found = followed.targets.select_related("plan__agency").get(metric=SLUG, year=2026)
    Target.objects.filter(pk=found.pk).update(
        comparator="increase", value=10, measure_unit="điểm phần trăm", period={}, text="Tăng 10 điểm phần trăm"
    )
    found.refresh_from_db()
    return found


def standing(target: Target) -> api.Standing:
    plan = Plan.objects.select_related("agency").get(pk=target.plan_id)
    return next(each for each in api.standing_of(plan) if each.target.pk == target.pk)


def test_it_is_judged_against_what_the_plan_states(rises: Target, viewer: ViewerNamed) -> None:
    with freeze(datetime(2026, 11, 1, 8, tzinfo=HO_CHI_MINH)):
        assert standing(rises).state == "unknown"
        for value, met in (("69.5", False), ("70", True)):
            api.enter_figure(
                target=rises, value=Decimal(value), as_of=date(2026, 10, 1), source="BC 1", by=viewer(KEEPER)
            )
            assert (standing(rises).met, standing(rises).goal) == (met, 70.0)
        assert "2024: 60" in standing(rises).why


def test_without_anything_to_move_from_nobody_can_tell(rises: Target, viewer: ViewerNamed) -> None:
    Plan.objects.update(as_read=rises.plan.as_read | {"baseline": []})
    with freeze(datetime(2026, 11, 1, 8, tzinfo=HO_CHI_MINH)):
        api.enter_figure(target=rises, value=Decimal(70), as_of=date(2026, 10, 1), source="BC 1", by=viewer(KEEPER))
        found = standing(rises)
    assert (found.met, found.goal, found.value) == (None, None, 70.0)
    assert "Chưa đủ số liệu" in found.why


def test_each_year_is_put_right_while_confirming(draft: Plan, viewer: ViewerNamed) -> None:
    item = draft.targets.select_related("plan__agency").get(metric=SLUG, year=2026)
    said = {"comparator": "increase", "value": "", "year": "", "every": "year"}
    assert "period" in api.correct_item(item=item, values=said, revision=item.revision, by=viewer(KEEPER))
    assert item.period["every"] == "year"
    assert Correction.objects.get(item=item.public_id, field="period").after.startswith("every: year")
    told = next(each for each in plan_as_json(draft)["targets"] if each["text"] == item.text)
    assert (told["comparator"], told["every"], told["year"]) == ("increase", "year", None)
    with pytest.raises(Refusal, match="một lần hoặc hằng năm"):
        api.correct_item(item=item, values={"every": "giờ"}, revision=item.revision, by=viewer(KEEPER))
    api.correct_item(item=item, values={"every": ""}, revision=item.revision, by=viewer(KEEPER))
    told = next(each for each in plan_as_json(draft)["targets"] if each["text"] == item.text)
    assert "every" not in told
