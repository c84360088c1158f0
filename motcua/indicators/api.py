"""The door of indicators."""

from motcua.indicators.behind import dossiers_behind
from motcua.indicators.criteria import (
    CRITERIA,
    FILING,
    FORM,
    HANDLING,
    SATISFACTION,
    Filed,
    FourCriteria,
    Period,
    compute,
)
from motcua.indicators.models import Fact
from motcua.indicators.reading import catch_up, rebuild

__all__ = [
    "CRITERIA",
    "FILING",
    "FORM",
    "HANDLING",
    "SATISFACTION",
    "Fact",
    "Filed",
    "FourCriteria",
    "Period",
    "catch_up",
    "compute",
    "dossiers_behind",
    "rebuild",
]
