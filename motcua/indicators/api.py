"""The door of indicators."""

from motcua.indicators.behind import dossiers_behind
from motcua.indicators.breakdown import by_procedure, failing, satisfaction_by_unit
from motcua.indicators.counted import Period
from motcua.indicators.criteria import (
    CRITERIA,
    FILING,
    FORM,
    HANDLING,
    SATISFACTION,
    FourCriteria,
    Reached,
    compute,
    reached,
)
from motcua.indicators.forms import FormUse, form_uses
from motcua.indicators.models import Fact
from motcua.indicators.money import money, returns
from motcua.indicators.reading import catch_up, rebuild
from motcua.indicators.trend import Month, trend
from motcua.indicators.workload import Load, late_in_hand, workload
