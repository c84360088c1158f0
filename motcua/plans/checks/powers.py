"""Units that no longer exist, with their successors; targets and duties above the agency's power."""

from __future__ import annotations

import re
from collections import Counter

from motcua.plans.checks.parts import finding, listed
from motcua.plans.data import table
from motcua.plans.reader.fold import fold, plain
from motcua.plans.reader.model import Anomaly, Plan, Source
from motcua.plans.reader.reading import Reading
from motcua.rules.places import provinces


def _reaches_beyond(plan: Plan) -> bool:
    """Whether the plan is signed, or still works, after 1 July 2025."""
    end = table("checks")["ended"]["from"]
    dues = [task.deadline.due for task in plan.tasks if task.deadline.due]
    last = plan.meta.period_until or 0
    return (
        (plan.meta.doc_date or "") >= end
        or any(due > end for due in dues)
        or last > 2025
        or (last == 2025 and not plan.meta.doc_date)
    )


def check_units(plan: Plan, reading: Reading) -> list[Anomaly]:
    """Actors that ended on 1 July 2025 (districts) or with the ministries' arrangement; merged provinces."""
    if not _reaches_beyond(plan):
        return []
    found: list[Anomaly] = []
    actors = [
        *(name for task in plan.tasks for name in [*task.lead, *task.coordinating]),
        *(one.agency for one in plan.responsibilities),
    ]
    ended = table("checks")["ended"]
    district = re.compile(ended["district"])
    gone = Counter(name for name in actors if district.search(plain(name)))
    if plan.meta.agency_level == "district":
        found.append(
            finding("unit_ended", (
                "Kế hoạch cấp huyện: cấp huyện kết thúc hoạt động từ 01/7/2025; chủ thể và thời hạn sau đó "
                "cần chuyển sang xã mới và tỉnh"
            ), "toàn văn bản", plan.meta.source, reading, 0.9)
        )  # fmt: skip
    elif gone:
        message = (
            f"Đơn vị cấp huyện không còn từ 01/7/2025: {listed(list(gone))}; đề xuất thay bằng đơn vị cấp xã "
            f"mới hoặc cấp tỉnh"
        )
        found.append(finding("unit_ended", message, "toàn văn bản", _where(plan, next(iter(gone))), reading, 0.85))
    found += _bodies(actors, ended["bodies"], plan, reading)
    return found + _provinces(plan, reading)


def _where(plan: Plan, name: str) -> Source:
    for task in plan.tasks:
        if name in task.lead or name in task.coordinating:
            return task.source
    return next((one.source for one in plan.responsibilities if one.agency == name), plan.meta.source)


def _bodies(actors: list[str], bodies: list[list[str]], plan: Plan, reading: Reading) -> list[Anomaly]:
    found = []
    for old, new in bodies:
        named = [name for name in actors if fold(old) in fold(name)]
        if named:
            found.append(
                finding(
                    "unit_ended",
                    f"{old} không còn; đề xuất thay bằng {new}",
                    "toàn văn bản",
                    _where(plan, named[0]),
                    reading,
                    0.85,
                )
            )
    return found


def _provinces(plan: Plan, reading: Reading) -> list[Anomaly]:
    name = plan.meta.province
    if not name or (plan.meta.doc_date or "") < "2025-07-01":
        return []
    for province in provinces():
        merged = [fold(old) for old in province.merged]
        if fold(name) in merged and fold(name) != fold(province.name):
            return [
                finding(
                    "unit_ended",
                    f"Tỉnh {name} đã sáp nhập, nay là {province.full_name}",
                    "đầu văn bản",
                    plan.meta.source,
                    reading,
                    0.85,
                )
            ]
    return []


def check_powers(plan: Plan, reading: Reading) -> list[Anomaly]:
    """Targets of a higher level copied down, and duties whose deciding lies above."""
    if plan.meta.agency_level not in ("commune", "district"):
        return []
    found: list[Anomaly] = []
    inherited = set(table("checks")["national"]["inherited"])
    copied = [target for target in plan.targets if target.metric in inherited and isinstance(target.value, int | float)]
    if copied:
        level = "xã" if plan.meta.agency_level == "commune" else "huyện"
        what = ", ".join(dict.fromkeys(_short(target.value, target.unit, target.text) for target in copied))
        found.append(
            finding("beyond_power", (
                f"Mốc {what} là chỉ tiêu cấp quốc gia, tỉnh/thành phố chép xuống kế hoạch {level}; {level} "
                f"chỉ theo dõi phần của mình, không chấm điểm"
            ), copied[0].section, copied[0].source, reading, 0.8)
        )  # fmt: skip
    for one in plan.responsibilities:
        for duty in one.duties:
            above = re.search(
                r"đề xuất (Ủy ban nhân dân|UBND|HĐND|Hội đồng nhân dân) (tỉnh|thành phố|"
                r"huyện)\s+(ban hành|quyết định|phê duyệt)(?: ([^,.;]{3,25}))?",
                duty.text,
                re.IGNORECASE,
            )
            if above and above.group(2) in _above(plan.meta.agency_level):
                what = f" ({above.group(3)} {above.group(4) or ''})".replace(" )", ")")
                found.append(
                    finding("beyond_power",
                            f"Nhiệm vụ của UBND {above.group(2)}{what} được giao cho {one.agency} “đề xuất”",
                            one.section, duty.source, reading, 0.7)
                )  # fmt: skip
    return found


def _above(level: str | None) -> tuple[str, ...]:
    return ("tỉnh", "thành phố", "huyện") if level == "commune" else ("tỉnh", "thành phố")


def _short(value: float | int | str | None, unit: str, text: str) -> str:
    if unit == "%":
        return f"{value}% tái cấu trúc" if "cấu trúc" in text else f"{value}%"
    return f"{value} {unit}"
