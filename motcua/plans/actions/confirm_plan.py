"""Put a plan in force: from now on it is followed."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from motcua.base.clock import now, today
from motcua.base.errors import Refusal
from motcua.base.kit.moments import show_moment
from motcua.base.verdict import require
from motcua.directory.api import Agency, Viewer
from motcua.plans.actions.carry_over import carry_over
from motcua.plans.actions.make_parts import make_parts
from motcua.plans.actions.owe_reports import make_owed_reports
from motcua.plans.events import Confirmed
from motcua.plans.journal import journal
from motcua.plans.lineage import same_plans
from motcua.plans.models import ItemState, Plan, Task
from motcua.plans.policies import may_confirm

# Below this the reader itself says that it may be wrong: a person has to look at each.
SURE_ENOUGH = 0.8


class UnseenVersion(Refusal):
    """The draft would replace a version that whoever confirms has not seen it compared with."""


@transaction.atomic
def confirm_plan(*, plan: Plan, by: Viewer, replaces: str | None = None) -> Plan:
    """Confirm the plan and every item that nobody objected to; an older version is replaced.

    `replaces` is what the person was shown that the draft replaces: the public id of a version, empty for none; left
    out, what `plan` holds. Raises `UnseenVersion` where it is another one by now; `Forbidden`; `Refusal` while unsure
    items were not looked at, or when the plan was confirmed before: of two people who confirm at once the second is
    told. Other drafts of the same plan become drafts of its next version.
    """
    require(may_confirm(by, plan))
    moment = now()
    _refuse_twin(plan, _before(plan) if replaces is None else replaces)
    _refuse_second_heir(plan)
    written = Plan.objects.filter(pk=plan.pk, state=Plan.State.DRAFT).update(
        state=Plan.State.CONFIRMED, confirmed_at=moment, confirmed_by=str(by.actor)
    )
    plan.refresh_from_db()
    if not written:
        raise Refusal(_already(plan))
    _refuse_unsure(plan)
    for items in (plan.targets, plan.tasks):
        items.filter(state=ItemState.PROPOSED).update(state=ItemState.CONFIRMED, revision=F("revision") + 1)
    journal(_told(plan), by)
    _line_up_twins(plan)
    if plan.previous is not None:
        Plan.objects.filter(pk=plan.previous.pk).update(state=Plan.State.REPLACED)
        carry_over(old=plan.previous, new=plan, by=by.actor)
    for task in plan.tasks.filter(state=ItemState.CONFIRMED, stage__in=Task.OPEN_STAGES):
        make_parts(task=task, day=today())
    make_owed_reports(plan=plan, day=today())
    plan.refresh_from_db()
    return plan


def _before(plan: Plan) -> str:
    return plan.previous.public_id if plan.previous else ""


def _refuse_twin(plan: Plan, shown: str) -> None:
    """The same plan, brought as another file, is in force by now: two would be followed, or one replaced unseen."""
    Agency.objects.select_for_update().get(pk=plan.agency_id)
    plan.refresh_from_db(fields=["previous", "version", "state"])
    if plan.state == Plan.State.DRAFT and _before(plan) != shown:
        raise UnseenVersion(_("Kế hoạch này vừa được xác nhận từ một tệp khác. Xin xem khác gì bản đó rồi xác nhận."))


def _line_up_twins(plan: Plan) -> None:
    same = same_plans(plan.agency, plan.number, plan.date).filter(state=Plan.State.DRAFT, previous=None)
    same.exclude(pk=plan.pk).update(previous=plan, version=plan.version + 1)


def _refuse_second_heir(plan: Plan) -> None:
    """A version that another one replaced meanwhile has nothing left to hand on."""
    before = plan.previous_id
    if before is None:
        return
    state = Plan.objects.select_for_update().values_list("state", flat=True).get(pk=before)
    if state != Plan.State.CONFIRMED and plan.state == Plan.State.DRAFT:
        raise Refusal(_("Bản trước đã được thay bằng bản khác hoặc đã rút. Xin rút bản này và đưa lại tệp."))


def _already(plan: Plan) -> str:
    if plan.confirmed_at is None:
        return str(_("Kế hoạch này đã rút nên không xác nhận được."))
    return str(_("Kế hoạch này đã được xác nhận lúc %(at)s.") % {"at": show_moment(plan.confirmed_at)})


def _refuse_unsure(plan: Plan) -> None:
    unsure = sum(
        items.filter(state=ItemState.PROPOSED, confidence__lt=SURE_ENOUGH).count()
        for items in (plan.targets, plan.tasks)
    )
    if unsure:
        raise Refusal(
            ngettext(
                "Còn %(n)s mục máy đọc chưa chắc. Xin xem và bấm Đúng, Sửa hoặc Bỏ từng mục trước.",
                "Còn %(n)s mục máy đọc chưa chắc. Xin xem và bấm Đúng, Sửa hoặc Bỏ từng mục trước.",
                unsure,
            )
            % {"n": unsure}
        )


def _told(plan: Plan) -> Confirmed:
    items = [*plan.targets.values_list("state", flat=True), *plan.tasks.values_list("state", flat=True)]
    return Confirmed(
        plan.public_id,
        plan.agency.code,
        plan.version,
        items.count(ItemState.CONFIRMED),
        items.count(ItemState.DROPPED),
        plan.corrections.count(),
        plan.previous.public_id if plan.previous else "",
    )
