"""Talk about an obstacle: answer it, hand it to somebody else, settle it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now, today
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Staff, Viewer
from motcua.notices.api import tell
from motcua.plans.actions.raise_obstacle import tell_owner
from motcua.plans.events import ObstacleHandedOver, ObstacleReplied, ObstacleSettled
from motcua.plans.journal import journal
from motcua.plans.models import Obstacle, Reply
from motcua.plans.policies import answers_for, may_confirm, may_settle, may_talk


@transaction.atomic
def reply(*, obstacle: Obstacle, text: str, by: Viewer) -> Reply:
    """Write a line. From who owes the answer (or keeps the plan) it is the answer, and stops the clock.

    Raises `Forbidden`; `Refusal` without words or when it is settled.
    """
    require(may_talk(by, obstacle))
    if not text.strip():
        raise Refusal(_("Xin viết câu trả lời."))
    held = Obstacle.objects.select_for_update().get(pk=obstacle.pk)
    if held.state == Obstacle.State.SETTLED:
        raise Refusal(_("Vướng mắc này đã khép lại."))
    answers, moment = answers_for(by, held), now()
    late = held.late_on(today())
    made = Reply.objects.create(
        obstacle=obstacle, text=text.strip()[:4000], answers=answers, by=str(by.actor), at=moment
    )
    if answers and held.state == Obstacle.State.OPEN:
        Obstacle.objects.filter(pk=held.pk).update(state=Obstacle.State.ANSWERED, answered_at=moment)
        _tell_asker(held)
    obstacle.refresh_from_db()
    journal(ObstacleReplied(obstacle.plan.public_id, obstacle.public_id, answers, answers and late), by)
    return made


@transaction.atomic
def hand_obstacle(*, obstacle: Obstacle, to: Staff, by: Viewer) -> Obstacle:
    """Somebody else of the agency owes the answer; the day stays. Raises `Forbidden`, `Refusal`."""
    require(may_confirm(by, obstacle.plan))
    if not to.active or to.agency_id != obstacle.plan.agency_id:
        raise Refusal(_("Chỉ giao được cho đơn vị và người của cơ quan này."))
    if not Obstacle.objects.filter(pk=obstacle.pk, state=Obstacle.State.OPEN).update(owner=to):
        raise Refusal(_("Vướng mắc này đã được trả lời."))
    obstacle.refresh_from_db()
    journal(ObstacleHandedOver(obstacle.plan.public_id, obstacle.public_id, to.pk), by)
    tell_owner(obstacle)
    return obstacle


@transaction.atomic
def settle_obstacle(*, obstacle: Obstacle, by: Viewer) -> Obstacle:
    """It stands in the way no longer: said by who raised it or a keeper of the plan. Raises `Forbidden`, `Refusal`."""
    require(may_settle(by, obstacle))
    if not Obstacle.objects.filter(pk=obstacle.pk, state=Obstacle.State.ANSWERED).update(state=Obstacle.State.SETTLED):
        raise Refusal(_("Vướng mắc này chưa được trả lời hoặc đã khép lại."))
    obstacle.refresh_from_db()
    journal(ObstacleSettled(obstacle.plan.public_id, obstacle.public_id), by)
    return obstacle


def _tell_asker(obstacle: Obstacle) -> None:
    if not obstacle.raised_by.startswith("staff:"):
        return
    item = obstacle.task or obstacle.target
    tell(
        to=obstacle.raised_by,
        kind="plan_obstacle_answered",
        words={"number": item.number if item else "", "plan": obstacle.plan.number or obstacle.plan.public_id},
        about=f"plan_obstacle:{obstacle.public_id}",
        key=f"plan_obstacle_answered:{obstacle.public_id}",
    )
