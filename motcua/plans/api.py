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
from motcua.plans.actions.correct_due import correct_due
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
from motcua.plans.actions.owe_reports import draft_owed, make_owed_reports, settle_owed
from motcua.plans.actions.plan_inspection import plan_inspection
from motcua.plans.actions.raise_finding import raise_finding
from motcua.plans.actions.raise_obstacle import raise_obstacle
from motcua.plans.actions.remind import remind_owed
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
from motcua.plans.cascade import below_its_parent, plans_above, seen_from
from motcua.plans.commands import check_command, read_command
from motcua.plans.comparing import compare
from motcua.plans.diagnosis import Moved, diagnosed
from motcua.plans.duties import duties_of
from motcua.plans.exports import FORMATS, export_answers, export_plan
from motcua.plans.exports.as_pdf import plan_as_pdf
from motcua.plans.exports.assignments import assignments_as_pdf
from motcua.plans.exports.goals import goal_words
from motcua.plans.exports.report import is_late, report_as_drafted, report_as_pdf
from motcua.plans.extracts import extracts
from motcua.plans.faults import fault_words, faults_of
from motcua.plans.finders import (
    arrival_for,
    budget_for,
    collection_for,
    evidence_for,
    finding_for,
    input_for,
    inspection_for,
    obstacle_for,
    owed_report_for,
    part_for,
    plan_for,
    report_for,
    target_for,
    task_for,
)
from motcua.plans.following import Standing, standing_of
from motcua.plans.judging import is_yes_no
from motcua.plans.lateness import late_and_why
from motcua.plans.learnt_days import DUE, DUES
from motcua.plans.lineage import earlier, same_plans
from motcua.plans.measure_words import measure_name
from motcua.plans.models import (
    Arrival,
    BudgetLine,
    CheckLine,
    Collection,
    Correction,
    Finding,
    Input,
    Inspection,
    Obstacle,
    OwedReport,
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
    Checking,
    checking_of,
    findings_of,
    inputs_of,
    late_findings,
    late_inputs,
    late_inspections,
    late_reports,
    my_findings,
    my_inputs,
    my_inspections,
    my_reports,
    rate_of,
    reports_owed,
    to_check,
)
from motcua.plans.owed_together import OwedTogether, together
from motcua.plans.owners import Owner, owner_of, share_name, who_answers, who_mends
from motcua.plans.periods import is_working, period_words
from motcua.plans.policies import (
    in_force,
    is_followed,
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
from motcua.plans.reading_quality import reading_quality
from motcua.plans.selectors import (
    arrivals_of,
    came_in,
    corrections_of,
    corrections_of_items,
    followed_tasks,
    good_model_for,
    good_models,
    late_parts,
    late_tasks,
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
from motcua.plans.waiting import last_days, open_findings, open_inputs, open_parts, open_reports
