"""The door of plans."""

from motcua.plans.actions.assign_task import assign_task
from motcua.plans.actions.close_task import close_task, reopen_task
from motcua.plans.actions.confirm_plan import SURE_ENOUGH, confirm_plan
from motcua.plans.actions.correct_item import COMPARATORS, correct_item
from motcua.plans.actions.enter_figure import enter_figure
from motcua.plans.actions.import_plan import import_plan
from motcua.plans.actions.judge_item import confirm_item, drop_item
from motcua.plans.actions.report_progress import report_progress
from motcua.plans.commands import check_command, read_command
from motcua.plans.events import Confirmed, FigureEntered, Imported, ItemCorrected, TaskClosed
from motcua.plans.exports import FORMATS, export_plan
from motcua.plans.following import Standing, standing_of
from motcua.plans.models import ItemState, Plan, Progress, Target, Task
from motcua.plans.policies import KEEPERS, keeps_plans, may_enter_figure, may_work_on
from motcua.plans.reader import UnreadablePlan
from motcua.plans.selectors import (
    corrections_of,
    late_tasks,
    measure_name,
    my_tasks,
    plan_for,
    plans_of,
    reminders_of,
    target_for,
    task_for,
    tasks_of,
    to_confirm,
)

__all__ = [
    "COMPARATORS",
    "FORMATS",
    "KEEPERS",
    "SURE_ENOUGH",
    "Confirmed",
    "FigureEntered",
    "Imported",
    "ItemCorrected",
    "ItemState",
    "Plan",
    "Progress",
    "Standing",
    "Target",
    "Task",
    "TaskClosed",
    "UnreadablePlan",
    "assign_task",
    "check_command",
    "close_task",
    "confirm_item",
    "confirm_plan",
    "correct_item",
    "corrections_of",
    "drop_item",
    "enter_figure",
    "export_plan",
    "import_plan",
    "keeps_plans",
    "late_tasks",
    "may_enter_figure",
    "may_work_on",
    "measure_name",
    "my_tasks",
    "plan_for",
    "plans_of",
    "read_command",
    "reminders_of",
    "reopen_task",
    "report_progress",
    "standing_of",
    "target_for",
    "task_for",
    "tasks_of",
    "to_confirm",
]
