"""Figures that cannot all be true: percentages, parts and wholes, targets below what is reached, contradictions."""

from __future__ import annotations

import re
from collections import defaultdict

from motcua.base.kit.figures import in_vietnamese
from motcua.plans.checks.parts import finding
from motcua.plans.data import table
from motcua.plans.reader.metrics import metric
from motcua.plans.reader.model import Anomaly, Baseline, Plan, Target
from motcua.plans.reader.reading import Reading


def _name(slug: str) -> str:
    one = metric(slug)
    return one.name if one else slug


_PAPER = re.compile(
    r"(\d[\d.]*)\s+(?:thủ tục hành chính|TTHC)[^.;]{0,80}?(?:hồ sơ giấy|bằng giấy|chưa (?:được )?cung cấp)",
    re.IGNORECASE,
)


def check_parts(plan: Plan, reading: Reading) -> list[Anomaly]:
    """Parts that do not make their whole, and a count that differs from the sum of the counts printed for it."""
    found: list[Anomaly] = []
    wholes: dict[tuple[int, str], list[Baseline]] = defaultdict(list)
    for one in plan.baseline:
        if one.numerator and one.denominator and one.section:
            wholes[(one.denominator, one.scope or "")].append(one)
    for (whole, scope), parts in wholes.items():
        kinds = {part.metric for part in parts}
        total = sum(part.numerator or 0 for part in parts)
        if {
            "full_online_procedure_rate",
            "partial_online_procedure_rate",
            "offline_procedure_rate",
        } <= kinds and total != whole:
            found.append(
                finding(
                    "parts_differ",
                    f"Các phần cộng lại {total} khác tổng {whole} ({scope})",
                    parts[0].section,
                    parts[0].source,
                    reading,
                    0.9,
                )
            )
    found += _paper_counts(plan, reading)
    return found


def _paper_counts(plan: Plan, reading: Reading) -> list[Anomaly]:
    offline = [one.numerator for one in plan.baseline if one.metric == "offline_procedure_rate" and one.numerator]
    partial = sum(one.numerator or 0 for one in plan.baseline if one.metric == "partial_online_procedure_rate")
    if not offline:
        return []
    found: list[Anomaly] = []
    for block in reading.blocks:
        if block.kind not in ("problems", "baseline"):
            continue
        for match in _PAPER.finditer(block.text):
            count = int(match.group(1).replace(".", ""))
            if (
                count in offline
                or count == sum(offline)
                or "/" in block.text[max(0, match.start() - 5) : match.start() + 8]
            ):
                continue
            parts = "+".join(str(one) for one in offline)
            also = f", còn {partial} là một phần; số chưa toàn trình là {sum(offline) + partial}" if partial else ""
            found.append(
                finding("count_contradicts", (
                    f"Nêu {count} TTHC phải làm hoàn toàn bằng giấy, nhưng chỉ {sum(offline)} ({parts}) chưa "
                    f"có DVCTT{also}"
                ), block.section, block.source, reading)
            )  # fmt: skip
    return found


def check_national(plan: Plan, reading: Reading) -> list[Anomaly]:
    """Figures of the national decision the plan cites, set lower or with another unit."""
    known = table("checks")["national"]
    if not any(basis.number == known["decision"] for basis in plan.meta.legal_bases):
        return []
    found: list[Anomaly] = []
    for target in plan.targets:
        tail = known["units"].get(target.metric)
        if tail and tail not in target.unit and "/" in target.unit:
            found.append(
                finding("unit_differs", (
                    f"Bỏ “{tail}” trong điều kiện {in_vietnamese(float(target.value or 0))} {target.unit} so với "
                    f"Quyết định {known['decision']}"
                ), target.section, target.source, reading, 0.75)
            )  # fmt: skip
        if (
            not isinstance(target.value, int | float)
            or target.year is None
            or target.metric == "online_deadline_reduction_policy"
        ):
            continue
        least = known["least"].get(target.metric, {}).get(target.year)
        most = known["most"].get(target.metric, {}).get(target.year)
        low, high = least is not None and target.value < least, most is not None and target.value > most
        if (low or high) and not _met_elsewhere(plan, target, least, most):
            found.append(
                finding("below_national", (
                    f"{_name(target.metric)} năm {target.year} ghi {in_vietnamese(target.value)}, Quyết định "
                    f"{known['decision']} đặt mức {in_vietnamese(least if low else most)}"
                ), target.section, target.source, reading)
            )  # fmt: skip
    return found


def _met_elsewhere(plan: Plan, target: Target, least: float | None, most: float | None) -> bool:
    """Whether another part of the plan sets the same figure as high as the decision does: told as a contradiction."""
    return any(
        one.metric == target.metric
        and one.year == target.year
        and isinstance(one.value, int | float)
        and ((least is not None and one.value >= least) or (most is not None and one.value <= most))
        for one in plan.targets
    )
