"""Letters of assignment: each unit reads what it owes, and nothing of the others."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from motcua.directory.api import Staff, Unit
from motcua.plans.api import Plan, Portion, assign_target, assign_task, assignments_as_pdf, share_target
from motcua.plans.exports.assignments import assigned
from tests.plans.conftest import ViewerNamed


def parts(plan: Plan) -> dict[str, list[list[str]]]:
    """Unit → the rows of its tables."""
    found: dict[str, list[list[str]]] = {}
    for part in assigned(plan):
        if "body" not in part:
            unit = part["title"].partition(". ")[2]
            found[unit] = []
        else:
            found[unit] += part["body"]
    return found


def test_nothing_handed_down_is_said(followed: Plan) -> None:
    followed.tasks.update(unit=None, staff=None)
    assert assigned(followed)[0]["lines"] == ["Chưa giao cho đơn vị nào."]


def test_a_unit_reads_its_targets_and_tasks(followed: Plan, viewer: ViewerNamed) -> None:
    followed.tasks.update(unit=None, staff=None)
    keeper: Any = viewer("kiemsoat.anhoa")
    economy, culture = (Unit.objects.get(agency=followed.agency, code=code) for code in ("economy", "culture_society"))
    officer = Staff.objects.select_related("unit").get(user__username="kinhte.anhoa")
    rate = followed.targets.select_related("plan__agency").get(metric="online_dossier_rate", year=2026)
    trained = followed.targets.select_related("plan__agency").get(metric="staff_trained_rate")
    task = followed.tasks.select_related("plan__agency", "unit", "staff").get(number="1")
    share_target(
        target=rate, portions=[Portion(Decimal(80), unit=culture), Portion(Decimal(88), staff=officer)], by=keeper
    )
    assign_target(target=trained, unit=culture, staff=None, by=keeper)
    assign_task(task=task, unit=economy, staff=officer, by=keeper)
    read = parts(followed)
    assert set(read) == {economy.name, culture.name}
    assert [row[2:] for row in read[economy.name]] == [
        ["trên 88 % (năm 2026)", officer.full_name],
        [task.product, task.deadline_raw, officer.full_name],
    ]
    assert read[culture.name][0][2] == "trên 80 % (năm 2026)"
    assert assignments_as_pdf(followed).startswith(b"%PDF")
