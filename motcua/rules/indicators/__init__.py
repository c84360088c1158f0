"""Formulas of the figures we are measured by. Plain records in, plain results out; an empty denominator is None.

Sources: Decision 1565/QĐ-TTg (four quality criteria), Decision 766/QĐ-TTg (on time).
"""

from motcua.rules.indicators.criteria import (
    Filing,
    FilingTimes,
    FormQuality,
    FormUse,
    Handling,
    OnlineVersusCounter,
    ProcedureTimes,
    Rating,
    Satisfaction,
    Target,
    filing_times,
    form_quality,
    online_versus_counter,
    satisfaction,
    target,
)
from motcua.rules.indicators.on_time import (
    DossierTimes,
    Supplement,
    Timeliness,
    end_of_processing,
    on_time,
)

__all__ = [
    "DossierTimes",
    "Filing",
    "FilingTimes",
    "FormQuality",
    "FormUse",
    "Handling",
    "OnlineVersusCounter",
    "ProcedureTimes",
    "Rating",
    "Satisfaction",
    "Supplement",
    "Target",
    "Timeliness",
    "end_of_processing",
    "filing_times",
    "form_quality",
    "on_time",
    "online_versus_counter",
    "satisfaction",
    "target",
]
