"""The door of plans."""

from motcua.plans.actions.add_evidence import add_evidence
from motcua.plans.actions.add_item import ADDED, add_item
from motcua.plans.actions.answer_obstacle import hand_obstacle, reply, settle_obstacle
from motcua.plans.actions.ask_inputs import ask_inputs, close_collection
from motcua.plans.actions.assign_target import Portion, assign_target, share_target
from motcua.plans.actions.assign_task import assign_task
from motcua.plans.actions.check_result import check_part, check_task
from motcua.plans.actions.close_finding import close_finding, reopen_finding
from motcua.plans.actions.close_part import close_part, reopen_part
from motcua.plans.actions.close_task import close_task, reopen_task
from motcua.plans.actions.confirm_plan import SURE_ENOUGH, UnseenVersion, confirm_plan
from motcua.plans.actions.correct_head import correct_head
from motcua.plans.actions.correct_item import COMPARATORS, correct_item
from motcua.plans.actions.draft_report import draft_report, take_figures_again, write_report
from motcua.plans.actions.enter_figure import enter_figure
from motcua.plans.actions.give_input import give_input
from motcua.plans.actions.import_plan import LARGEST, import_plan
from motcua.plans.actions.judge_item import confirm_item, drop_item
from motcua.plans.actions.link_above import link_above, link_item
from motcua.plans.actions.look_at_lines import conclude_inspection, look_at_lines
from motcua.plans.actions.make_calendar_key import make_calendar_key
from motcua.plans.actions.plan_inspection import plan_inspection
from motcua.plans.actions.raise_finding import raise_finding
from motcua.plans.actions.raise_obstacle import raise_obstacle
from motcua.plans.actions.remind import remind, remind_finding, remind_input, remind_obstacle, remind_part
from motcua.plans.actions.report_progress import report_progress
from motcua.plans.actions.send_out import acknowledge, publish_plan, send_out
from motcua.plans.actions.share_model import copy_model, mark_model, withdraw_model
from motcua.plans.actions.sign_report import sign_report
from motcua.plans.actions.start_days import start_days
from motcua.plans.actions.take_in import take_in
from motcua.plans.actions.tie_item import TIED, tie_item
from motcua.plans.actions.withdraw_plan import withdraw_plan
from motcua.plans.actions.write_budget import add_budget, spend_budget
from motcua.plans.calendars import DueDay, due_days, feed
from motcua.plans.cascade import Above, below_its_parent, plans_above, seen_from
from motcua.plans.commands import check_command, read_command
from motcua.plans.comparing import Changed, Comparison, compare
from motcua.plans.diagnosis import Moved, diagnosed
from motcua.plans.duties import Duties, duties_of
from motcua.plans.events import Confirmed, FigureEntered, Imported, ItemCorrected, TaskClosed
from motcua.plans.exports import FORMATS, export_answers, export_plan
from motcua.plans.exports.as_pdf import goal_words, plan_as_pdf
from motcua.plans.exports.assignments import assignments_as_pdf
from motcua.plans.exports.report import is_late, report_as_drafted, report_as_pdf
from motcua.plans.extracts import extracts
from motcua.plans.faults import faults_of
from motcua.plans.finders import (
    arrival_for,
    budget_for,
    collection_for,
    evidence_for,
    finding_for,
    input_for,
    inspection_for,
    obstacle_for,
    part_for,
    plan_for,
    report_for,
    target_for,
    task_for,
)
from motcua.plans.following import Standing, standing_of
from motcua.plans.judging import Judged, Judgement, is_yes_no, shown
from motcua.plans.lateness import Late, late_and_why
from motcua.plans.lineage import earlier
from motcua.plans.models import (
    Arrival,
    BudgetLine,
    CheckLine,
    Collection,
    Evidence,
    Finding,
    GoodModel,
    Input,
    Inspection,
    ItemState,
    Obstacle,
    Part,
    Plan,
    Progress,
    Report,
    Sending,
    Share,
    Target,
    Task,
)
from motcua.plans.moving import figure_unit
from motcua.plans.oversight import (
    Rate,
    findings_of,
    inputs_of,
    late_findings,
    late_inputs,
    my_findings,
    my_inputs,
    rate_of,
    to_check,
)
from motcua.plans.owners import Owner, owner_of, share_name, who_answers, who_mends
from motcua.plans.periods import is_working, period_words, rhythm_of
from motcua.plans.policies import (
    KEEPERS,
    keeps_plans,
    may_acknowledge,
    may_check,
    may_collect,
    may_copy_models,
    may_enter_figure,
    may_give_input,
    may_inspect,
    may_mend,
    may_plan_inspection,
    may_raise,
    may_report,
    may_settle,
    may_sign_report,
    may_talk,
    may_withdraw_model,
    may_work_on,
    may_write_budget,
    takes_answers,
)
from motcua.plans.reader import UnreadablePlan
from motcua.plans.reading_quality import ReadingQuality, reading_quality
from motcua.plans.selectors import (
    arrivals_of,
    came_in,
    corrections_of,
    followed_parts,
    followed_tasks,
    good_model_for,
    good_models,
    late_parts,
    late_tasks,
    measure_name,
    my_parts,
    my_tasks,
    obstacles_of,
    plans_of,
    published_plan,
    published_plans,
    reminders_of,
    sending_for,
    tasks_of,
    to_confirm,
)
from motcua.plans.spreading import spread_of
from motcua.plans.ties import Ties, pair_of, ties_of

__all__ = [
    "ADDED",
    "COMPARATORS",
    "FORMATS",
    "KEEPERS",
    "LARGEST",
    "SURE_ENOUGH",
    "TIED",
    "Above",
    "Arrival",
    "BudgetLine",
    "Changed",
    "CheckLine",
    "Collection",
    "Comparison",
    "Confirmed",
    "DueDay",
    "Duties",
    "Evidence",
    "FigureEntered",
    "Finding",
    "GoodModel",
    "Imported",
    "Input",
    "Inspection",
    "ItemCorrected",
    "ItemState",
    "Judged",
    "Judgement",
    "Late",
    "Moved",
    "Obstacle",
    "Owner",
    "Part",
    "Plan",
    "Portion",
    "Progress",
    "Rate",
    "ReadingQuality",
    "Report",
    "Sending",
    "Share",
    "Standing",
    "Target",
    "Task",
    "TaskClosed",
    "Ties",
    "UnreadablePlan",
    "UnseenVersion",
    "acknowledge",
    "add_budget",
    "add_evidence",
    "add_item",
    "arrival_for",
    "arrivals_of",
    "ask_inputs",
    "assign_target",
    "assign_task",
    "assignments_as_pdf",
    "below_its_parent",
    "budget_for",
    "came_in",
    "check_command",
    "check_part",
    "check_task",
    "close_collection",
    "close_finding",
    "close_part",
    "close_task",
    "collection_for",
    "compare",
    "conclude_inspection",
    "confirm_item",
    "confirm_plan",
    "copy_model",
    "correct_head",
    "correct_item",
    "corrections_of",
    "diagnosed",
    "draft_report",
    "drop_item",
    "due_days",
    "duties_of",
    "earlier",
    "enter_figure",
    "evidence_for",
    "export_answers",
    "export_plan",
    "extracts",
    "faults_of",
    "feed",
    "figure_unit",
    "finding_for",
    "findings_of",
    "followed_parts",
    "followed_tasks",
    "give_input",
    "goal_words",
    "good_model_for",
    "good_models",
    "hand_obstacle",
    "import_plan",
    "input_for",
    "inputs_of",
    "inspection_for",
    "is_late",
    "is_working",
    "is_yes_no",
    "keeps_plans",
    "late_and_why",
    "late_findings",
    "late_inputs",
    "late_parts",
    "late_tasks",
    "link_above",
    "link_item",
    "look_at_lines",
    "make_calendar_key",
    "mark_model",
    "may_acknowledge",
    "may_check",
    "may_collect",
    "may_copy_models",
    "may_enter_figure",
    "may_give_input",
    "may_inspect",
    "may_mend",
    "may_plan_inspection",
    "may_raise",
    "may_report",
    "may_settle",
    "may_sign_report",
    "may_talk",
    "may_withdraw_model",
    "may_work_on",
    "may_write_budget",
    "measure_name",
    "my_findings",
    "my_inputs",
    "my_parts",
    "my_tasks",
    "obstacle_for",
    "obstacles_of",
    "owner_of",
    "pair_of",
    "part_for",
    "period_words",
    "plan_as_pdf",
    "plan_for",
    "plan_inspection",
    "plans_above",
    "plans_of",
    "publish_plan",
    "published_plan",
    "published_plans",
    "raise_finding",
    "raise_obstacle",
    "rate_of",
    "read_command",
    "reading_quality",
    "remind",
    "remind_finding",
    "remind_input",
    "remind_obstacle",
    "remind_part",
    "reminders_of",
    "reopen_finding",
    "reopen_part",
    "reopen_task",
    "reply",
    "report_as_drafted",
    "report_as_pdf",
    "report_for",
    "report_progress",
    "rhythm_of",
    "seen_from",
    "send_out",
    "sending_for",
    "settle_obstacle",
    "share_name",
    "share_target",
    "shown",
    "sign_report",
    "spend_budget",
    "spread_of",
    "standing_of",
    "start_days",
    "take_figures_again",
    "take_in",
    "takes_answers",
    "target_for",
    "task_for",
    "tasks_of",
    "tie_item",
    "ties_of",
    "to_check",
    "to_confirm",
    "who_answers",
    "who_mends",
    "withdraw_model",
    "withdraw_plan",
    "write_report",
]
