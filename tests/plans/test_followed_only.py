"""A target that a higher level hands down is followed and not scored (issue of powers: `checks/powers`)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from motcua.base.clock import HO_CHI_MINH, freeze
from motcua.plans.api import Plan, Standing, Target, enter_figure, standing_of
from motcua.plans.exports.report import take_figures
from tests.plans.conftest import ViewerNamed

NATIONAL, OWN = "full_online_services_integrated", "online_dossier_rate"


def stands(target: Target) -> Standing:
    plan = Plan.objects.select_related("agency").get(pk=target.plan_id)
    return next(each for each in standing_of(plan) if each.target.pk == target.pk)


@pytest.mark.parametrize(
    ("metric", "level", "place", "scored"),
    [
        (NATIONAL, "commune", "xã An Hòa", False),
        (NATIONAL, "province", "xã An Hòa", True),
        (OWN, "commune", "xã An Hòa", True),
        ("coverage_5g_rate", "commune", "xã An Hòa", False),
        ("coverage_5g_rate", "commune", "đặc khu An Hòa", True),
    ],
)
def test_what_a_higher_level_hands_down_is_followed_and_not_scored(
    followed: Plan, viewer: ViewerNamed, metric: str, level: str, place: str, scored: bool
) -> None:
    target = followed.targets.select_related("plan__agency").get(metric=OWN, year=2026)
    Target.objects.filter(pk=target.pk).update(metric=metric)
    Plan.objects.filter(pk=followed.pk).update(level=level)
    followed.agency.name = f"Ủy ban nhân dân {place}"
    followed.agency.save()
    with freeze(datetime(2026, 11, 1, 8, tzinfo=HO_CHI_MINH)):
        assert stands(target).state == ("unknown" if scored else "followed")
        target = Target.objects.select_related("plan__agency").get(pk=target.pk)
        enter_figure(
            target=target, value=Decimal(5), as_of=date(2026, 10, 1), source="BC 1", by=viewer("kiemsoat.anhoa")
        )
        found = stands(target)
        report = str(take_figures(Plan.objects.get(pk=followed.pk), date(2026, 11, 1)))
    assert (found.value, found.is_scored, found.met) == (5.0, scored, False if scored else None)
    assert ("không chấm điểm" in found.why) is not scored
    assert ("Chỉ theo dõi" in report) is not scored
    assert f"trên {followed.targets.count() - (not scored)} chỉ tiêu đạt" in report
