from motcua.plans.models.correction import Correction
from motcua.plans.models.item import ItemState
from motcua.plans.models.plan import Plan
from motcua.plans.models.progress import Progress
from motcua.plans.models.reminder import Reminder
from motcua.plans.models.target import Target
from motcua.plans.models.task import Task

__all__ = ["Correction", "ItemState", "Plan", "Progress", "Reminder", "Target", "Task"]
