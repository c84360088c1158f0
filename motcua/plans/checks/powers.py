"""Units that no longer exist, with their successors; targets and duties above the agency's power."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from motcua.plans.checks.parts import finding, listed
from motcua.plans.data import table
from motcua.plans.reader.fold import fold, plain, squeeze
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


@dataclass(frozen=True)
class _Mention:
    """A body that is given work (`actor`), or a text that gives some, and where it stands."""

    text: str
    where: str
    source: Source
    actor: bool
    task: bool = False


def _mentions(plan: Plan) -> list[_Mention]:
    found: list[_Mention] = []
    for task in plan.tasks:
        found += [_Mention(name, task.section, task.source, True, True) for name in [*task.lead, *task.coordinating]]
        found.append(_Mention(task.text, task.section, task.source, False, True))
    for one in plan.responsibilities:
        found.append(_Mention(one.agency, one.section, one.source, True))
        found += [_Mention(duty.text, one.section, duty.source, False) for duty in one.duties]
    return found


def check_units(plan: Plan, reading: Reading) -> list[Anomaly]:
    """Bodies that ended on 1 July 2025 (districts) or with the ministries' arrangement; merged provinces."""
    if not _reaches_beyond(plan):
        return []
    if plan.meta.agency_level == "district":
        whole = finding("unit_ended", (
            "Kế hoạch cấp huyện: cấp huyện kết thúc hoạt động từ 01/7/2025; chủ thể và thời hạn sau đó "
            "cần chuyển sang xã mới và tỉnh"
        ), "toàn văn bản", plan.meta.source, reading, 0.9)  # fmt: skip
        found = [whole]
    else:
        found = _districts(plan, reading)
        found += _parents(plan, reading)
    return found + _bodies(plan, reading) + _provinces(plan, reading)


def _parents(plan: Plan, reading: Reading) -> list[Anomaly]:
    """Plans of a district that this one carries out."""
    return [
        finding("unit_ended",
                f"Căn cứ {basis.number} của {basis.issuer}: cấp huyện kết thúc hoạt động từ 01/7/2025; cần xem cơ quan "
                "nào kế thừa", basis.section, basis.source, reading, 0.6)
        for basis in plan.meta.legal_bases
        if basis.role == "basis" and basis.type == "plan" and _district().search((basis.issuer or "").lower())
    ]  # fmt: skip


@cache
def _district() -> re.Pattern[str]:
    ended = table("checks")["ended"]
    inner = rf"(?:(?!\b(?:{ended['apart']})\b)[^,;.:()]){{2,60}}?"
    return re.compile(ended["district"].replace("INNER", inner))


@cache
def _town() -> re.Pattern[str]:
    """A body of a city that was of a district's rank: "Phòng Nội vụ thành phố …", told by the city's capital letter."""
    ended = table("checks")["ended"]
    great = "|".join(ended["cities"])
    bodies = r"(?:UBND|Uỷ ban nhân dân|Ủy ban nhân dân|HĐND|Phòng|Trung tâm|Văn phòng|Đài|Hội|Ban|Công an|Bưu điện)"
    return re.compile(
        rf"\b{bodies}\b(?:(?!\b(?i:{ended['apart']})\b)[^,;.:()]){{0,50}}?(?:thành phố|TP\.?) "
        rf"(?!{great}|trực thuộc)[A-ZĐÀ-Ỹ]\w+(?: [A-ZĐÀ-Ỹ]\w+){{0,2}}"
    )


def _districts(plan: Plan, reading: Reading) -> list[Anomaly]:
    """One finding for every body of a district, where it is first named; many together."""
    first: dict[str, tuple[str, _Mention]] = {}
    for mention in _mentions(plan):
        for match in _district().finditer(mention.text.lower()):
            tail = re.match(r"(?: [A-ZĐÀ-Ỹ][\wà-ỹ]*){1,3}| cũ", mention.text[match.end() :])
            name = mention.text[match.start() : match.end()] + (tail.group() if tail else "")
            first.setdefault(fold(name), (name, mention))
        if plan.meta.agency_level == "commune":
            for town in _town().finditer(mention.text):
                first.setdefault(fold(town.group()), (town.group(), mention))
    names = [name for name, _ in first.values()]
    if len(names) > _MANY:
        place = next(iter(first.values()))[1]
        first = {"all": (listed(names), place)}
    return [
        finding("unit_ended", (
            f"{_place(mention)} {name}: cấp huyện kết thúc hoạt động từ 01/7/2025, đơn vị này không còn; đề xuất thay "
            "bằng đơn vị cấp xã mới hoặc cấp tỉnh"
        ), mention.where, mention.source, reading, 0.85)
        for name, mention in first.values()
    ]  # fmt: skip


_MANY = 5


def _place(mention: _Mention) -> str:
    where = mention.where.removeprefix("PL ")
    if mention.task:
        return f"Nhiệm vụ {where} giao cho" if mention.actor else f"Nhiệm vụ {where} nhắc"
    return f"Mục {where} giao cho" if mention.actor else f"Mục {where} nhắc"


def _bodies(plan: Plan, reading: Reading) -> list[Anomaly]:
    found = []
    mentions = [(plain(mention.text), mention) for mention in _mentions(plan)]
    for old, new in table("checks")["ended"]["bodies"]:
        if plan.meta.agency_level == "district" and old.startswith("Phòng"):
            continue
        working = re.compile(rf"\b(?:phoi hop|voi|giao|de nghi|bao cao|gui|cung)\b[^.;]{{0,40}}{re.escape(plain(old))}")
        named = next(
            (
                said
                for words, said in mentions
                if plain(old) in words
                and (said.actor or working.search(words))
                and not _district().search(said.text.lower())
                and not _town().search(said.text)
            ),
            None,
        )
        if named:
            message = f"{old} không còn; đề xuất thay bằng {new}"
            found.append(finding("unit_ended", message, named.where, named.source, reading, 0.85))
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
    if plan.meta.agency_level == "province":
        return _above_province(plan, reading)
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
    return found + _outside(plan, reading) + _asked_of_others(plan, reading)


def _outside(plan: Plan, reading: Reading) -> list[Anomaly]:
    """Targets a commune neither moves nor counts, and work only a higher level can do."""
    if plan.meta.agency_level != "commune":
        return []
    known = table("checks")["power"]["commune"]
    found = [
        finding("beyond_power", f"Chỉ tiêu {target.id} ngoài thẩm quyền của xã, phường: {squeeze(target.text)[:80]}",
                target.section, target.source, reading, 0.7)
        for target in plan.targets if target.metric in known["measures"]
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
    works = re.compile("|".join(known["works"]))
    for task in plan.tasks:
        if works.search(plain(task.text)):
            message = f"Nhiệm vụ {task.id} ngoài thẩm quyền của xã, phường: {squeeze(task.text)[:90]}"
            found.append(finding("beyond_power", message, task.section, task.source, reading, 0.7))
    return found


def _above_province(plan: Plan, reading: Reading) -> list[Anomaly]:
    """Work a province can only ask the Government for."""
    works = re.compile("|".join(table("checks")["power"]["province"]["works"]))
    found = []
    for task in plan.tasks:
        match = works.search(plain(task.text))
        if match:
            said = _said_at(task.text, match.group())
            message = f"Nhiệm vụ {task.id} có việc thuộc thẩm quyền Trung ương, tỉnh chỉ kiến nghị: {said}"
            found.append(finding("beyond_power", message, task.section, task.source, reading, 0.55))
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
