"""Units that no longer exist, with their successors: districts, renamed communes, departments, merged provinces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from motcua.plans.checks.parts import finding, listed
from motcua.plans.data import table
from motcua.plans.reader.fold import fold, plain
from motcua.plans.reader.model import Anomaly, Plan, Source
from motcua.plans.reader.reading import Reading, sentences
from motcua.rules.places import Province, find_communes, provinces, successor


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


def _mentions(plan: Plan, reading: Reading) -> list[_Mention]:
    """Bodies that are given work, what is said of work, and what else the body of the text asks of somebody."""
    found: list[_Mention] = []
    for task in plan.tasks:
        found += [_Mention(name, task.section, task.source, True, True) for name in [*task.lead, *task.coordinating]]
        found.append(_Mention(task.text, task.section, task.source, False, True))
    for one in plan.responsibilities:
        found.append(_Mention(one.agency, one.section, one.source, True))
        found += [_Mention(duty.text, one.section, duty.source, False) for duty in one.duties]
    for row in reading.rows("tasks"):
        found += [_Mention(cell, f"PL {row.ordinal}", row.source, False, True) for cell in row.cells.values()]
    known = {one.source for one in found}
    working = re.compile(table("checks")["ended"]["working"])
    opening = max((basis.source.line for basis in plan.meta.legal_bases), default=0)
    for block in reading.blocks:
        if block.zone != "body" or block.source in known or block.source.line <= opening:
            continue
        asks = _ASKS if block.kind in _TELLING else working
        found += [
            _Mention(part, block.section, block.source, False)
            for part in sentences(block.text)
            if asks.search(fold(part)) and not _OF_OLD.search(fold(part))
        ]
    return found


_ASKS = re.compile(r"\b(?:phoi hop|de nghi|chu tri|giao cho|cung lam|phu trach)\b")
_TELLING = ("front", "baseline", "problems", "aims", "targets")
_OF_OLD = re.compile(
    r"\b(?:truoc day|truoc (?:khi )?sap xep|truoc (?:ngay )?0?1/0?7/2025|de lai|ban giao tu|nguyen la)\b"
)


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
        found += _communes(plan, reading)
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
def _district(commas: bool = False) -> re.Pattern[str]:
    """A body of a district; with `commas` its own name may hold one ("Trung tâm Văn hóa, Thông tin … huyện")."""
    ended = table("checks")["ended"]
    letters = "[^;.:()]" if commas else "[^,;.:()]"
    inner = rf"(?:(?!\b(?:{ended['apart']})\b){letters}){{2,60}}?"
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
    for mention in _mentions(plan, reading):
        if not mention.actor and _OF_OLD.search(fold(mention.text)):
            continue
        low = mention.text.lower()
        for match in list(_district().finditer(low)) or _district(commas=True).finditer(low):
            tail = re.match(r"(?: [A-ZĐÀ-Ỹ][\wà-ỹ]*){1,3}| cũ", mention.text[match.end() :])
            name = mention.text[match.start() : match.end()] + (tail.group() if tail else "")
            first.setdefault(fold(name), (name, mention))
        if mention.actor or mention.task or plan.meta.agency_level == "commune":
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


_COMMUNE = re.compile(
    r"\b(?:UBND|Uỷ ban nhân dân|Ủy ban nhân dân|HĐND|Công an|Trạm Y tế|Đoàn Thanh niên|Hội \w+(?: \w+){0,3}|Bưu điện) "
    r"((?:xã|phường) (?!trên|có|và|thuộc)((?:[A-ZĐÀ-Ỹ][\wà-ỹ]*|\d{1,2})(?: [A-ZĐÀ-Ỹ][\wà-ỹ]*){0,3}))"
)


def _home(plan: Plan, reading: Reading) -> Province | None:
    """The province of the plan: as read, else the only one its text names."""
    if plan.meta.province:
        return next((one for one in provinces() if fold(one.name) == fold(plan.meta.province)), None)
    text = fold(reading.text + " " + " ".join(line.text for line in reading.pages.lines[:12]))
    named = [
        one for one in provinces() if re.search(rf"\b(?:tinh|thanh pho|tp\.?) {re.escape(fold(one.name))}\b", text)
    ]
    return named[0] if len(named) == 1 else None


def _communes(plan: Plan, reading: Reading) -> list[Anomaly]:
    """Communes and wards named as they were before 1 July 2025, with what they became in the plan's province."""
    home = _home(plan, reading)
    if home is None or plan.meta.agency_level != "commune":
        return []
    found: dict[str, Anomaly] = {}
    for mention in _mentions(plan, reading):
        for match in _COMMUNE.finditer(mention.text):
            name, bare = match.group(1), match.group(2)
            if name in found or fold(bare) in fold(f"{plan.meta.commune or ''} {plan.meta.issuing_agency or ''}"):
                continue
            now = find_communes(bare, province_code=home.code)
            if any(fold(one.name) == fold(bare) for one in now):
                continue
            became = successor(name, province=home.name)
            if became and len(became.communes) <= 3 and all(one.province_code == home.code for one in became.communes):
                heirs = ", ".join(one.full_name for one in became.communes)
                message = f"{_place(mention)} {name}: đã sắp xếp từ 01/7/2025, nay thuộc {heirs}"
                found[name] = finding("unit_ended", message, mention.where, mention.source, reading, 0.75)
    return list(found.values())


def _bodies(plan: Plan, reading: Reading) -> list[Anomaly]:
    found = []
    mentions = [(plain(mention.text), mention) for mention in _mentions(plan, reading)]
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
