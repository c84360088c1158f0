"""Targets and work above the agency's power."""

from __future__ import annotations

import re

from motcua.plans.checks.parts import finding
from motcua.plans.data import table
from motcua.plans.reader.agencies import what_is_done
from motcua.plans.reader.fold import fold, plain, squeeze
from motcua.plans.reader.model import Anomaly, Plan, tier_of
from motcua.plans.reader.reading import Reading, sentences


def check_powers(plan: Plan, reading: Reading) -> list[Anomaly]:
    """Targets of a higher level copied down, and duties whose deciding lies above."""
    promised = _promised_for_others(plan, reading)
    if tier_of(plan.meta.agency_level) == "province":
        told = {one.source for one in promised}
        above = _of_the_council(plan, reading)
        return _above_province(plan, reading) + promised + [one for one in above if one.source not in told]
    if plan.meta.agency_level not in ("commune", "district"):
        return []
    found: list[Anomaly] = promised
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
    return found + _outside(plan, reading) + _asked_of_others(plan, reading)


def only_followed(metric: str, level: str | None, *, special_zone: bool = False) -> bool:
    """Is this the measure of a higher level, which an agency of `level` follows and is not scored by?"""
    inherited = metric in table("checks")["national"]["inherited"] and level in ("commune", "district")
    return inherited or (level == "commune" and not special_zone and metric in _measures_above())


def _measures_above() -> list[str]:
    return list(table("checks")["power"]["commune"]["measures"])


_OF_COUNCIL = re.compile(
    r"^(?!.*\b(?:du thao|to trinh|ho so trinh|de xuat)\b).*\bnghi quyet (?:cua )?(?:hoi dong nhan dan)"
)
_ASKS = re.compile(r"\b(?:tham muu|trinh|de xuat|kien nghi|du thao|xin y kien|de nghi|phoi hop)\b")


def _promised_for_others(plan: Plan, reading: Reading) -> list[Anomaly]:
    """Tasks of an agency whose product is a resolution of the People's Council, which they do not submit but issue."""
    found = []
    for task in plan.tasks:
        if _OF_COUNCIL.search(plain(task.product or "")) and not _ASKS.search(plain(task.text)):
            product = squeeze(task.product or "")[:80]
            message = f"Nhiệm vụ {task.id}: {product} không thuộc thẩm quyền ban hành của đơn vị được giao"
            found.append(finding("beyond_power", message, task.section, task.source, reading, 0.65))
    return found


def _outside(plan: Plan, reading: Reading) -> list[Anomaly]:
    """Targets a commune neither moves nor counts, and work only a higher level can do."""
    if plan.meta.agency_level != "commune":
        return []
    known = table("checks")["power"]["commune"]
    found = [
        finding("beyond_power", f"Chỉ tiêu {target.id} ngoài thẩm quyền của xã, phường: {squeeze(target.text)[:80]}",
                target.section, target.source, reading, 0.7)
        for target in plan.targets if target.metric in _measures_above() and not special_zone(plan.meta.issuing_agency)
    ]  # fmt: skip
    wide = re.compile(known["wide"])
    said = {one.source for one in plan.targets if one.metric in table("checks")["national"]["inherited"]}
    for block in reading.blocks:
        if (
            block.source not in said
            and block.kind in ("aims", "targets")
            and block.zone == "body"
            and wide.search(plain(block.text))
        ):
            message = f"Mục tiêu thuộc phạm vi cấp trên, ngoài thẩm quyền của xã, phường: {squeeze(block.text)[:90]}"
            found.append(finding("beyond_power", message, block.section, block.source, reading, 0.6))
    return found + _too_high(plan, re.compile("|".join(known["works"])), reading)


def special_zone(agency: str | None) -> bool:
    """Special zones set such aims with the operators themselves. `agency`: its name."""
    return "dac khu" in fold(agency or "")


def _too_high(plan: Plan, works: re.Pattern[str], reading: Reading) -> list[Anomaly]:
    """Tasks and duties of which a sentence begins with work only a higher level can do."""
    found = []
    for task in plan.tasks:
        if not _asks_for(task.text) and any(works.search(plain(part)) for part in _parts(task.text)):
            message = f"Nhiệm vụ {task.id} ngoài thẩm quyền của xã, phường: {squeeze(task.text)[:90]}"
            found.append(finding("beyond_power", message, task.section, task.source, reading, 0.7))
    told = {one.source for one in found}
    for one in plan.responsibilities:
        for duty in one.duties:
            if duty.source not in told and any(works.search(plain(part)) for part in _parts(duty.text)):
                message = f"Việc giao {one.agency} ngoài thẩm quyền của xã, phường: {squeeze(duty.text)[:90]}"
                found.append(finding("beyond_power", message, one.section, duty.source, reading, 0.65))
    return found


def _asks_for(text: str) -> bool:
    """Whether a task is to ask somebody for what he decides."""
    return bool(re.match(r"(?:tham muu )?(?:de nghi|kien nghi|de xuat)\b", plain(text)))


def _parts(text: str) -> list[str]:
    """Sentences of a text and what is joined to them by a semicolon; a title and who acts stand apart."""
    return [what_is_done(squeeze(part)) for sentence in sentences(text) for part in re.split(r"[;:]\s+", sentence)]


def _above_province(plan: Plan, reading: Reading) -> list[Anomaly]:
    """Work a province can only ask the Government for."""
    works = re.compile("|".join(table("checks")["power"]["province"]["works"]))
    found = []
    for task in plan.tasks:
        match = next((one for part in _parts(task.text) if (one := works.search(plain(part)))), None)
        if match:
            said = _said_at(task.text, match.group())
            message = f"Nhiệm vụ {task.id} có việc thuộc thẩm quyền Trung ương, tỉnh chỉ kiến nghị: {said}"
            found.append(finding("beyond_power", message, task.section, task.source, reading, 0.55))
    return found


def _of_the_council(plan: Plan, reading: Reading) -> list[Anomaly]:
    """Tasks and duties given to a department that the People's Council of its province decides."""
    works = re.compile("|".join(table("checks")["power"]["council"]))
    found = []
    for task in plan.tasks:
        if any(works.search(plain(part)) for part in _parts(task.text)):
            message = f"Nhiệm vụ {task.id} thuộc thẩm quyền Hội đồng nhân dân tỉnh: {squeeze(task.text)[:90]}"
            found.append(finding("beyond_power", message, task.section, task.source, reading, 0.65))
    for one in plan.responsibilities:
        for duty in one.duties:
            if not _ASKS.search(plain(duty.text)) and any(works.search(plain(part)) for part in _parts(duty.text)):
                message = f"Việc giao {one.agency} thuộc thẩm quyền Hội đồng nhân dân tỉnh: {squeeze(duty.text)[:90]}"
                found.append(finding("beyond_power", message, one.section, duty.source, reading, 0.65))
    return found


def _said_at(text: str, folded: str) -> str:
    """The words of a text from where a folded phrase begins, some ninety letters."""
    at = fold(text).find(folded)
    return squeeze(text[at : at + 110] if at >= 0 else text[:110])


def _asked_of_others(plan: Plan, reading: Reading) -> list[Anomaly]:
    """Duties to "propose" what another level issues."""
    found = []
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
