from motcua.plans.models.arrival import Arrival
from motcua.plans.models.budget_line import BudgetLine
from motcua.plans.models.calendar_key import CalendarKey
from motcua.plans.models.check_line import CheckLine
from motcua.plans.models.collection import Collection
from motcua.plans.models.correction import Correction
from motcua.plans.models.evidence import Evidence
from motcua.plans.models.finding import Finding
from motcua.plans.models.good_model import GoodModel
from motcua.plans.models.input import Input
from motcua.plans.models.inspection import Inspection
from motcua.plans.models.item import ItemState
from motcua.plans.models.model_copy import ModelCopy
from motcua.plans.models.obstacle import Obstacle
from motcua.plans.models.owed_report import OwedReport
from motcua.plans.models.part import Part
from motcua.plans.models.plan import Plan
from motcua.plans.models.progress import Progress
from motcua.plans.models.reminder import Reminder
from motcua.plans.models.reply import Reply
from motcua.plans.models.report import Report
from motcua.plans.models.sending import Sending
from motcua.plans.models.share import Share
from motcua.plans.models.target import Target
from motcua.plans.models.task import Task
from motcua.plans.models.tie import Tie

__all__ = [
    "Arrival",
    "BudgetLine",
    "CalendarKey",
    "CheckLine",
    "Collection",
    "Correction",
    "Evidence",
    "Finding",
    "GoodModel",
    "Input",
    "Inspection",
    "ItemState",
    "ModelCopy",
    "Obstacle",
    "OwedReport",
    "Part",
    "Plan",
    "Progress",
    "Reminder",
    "Reply",
    "Report",
    "Sending",
    "Share",
    "Target",
    "Task",
    "Tie",
]
