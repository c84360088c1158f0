"""Checks of the document itself: what an importer should ask back before a plan is followed."""

from __future__ import annotations

from collections.abc import Callable

from motcua.plans.checks.announced import check_counts
from motcua.plans.checks.baselines import check_baselines
from motcua.plans.checks.clashes import (
    check_contradictions,
    check_days,
    check_place_counts,
    check_task_deadlines,
)
from motcua.plans.checks.columns import check_columns
from motcua.plans.checks.counting import check_numbering
from motcua.plans.checks.dates import check_dates, check_deadlines
from motcua.plans.checks.doubts import check_leads, check_signature, check_vague
from motcua.plans.checks.figures import check_national, check_parts
from motcua.plans.checks.gaps import check_frame, check_products, check_tasks, check_whole
from motcua.plans.checks.law import check_citations
from motcua.plans.checks.powers import check_powers
from motcua.plans.checks.shares import check_said_shares
from motcua.plans.checks.spelling import check_spelling
from motcua.plans.checks.sums import check_sums
from motcua.plans.checks.ties import check_ties
from motcua.plans.checks.units import check_units
from motcua.plans.reader.model import Anomaly, Plan
from motcua.plans.reader.reading import Reading

Check = Callable[[Plan, Reading], list[Anomaly]]

CHECKS: tuple[Check, ...] = (
    check_counts, check_numbering, check_said_shares, check_parts, check_sums, check_baselines, check_contradictions,
    check_columns, check_days, check_task_deadlines, check_place_counts, check_national, check_tasks,
    check_products, check_ties, check_dates, check_deadlines, check_vague, check_leads, check_citations, check_units,
    check_powers, check_frame, check_signature, check_whole, check_spelling,
)  # fmt: skip


def find_anomalies(plan: Plan, reading: Reading) -> list[Anomaly]:
    """All faults of the document, in the order of the checks; the same sentence is said once.

    What the columns of a table show is left out where an item read from that row told it already.
    """
    found: dict[tuple[str, str], Anomaly] = {}
    for check in CHECKS:
        before = {(fault.kind, fault.source) for fault in found.values()}
        for fault in check(plan, reading):
            if check is not check_columns or (fault.kind, fault.source) not in before:
                found.setdefault((fault.kind, fault.message), fault)
    return list(found.values())
