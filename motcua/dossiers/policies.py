"""Who may see and do what with a dossier. Each answers one question, with the reason and the article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, TypeVar, cast

from django.utils.translation import gettext_lazy as _

from motcua.base.clock import today
from motcua.base.verdict import Verdict, allow, refuse
from motcua.catalogue.api import pack_of, why_not_offered
from motcua.directory.api import WORKING_ROLES, Agency, Staff, Viewer, agency_now
from motcua.dossiers.codes import FeeState, StepState
from motcua.dossiers.corrections import corrects_what_was_revoked, to_hand_out
from motcua.dossiers.facts import subject_of
from motcua.dossiers.meant_for import colleague_meant, may_be_theirs
from motcua.dossiers.models import Dossier, HandOver, OpinionRequest, Result, Step
from motcua.dossiers.steps import ISSUE, OF_ANY_UNIT, RECEIVE, RETURN, SIGN, receiving_unit
from motcua.dossiers.words import not_from_here
from motcua.eforms.api import Draft, may_fill
from motcua.rules.codes import Role
from motcua.rules.lifecycle import APPLICANT, SETTLED, Passage, Status, passage

Policy = TypeVar("Policy", bound=Callable[..., Verdict])

KEEPS_THE_BOOK = (Role.CLERK, Role.REGISTRAR, Role.CONTROLLER, Role.LEADER)
SETTLERS = (Role.OFFICER, Role.DIVISION_HEAD, Role.SIGNER, Role.LEADER)
CHECKERS = (Role.CLERK, Role.OFFICER, Role.DIVISION_HEAD, Role.SIGNER)
NEVER_DRAFTS = (RECEIVE, SIGN, ISSUE, RETURN)
ONE_STOP = "Nghị định 118/2025/NĐ-CP"
FEES = "Luật Phí và lệ phí 97/2015/QH13"
NOT_YOURS = _("Hồ sơ này không thuộc phần việc của ông/bà.")
NOT_YOUR_ROLE = _("Vai trò của ông/bà không làm được việc này.")
FOR_SOMEBODY = _("Việc này được chuyển cho %(name)s.")
ONLY_SIGNERS = _("Chỉ người có thẩm quyền ký của cơ quan giải quyết mới ký được.")
YOUR_OWN = _("Đây là hồ sơ của chính ông/bà. Xin để đồng nghiệp giải quyết.")


def owns(viewer: Viewer, dossier: Dossier) -> bool:
    """Is it the viewer's own dossier, or of the child or organisation they chose to act for?

    An organisation's dossier is seen only by who acts for it now, not by everybody who once filed for it.
    """
    if viewer.subject is not None and viewer.subject == subject_of(dossier):
        return True
    if dossier.subject_kind == "organisation":
        return False
    return viewer.person is not None and viewer.person.pk == dossier.applicant_id


def is_own_business(viewer: Viewer, dossier: Dossier) -> bool:
    """Did this member of staff file it, or is it about them? Known where their personal number is kept."""
    numbers = _own_numbers(viewer)
    if not numbers:
        return False
    applicant = dossier.applicant.personal_id if dossier.applicant is not None else ""
    return applicant in numbers or (dossier.subject_kind == "person" and dossier.subject_key in numbers)


def _own_numbers(viewer: Viewer) -> set[str]:
    if viewer.staff is None:
        return set()
    return {viewer.staff.personal_id, viewer.person.personal_id if viewer.person is not None else ""} - {""}


def _barred(viewer: Viewer, of: Dossier | Step | OpinionRequest) -> Verdict | None:
    """Why the viewer settles nothing of it, whatever their roles: no staff, or it is their own. None: roles decide."""
    if viewer.staff is None:
        return refuse(NOT_YOURS)
    if not _own_numbers(viewer):  # nobody else pays for reading the dossier behind a step
        return None
    own = is_own_business(viewer, of if isinstance(of, Dossier) else of.dossier)
    return refuse(YOUR_OWN, ONE_STOP) if own else None


def settling(decide: Policy) -> Policy:
    """A policy about those who settle: asked only of staff, and never for their own business."""

    @wraps(decide)
    def decided(viewer: Viewer, of: Dossier | Step | OpinionRequest, *args: Any) -> Verdict:
        closed = _barred(viewer, of)
        return decide(viewer, of, *args) if closed is None else closed

    return cast(Policy, decided)


def concerned_agencies(dossier: Dossier) -> set[int]:
    """Agencies that have a part in it: receiving, competent, holding, supporting."""
    ids = {dossier.agency_id, dossier.competent_agency_id, dossier.holding_agency_id, dossier.support_agency_id}
    return {each for each in ids if each is not None}


def works_on(viewer: Viewer, dossier: Dossier) -> bool:
    """Does the viewer work in an agency that has a part in it, or where (in the very unit) an opinion was asked?"""
    working = {str(role) for role in WORKING_ROLES}
    places = {held.agency_id for held in viewer.roles if held.role in working}
    if places & concerned_agencies(dossier):
        return True
    if not places:
        return False
    asked = OpinionRequest.objects.filter(dossier=dossier, asked_agency__in=places)
    return any(_is_asked(viewer, each, WORKING_ROLES) for each in asked)


def audits(viewer: Viewer, dossier: Dossier) -> bool:
    """Is the viewer an auditor of an agency that has a part in it, who may open it once they say for what?"""
    return any(viewer.has_role(Role.AUDITOR, agency) for agency in concerned_agencies(dossier))


def may_see(viewer: Viewer, dossier: Dossier, purpose: str = "") -> Verdict:
    """The owner; staff who work on it; an auditor of a concerned agency who says for what (Decree 13/2023/NĐ-CP)."""
    if owns(viewer, dossier) or (viewer.staff is not None and works_on(viewer, dossier)):
        return allow()
    if audits(viewer, dossier):
        return allow() if purpose.strip() else refuse(_("Xin ghi mục đích xem hồ sơ này."))
    return refuse(NOT_YOURS)


def may_see_looks(viewer: Viewer, dossier: Dossier) -> Verdict:
    """May the viewer read who looked at it? Its owner, whoever filed it, the staff who work on it, its auditors."""
    if owns(viewer, dossier) or (viewer.staff is not None and works_on(viewer, dossier)):
        return allow()
    return allow() if audits(viewer, dossier) else refuse(NOT_YOURS)


def may_pass(viewer: Viewer, dossier: Dossier, action: str) -> Verdict:
    """May the viewer do `action` of the lifecycle table from the dossier's present status?"""
    row = passage(action, dossier.status)
    if row is None:
        return refuse(not_from_here(dossier.state), ONE_STOP)
    if APPLICANT in row.by and owns(viewer, dossier):
        return allow()
    return _by_role(viewer, dossier, row)


@settling
def _by_role(viewer: Viewer, dossier: Dossier, row: Passage) -> Verdict:
    if not any(viewer.serves(role, dossier.holding_agency_id, unit_for(dossier, role)) for role in row.by):
        return refuse(NOT_YOUR_ROLE, row.legal_basis)
    return allow()


def unit_for(dossier: Dossier, role: str) -> str:
    """Code of the unit in which `role` must hold to act on the dossier now; "": the role must hold everywhere.

    Clerks belong to the unit that receives it by its route, everybody else to the unit of the step it is at.
    """
    if role == Role.CLERK:
        return receiving_unit(pack_of(dossier.procedure_version_id))
    return dossier.current_step.unit if dossier.current_step is not None else ""


def may_receive(viewer: Viewer, dossier: Dossier) -> Verdict:
    """May the viewer accept it? A clerk of the agency that holds it (Decree 118/2025/NĐ-CP)."""
    return may_pass(viewer, dossier, "accept")


def may_refuse(viewer: Viewer, dossier: Dossier) -> Verdict:
    """May the viewer refuse to accept it?"""
    return may_pass(viewer, dossier, "refuse")


def may_claim(viewer: Viewer, step: Step) -> Verdict:
    """May the viewer take this step: it is open, and they hold its role in its agency?"""
    if step.state != StepState.OPEN:
        return refuse(_("Việc này đã có người nhận hoặc đã xong."))
    return holds_role_of(viewer, step)


@settling
def holds_role_of(viewer: Viewer, step: Step) -> Verdict:
    """Does the viewer hold the role of this step in its agency, and not only in another unit of it?"""
    if not is_for(viewer, step):
        return refuse(NOT_YOUR_ROLE)
    return _is_not_for_another(viewer, step)


def _is_not_for_another(viewer: Viewer, step: Step) -> Verdict:
    named = meant_for_another(viewer, step)
    return allow() if named is None else refuse(FOR_SOMEBODY % {"name": named.full_name})


def is_for(viewer: Viewer, step: Step) -> bool:
    """Does this step wait for somebody like the viewer, by agency, unit and role?"""
    anywhere = not step.unit and step.kind in OF_ANY_UNIT
    return (
        viewer.has_role(step.role, step.agency_id) if anywhere else viewer.serves(step.role, step.agency_id, step.unit)
    )


def meant_for_another(viewer: Viewer, step: Step) -> Staff | None:
    """The colleague a free step was handed to by name, while they have not taken it; None where it waits for everybody
    or for the viewer. Who handed it over may take it back, and a head gives it to somebody else.
    """
    slip = colleague_meant(step)
    return None if slip is None or may_be_theirs(slip, viewer.staff) else slip.to_staff


def may_work(viewer: Viewer, step: Step | None) -> Verdict:
    """May the viewer finish, send back or hand over this step: it is theirs, or open and of their role?"""
    return refuse(_("Hồ sơ không ở bước xử lý nào.")) if step is None else _may_work(viewer, step)


@settling
def _may_work(viewer: Viewer, step: Step) -> Verdict:
    if step.state == StepState.CLAIMED and viewer.staff is not None and step.holder_id == viewer.staff.pk:
        return allow()
    if step.state == StepState.OPEN:
        return holds_role_of(viewer, step)
    return refuse(_("Việc này đang do người khác giữ."))


@settling
def may_manage(viewer: Viewer, dossier: Dossier) -> Verdict:
    """May the viewer move work between people: a head of division or leader of the agency that holds it?"""
    heads = (Role.DIVISION_HEAD, Role.LEADER)
    return _one_of(viewer, dossier, heads, dossier.holding_agency_id)


@settling
def may_sign(viewer: Viewer, dossier: Dossier) -> Verdict:
    """May the viewer sign its result: who the route names (else a signer), themselves or by a delegation in force; of
    those, where it was handed to one by name, that one?"""
    if dossier.status in SETTLED:
        return allow() if _signs_now(viewer, dossier) else refuse(ONLY_SIGNERS, ONE_STOP)
    step = dossier.current_step if dossier.current_step is not None and dossier.current_step.kind == SIGN else None
    role, unit = (step.role, step.unit) if step is not None else (str(Role.SIGNER), "")
    if not viewer.serves(role, dossier.competent_agency_id, unit):
        return refuse(ONLY_SIGNERS, ONE_STOP)
    return _is_not_for_another(viewer, step) if step is not None else allow()


def _signs_now(viewer: Viewer, dossier: Dossier) -> bool:
    """Would the viewer sign a correction: at the post that signed, or for the agency that stands in for it now?"""
    agency = agency_now(dossier.competent_agency)
    step = Step.objects.filter(dossier=dossier, kind=SIGN).order_by("-place", "-round").first()
    role, unit = (step.role, step.unit) if step is not None else (str(Role.SIGNER), "")
    return viewer.serves(role, agency.pk, unit if agency.pk == dossier.competent_agency_id else "")


@settling
def may_correct_result(viewer: Viewer, dossier: Dossier) -> Verdict:
    """May the viewer draft what is to stand in the place of a wrong result: who holds a post that worked on it, or is
    the head there; where the agency ended, whoever holds such a role in the one that stands in for it?"""
    if dossier.status not in SETTLED:
        return refuse(_("Hồ sơ chưa có kết quả để đính chính."), ONE_STOP)
    worked = Step.objects.filter(dossier=dossier).exclude(kind__in=NEVER_DRAFTS).values_list("role", "unit")
    posts = set(worked) or {(str(Role.OFFICER), "")}
    posts |= {(str(Role.DIVISION_HEAD), unit) for _role, unit in posts}
    agency = agency_now(dossier.competent_agency)
    if agency.pk == dossier.competent_agency_id:
        may = any(viewer.serves(role, agency.pk, unit) for role, unit in posts)
    else:
        may = viewer.has_any_role(*(role for role, _unit in posts), agency=agency)
    return allow() if may else refuse(NOT_YOUR_ROLE, ONE_STOP)


@settling
def may_decline_correction(viewer: Viewer, dossier: Dossier, waiting: Sequence[Result]) -> Verdict:
    """May the viewer end the corrections `waiting` for a signature: who would sign them, or drafted every one?"""
    mine = bool(waiting) and all(viewer.staff is not None and each.drafted_by_id == viewer.staff.pk for each in waiting)
    return allow() if mine else may_sign(viewer, dossier)


@settling
def may_revoke_result(viewer: Viewer, dossier: Dossier) -> Verdict:
    """May the viewer take its result out of force: who signs for the agency that decided, or stands in for it now,
    by themselves or by a delegation in force?"""
    if dossier.status not in SETTLED:
        return refuse(_("Hồ sơ chưa có kết quả để thu hồi."), ONE_STOP)
    if not viewer.serves(Role.SIGNER, agency_now(dossier.competent_agency).pk, ""):
        return refuse(_("Chỉ người có thẩm quyền ký của cơ quan giải quyết mới thu hồi được."), ONE_STOP)
    return allow()


@settling
def may_give_opinion(viewer: Viewer, request: OpinionRequest) -> Verdict:
    """May the viewer answer for the agency, or for the unit of it, that was asked?"""
    return allow() if _is_asked(viewer, request, SETTLERS) else refuse(NOT_YOUR_ROLE)


def _is_asked(viewer: Viewer, request: OpinionRequest, roles: Sequence[Role]) -> bool:
    if not request.asked_unit:
        return viewer.has_any_role(*roles, agency=request.asked_agency_id)
    return any(viewer.serves(role, request.asked_agency_id, request.asked_unit) for role in roles)


@settling
def may_apologise(viewer: Viewer, dossier: Dossier) -> Verdict:
    """May the viewer write the apology with a new date: who settles it, or their heads (Decree 118/2025/NĐ-CP)?"""
    return _one_of(viewer, dossier, SETTLERS, dossier.competent_agency_id)


@settling
def may_sign_apology(viewer: Viewer, dossier: Dossier) -> Verdict:
    """May the viewer sign it: for the agency that decides as a whole, by themselves or by a delegation in force?

    Form 04 is signed by the head of the unit (Circular 03/2025/TT-VPCP, Annex I).
    """
    if not viewer.serves(Role.SIGNER, dossier.competent_agency_id, ""):
        return refuse(_("Chỉ người có thẩm quyền ký của cơ quan giải quyết mới ký được."), ONE_STOP)
    return allow()


def _one_of(viewer: Viewer, dossier: Dossier, roles: Sequence[Role], agency_id: int) -> Verdict:
    served = any(viewer.serves(role, agency_id, unit_for(dossier, role)) for role in roles)
    return allow() if served else refuse(NOT_YOUR_ROLE, ONE_STOP)


def may_return(viewer: Viewer, dossier: Dossier) -> Verdict:
    """May the viewer hand over the result, or the paper of a corrected one? A clerk of the agency that received it;
    lateness never stops it."""
    verdict = may_pass(viewer, dossier, "return_result")
    if verdict or viewer.staff is None:
        return verdict
    if passage("return_result", dossier.status) is None and not _paper_ready(dossier):
        return verdict
    return allow() if _is_its_clerk(viewer, dossier) else verdict


def _paper_ready(dossier: Dossier) -> bool:
    """Was it handed over, and does a corrected result wait to be given on paper?"""
    return dossier.status == Status.RETURNED and to_hand_out(dossier).exists()


@settling
def may_spoil_blank(viewer: Viewer, dossier: Dossier) -> Verdict:
    """May the viewer record a spoiled form? A clerk of the agency that received it, from the signature on."""
    if dossier.status not in SETTLED:
        return refuse(_("Chỉ ghi phôi hỏng, hủy khi kết quả đã ký."), ONE_STOP)
    return allow() if _is_its_clerk(viewer, dossier) else refuse(NOT_YOUR_ROLE, ONE_STOP)


@settling
def may_replace_blank(viewer: Viewer, dossier: Dossier) -> Verdict:
    """May the viewer give another form for one that was handed over? A clerk of the agency that received it."""
    if dossier.status != Status.RETURNED:
        return refuse(_("Chỉ thay phôi khi đã trao kết quả."), ONE_STOP)
    return allow() if _is_its_clerk(viewer, dossier) else refuse(NOT_YOUR_ROLE, ONE_STOP)


@settling
def may_ask_return_fee(viewer: Viewer, dossier: Dossier) -> Verdict:
    """May the viewer ask for what is due on return? A clerk of the agency that received it, once it is signed."""
    if dossier.status != Status.DONE or dossier.fee_state == FeeState.DUE:
        return refuse(_("Chỉ yêu cầu được khi kết quả đã ký và chưa trả."), ONE_STOP)
    if corrects_what_was_revoked(dossier):
        return refuse(_("Kết quả đính chính sau khi thu hồi không thu thêm phí, lệ phí."), FEES)
    return allow() if _is_its_clerk(viewer, dossier) else refuse(NOT_YOUR_ROLE, ONE_STOP)


@settling
def may_relieve_fee(viewer: Viewer, dossier: Dossier) -> Verdict:
    """May the viewer grant an exemption that no data proved? A clerk of the agency that received it, while it owes."""
    if dossier.fee_state != FeeState.DUE or dossier.state.is_final:
        return refuse(_("Hồ sơ này không có khoản nào chưa nộp."), FEES)
    return allow() if _is_its_clerk(viewer, dossier) else refuse(NOT_YOUR_ROLE, FEES)


@settling
def may_check_parts(viewer: Viewer, dossier: Dossier) -> Verdict:
    """May the viewer judge the papers? Who receives, settles or heads it, while it is not signed."""
    if dossier.state.is_final or dossier.status == Status.DONE:
        return refuse(_("Hồ sơ đã xong nên không kiểm tra giấy tờ nữa."), ONE_STOP)
    return _one_of(viewer, dossier, CHECKERS, dossier.holding_agency_id)


def may_receive_hand_over(viewer: Viewer, slip: HandOver) -> Verdict:
    """May the viewer confirm that it arrived? Staff who work in the place it was given to, once."""
    if slip.received_at is not None:
        return refuse(_("Bàn giao này đã được ký nhận."))
    working = viewer.staff is not None and any(
        viewer.serves(role, slip.to_agency_id, slip.to_unit) for role in WORKING_ROLES
    )
    if not working or viewer.staff is None:
        return refuse(NOT_YOUR_ROLE)
    named = slip.to_staff
    if named is not None and named.active and named.pk != viewer.staff.pk:
        return refuse(FOR_SOMEBODY % {"name": named.full_name})
    return allow()


def _is_its_clerk(viewer: Viewer, dossier: Dossier) -> bool:
    if is_own_business(viewer, dossier):
        return False
    return viewer.serves(Role.CLERK, agency_now(dossier.agency).pk, unit_for(dossier, Role.CLERK))


def may_file(viewer: Viewer, draft: Draft) -> Verdict:
    """May the viewer file this draft: theirs, of a procedure still offered, with an account of level 2 (Decree
    69/2024/NĐ-CP)?"""
    if not viewer.may_file:
        words = _("Tài khoản định danh của ông/bà chưa đủ mức để nộp hồ sơ trực tuyến (cần mức độ 2).")
        return refuse(words, "Nghị định 69/2024/NĐ-CP")
    if draft.agency.valid_to is not None and draft.agency.valid_to < today():
        names = {"old": draft.agency.short_name, "new": agency_now(draft.agency).short_name}
        return refuse(_("%(old)s không còn nhận hồ sơ. Nay nộp tại %(new)s.") % names)
    if gone := why_not_offered(draft.procedure):
        return refuse(_("%(why)s. Bản khai này không nộp được nữa.") % {"why": gone.removesuffix(".")})
    return may_fill(viewer, draft)


def may_export_evidence(viewer: Viewer, dossier: Dossier) -> Verdict:
    """May the viewer take the evidence of it along? A controller or an auditor of an agency that has a part in it."""
    concerned = concerned_agencies(dossier)
    watches = any(viewer.has_any_role(Role.CONTROLLER, Role.AUDITOR, agency=agency) for agency in concerned)
    return allow() if watches else refuse(NOT_YOUR_ROLE)


def may_print_register(viewer: Viewer, agency: Agency) -> Verdict:
    """May the viewer print the book of dossiers (form 07) of their own agency: desk, registrar, controller, leader?"""
    return allow() if viewer.has_any_role(*KEEPS_THE_BOOK, agency=agency.pk) else refuse(NOT_YOUR_ROLE)
