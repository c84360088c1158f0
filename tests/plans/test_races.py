"""Two people at once, on the database of the run: exactly one wins, and the other is told."""

from __future__ import annotations

import pytest

from motcua.base.actor import system
from motcua.base.errors import Refusal
from motcua.base.journal.verify import verify
from motcua.directory.api import Agency, Staff, make_demo, viewer_of_staff
from motcua.plans.api import Plan, close_task, confirm_plan, import_plan
from tests.dossiers.test_races import race
from tests.plans.conftest import PLAN_FILE


@pytest.fixture
def plan(transactional_db: None) -> Plan:
    make_demo()
    here = Agency.objects.get(code="H99.31")
    made = import_plan(content=PLAN_FILE.read_bytes(), name="a.txt", agency=here, by=system("test"))[0]
    made.tasks.update(confidence=1)
    made.targets.update(confidence=1)
    return made


def test_two_confirm_and_two_close(plan: Plan) -> None:
    people = [
        viewer_of_staff(Staff.objects.select_related("agency", "unit").get(user__username=name))
        for name in ("kiemsoat.anhoa", "chutich.anhoa")
    ]
    found = race(*[lambda who=who: confirm_plan(plan=Plan.objects.get(pk=plan.pk), by=who) for who in people])
    assert sorted(isinstance(each, Refusal) for each in found) == [False, True]
    told = next(each for each in found if isinstance(each, Refusal))
    assert "đã được xác nhận" in str(told)
    task = plan.tasks.select_related("plan__agency").get(number="1")
    task.plan.refresh_from_db()
    found = race(*[lambda who=who: close_task(task=task, evidence_text="KH 31", by=who) for who in people])
    assert sorted(isinstance(each, Refusal) for each in found) == [False, True]
    assert verify().ok
