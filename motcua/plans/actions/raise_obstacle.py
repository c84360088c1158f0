"""Say what stands in the way, and who owes an answer by when."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now, today
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Agency, Staff, Viewer, staff_with_role
from motcua.notices.api import tell
from motcua.plans.events import ObstacleRaised
from motcua.plans.journal import journal
from motcua.plans.models import Obstacle, Target, Task
from motcua.plans.periods import due_after
from motcua.plans.policies import in_force, may_raise
from motcua.rules.codes import Role

# No law sets a time for it; a week of work is what the house promises its own people.
ANSWER_WITHIN_WORKING_DAYS = 5


@transaction.atomic
def raise_obstacle(*, item: Task | Target, text: str, by: Viewer, proposes_change: bool = False) -> Obstacle:
    """Raise a problem on a task or target; the controller of the agency (else a leader) owes the answer.

    Raises `Forbidden`; `Refusal` without words.
    """
    require(may_raise(by, item))
    require(in_force(item))
    if not text.strip():
        raise Refusal(_("Xin viết vướng ở đâu và cần ai giúp gì."))
    plan = item.plan
    owner = answerer(plan.agency, besides=by.staff)
    made = Obstacle.objects.create(
        plan=plan,
        task=item if isinstance(item, Task) else None,
        target=item if isinstance(item, Target) else None,
        text=text.strip()[:4000],
        proposes_change=proposes_change,
        owner=owner,
        due=due_after(today(), ANSWER_WITHIN_WORKING_DAYS, working=True),
        raised_by=str(by.actor),
        raised_at=now(),
    )
    told = ObstacleRaised(plan.public_id, made.public_id, item.public_id, made.owner_id, made.due, proposes_change)
    journal(told, by)
    tell_owner(made)
    return made


def answerer(agency: Agency, *, besides: Staff | None) -> Staff | None:
    """Who answers problems of an agency: its controller, else a leader; never the one who asks, where another is."""
    found = [*staff_with_role(agency, Role.CONTROLLER), *staff_with_role(agency, Role.LEADER)]
    others = [each for each in found if besides is None or each.pk != besides.pk]
    return next(iter(others or found), None)


def tell_owner(obstacle: Obstacle) -> None:
    """Let whoever owes the answer know."""
    if obstacle.owner_id is None:
        return
    item = obstacle.task or obstacle.target
    tell(
        to=f"staff:{obstacle.owner_id}",
        kind="plan_obstacle",
        words={
            "number": item.number if item else "",
            "plan": obstacle.plan.number or obstacle.plan.public_id,
            "due": obstacle.due.isoformat(),
        },
        about=f"plan_obstacle:{obstacle.public_id}",
        key=f"plan_obstacle:{obstacle.public_id}:{obstacle.owner_id}",
    )
