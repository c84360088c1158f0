from motcua.indicators.models.bill_fact import BillFact
from motcua.indicators.models.draft_fact import DraftFact
from motcua.indicators.models.fact import Fact
from motcua.indicators.models.reader import Reader
from motcua.indicators.models.step_fact import StepFact

__all__ = ["BillFact", "DraftFact", "Fact", "Reader", "StepFact"]
