"""Who may do what with the plans of an agency."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.base.actor import SYSTEM, Actor
from motcua.base.clock import today
from motcua.base.verdict import Verdict, allow, refuse
from motcua.directory.api import Agency, Viewer
from motcua.plans.models import (
    Finding,
    GoodModel,
    Input,
    Inspection,
    ItemState,
    Obstacle,
    Plan,
    Sending,
    Target,
    Task,
)
from motcua.plans.owners import heads_unit_of, mending_unit, who_checks
from motcua.rules.codes import Role

KEEPERS = (Role.LEADER, Role.CONTROLLER)


def keeps_plans(viewer: Viewer, agency: Agency | int) -> bool:
    """A leader or the controller of the agency (Decree 61/2018: who answers for the procedures of the agency)."""
    return any(viewer.has_role(role, agency) for role in KEEPERS)


def may_import(by: Viewer | Actor, agency: Agency) -> Verdict:
    """Leaders and the controller of the agency; the command line on the machine itself."""
    if isinstance(by, Actor):
        return allow() if by.kind == SYSTEM else refuse(_("Việc này cần một người có vai trò."))
    if keeps_plans(by, agency):
        return allow()
    return refuse(_("Chỉ lãnh đạo hoặc công chức kiểm soát thủ tục hành chính của cơ quan được đưa kế hoạch vào."))


def may_confirm(by: Viewer, plan: Plan) -> Verdict:
    """Only a person: leaders and the controller of the agency."""
    if keeps_plans(by, plan.agency_id):
        return allow()
    return refuse(_("Chỉ lãnh đạo hoặc công chức kiểm soát thủ tục hành chính của cơ quan được xác nhận kế hoạch."))


def may_see(viewer: Viewer, plan: Plan) -> bool:
    """Whoever holds any role in the agency."""
    return viewer.staff is not None and any(held.agency_id == plan.agency_id for held in viewer.roles)


def may_work_on(by: Viewer, task: Task) -> Verdict:
    """Whoever the task is assigned to, the head of its unit, and the keepers of the plan."""
    mine = by.staff is not None and by.staff.pk == task.staff_id and may_see(by, task.plan)
    if mine or heads_unit_of(by, task) or keeps_plans(by, task.plan.agency_id):
        return allow()
    return refuse(_("Nhiệm vụ này giao cho người khác. Xin liên hệ người được giao hoặc lãnh đạo."))


def may_enter_figure(by: Viewer, target: Target) -> Verdict:
    """The keepers of the plan, whoever the target is assigned to, and the head of that unit."""
    mine = by.staff is not None and by.staff.pk == target.staff_id and may_see(by, target.plan)
    if mine or heads_unit_of(by, target) or keeps_plans(by, target.plan.agency_id):
        return allow()
    return refuse(_("Chỉ lãnh đạo, công chức kiểm soát thủ tục hành chính hoặc người được giao được nhập số liệu."))


def in_force(item: Task | Target) -> Verdict:
    """Confirmed, in a plan that is followed?"""
    if item.plan.state == Plan.State.CONFIRMED and item.state == ItemState.CONFIRMED:
        return allow()
    return refuse(_("Mục này chưa được xác nhận hoặc kế hoạch không còn theo dõi."))


def is_followed(plan: Plan) -> Verdict:
    """Confirmed, and neither replaced nor withdrawn?"""
    if plan.state == Plan.State.CONFIRMED:
        return allow()
    return refuse(_("Kế hoạch này chưa được xác nhận hoặc không còn theo dõi."))


def may_raise(by: Viewer, item: Task | Target) -> Verdict:
    """Whoever sees the plan may say what stands in the way: the one who meets it is seldom the one who leads."""
    if by.staff is not None and may_see(by, item.plan):
        return allow()
    return refuse(_("Chỉ người của cơ quan được nêu vướng mắc."))


def answers_for(by: Viewer, obstacle: Obstacle) -> bool:
    """Does what this viewer writes answer the obstacle?"""
    owns = by.staff is not None and by.staff.pk == obstacle.owner_id
    return owns or (keeps_plans(by, obstacle.plan.agency_id) and str(by.actor) != obstacle.raised_by)


def may_talk(by: Viewer, obstacle: Obstacle) -> Verdict:
    """Everybody of the agency who sees the plan."""
    if by.staff is not None and may_see(by, obstacle.plan):
        return allow()
    return refuse(_("Chỉ người của cơ quan được trả lời vướng mắc."))


def may_settle(by: Viewer, obstacle: Obstacle) -> Verdict:
    """Who raised it, and the keepers of the plan."""
    if str(by.actor) == obstacle.raised_by or keeps_plans(by, obstacle.plan.agency_id):
        return allow()
    return refuse(_("Chỉ người nêu vướng mắc hoặc lãnh đạo khép lại được."))


def may_write_budget(by: Viewer, plan: Plan) -> Verdict:
    """The keepers of the plan and the accountant of the agency."""
    if keeps_plans(by, plan.agency_id) or by.has_role(Role.ACCOUNTANT, plan.agency_id):
        return allow()
    return refuse(_("Chỉ lãnh đạo, công chức kiểm soát thủ tục hành chính hoặc kế toán được ghi kinh phí."))


def may_copy_models(by: Viewer) -> Verdict:
    """The keepers of plans of the viewer's own agency."""
    if by.staff is not None and keeps_plans(by, by.staff.agency):
        return allow()
    return refuse(_("Chỉ lãnh đạo hoặc công chức kiểm soát thủ tục hành chính ghi nhận học theo mô hình."))


def may_withdraw_model(by: Viewer, model: GoodModel) -> Verdict:
    """The keepers of plans of the agency that shows it."""
    if keeps_plans(by, model.agency_id):
        return allow()
    return refuse(_("Chỉ cơ quan nêu mô hình mới rút được."))


def may_report(by: Viewer, plan: Plan) -> Verdict:
    """The keepers of the plan draw up reports on it, and send them."""
    if keeps_plans(by, plan.agency_id):
        return allow()
    return refuse(_("Chỉ lãnh đạo hoặc công chức kiểm soát thủ tục hành chính của cơ quan được lập và gửi báo cáo."))


def may_sign_report(by: Viewer, plan: Plan) -> Verdict:
    """Who signs for the whole agency, themselves or by a delegation in force."""
    if by.staff is not None and by.serves(Role.SIGNER, plan.agency_id, ""):
        return allow()
    return refuse(_("Chỉ người có thẩm quyền ký của cơ quan được ký báo cáo."))


def may_acknowledge(by: Viewer, sending: Sending) -> Verdict:
    """Whoever keeps plans where it went to."""
    if sending.agency_id is not None and keeps_plans(by, sending.agency_id):
        return allow()
    return refuse(_("Chỉ nơi nhận mới xác nhận được."))


def may_collect(by: Viewer, plan: Plan) -> Verdict:
    """The keepers of the plan ask units for what it needs from them."""
    if keeps_plans(by, plan.agency_id):
        return allow()
    return refuse(_("Chỉ lãnh đạo hoặc công chức kiểm soát thủ tục hành chính được thu thập thông tin từ đơn vị."))


def may_see_input(viewer: Viewer, asked: Input) -> bool:
    """Whoever sees the plan, and whoever works in the agency that was asked."""
    asked_here = viewer.staff is not None and any(held.agency_id == asked.agency_id for held in viewer.roles)
    return asked_here or may_see(viewer, asked.collection.plan)


def may_give_input(by: Viewer, asked: Input) -> Verdict:
    """The head of the unit that is asked; the keepers of plans of its agency, who stand in and write down what came
    by another way."""
    heads = asked.unit_id is not None and by.has_role(Role.DIVISION_HEAD, asked.agency_id, asked.unit_id)
    if heads or keeps_plans(by, asked.agency_id):
        return allow()
    return refuse(_("Phiếu này do người phụ trách đơn vị được hỏi trả lời."))


def takes_answers(asked: Input) -> Verdict:
    """A first answer until the collection is closed, also late; one that was given is put right until its day."""
    if not asked.collection.is_open:
        return refuse(_("Đợt thu thập này đã khép lại."))
    if not asked.is_missing and asked.collection.due < today():
        return refuse(_("Đã quá hạn sửa câu trả lời. Xin liên hệ người thu thập."))
    return allow()


def may_check(by: Viewer, plan: Plan, closed_by: str) -> Verdict:
    """A keeper of the plan who is not the one that delivered: nobody confirms their own work. Where that one is the
    only keeper, an auditor of the agency."""
    if str(by.actor) == closed_by:
        return refuse(_("Người nộp sản phẩm không tự kiểm tra. Xin nhờ lãnh đạo hoặc người khác theo dõi kế hoạch."))
    keeper = may_confirm(by, plan)
    if keeper or (by.staff is not None and by.staff in who_checks(plan.agency, closed_by)):
        return allow()
    return keeper


def may_plan_inspection(by: Viewer, plan: Plan) -> Verdict:
    """The keepers of the plan."""
    if keeps_plans(by, plan.agency_id):
        return allow()
    return refuse(_("Chỉ lãnh đạo hoặc công chức kiểm soát thủ tục hành chính được lập cuộc kiểm tra."))


def may_inspect(by: Viewer, inspection: Inspection) -> Verdict:
    """Who was named to inspect, and the keepers of the plan."""
    named = by.staff is not None and by.staff.pk == inspection.leader_id and may_see(by, inspection.plan)
    if named or keeps_plans(by, inspection.plan.agency_id):
        return allow()
    return refuse(_("Chỉ người được giao kiểm tra hoặc người theo dõi kế hoạch được ghi kết quả kiểm tra."))


def may_mend(by: Viewer, finding: Finding) -> Verdict:
    """Who it was given to, the head of that unit, and the keepers of the plan."""
    plan, unit_id = finding.inspection.plan, mending_unit(finding)
    mine = by.staff is not None and by.staff.pk == finding.staff_id and may_see(by, plan)
    heads = unit_id is not None and by.has_role(Role.DIVISION_HEAD, plan.agency_id, unit_id)
    if mine or heads or keeps_plans(by, plan.agency_id):
        return allow()
    return refuse(_("Kiến nghị này giao cho người khác. Xin liên hệ người được giao hoặc lãnh đạo."))
