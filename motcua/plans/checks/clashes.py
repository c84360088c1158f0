"""Two places of a text that cannot both be meant: percentages, days allowed, deadlines, counts of places."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache

from motcua.base.kit.figures import in_vietnamese
from motcua.plans.checks.parts import finding
from motcua.plans.checks.said import cuts_of, ends_early, said_shares, within_year, words_of_target
from motcua.plans.data import table
from motcua.plans.reader.block import Block
from motcua.plans.reader.deadlines import deadline_in
from motcua.plans.reader.fold import fold, plain, squeeze
from motcua.plans.reader.metrics import OTHER, metric
from motcua.plans.reader.model import Anomaly, Plan, Source, Task
from motcua.plans.reader.reading import Reading, sentences

YEAR_END = "12-31"


@dataclass(frozen=True)
class _Promise:
    """A promised figure of a measure, with the scope it is promised for."""

    metric: str
    unit: str
    value: float
    year: int | None
    by: str | None
    scope: tuple[str, frozenset[str]]
    section: str
    source: Source

    @property
    def moment(self) -> tuple[int, str]:
        """By when: the year, and the last day (month-day) in it."""
        return self.year or 0, self.by or YEAR_END

    @property
    def when(self) -> str:
        """The moment in words."""
        if not self.by:
            return f"năm {self.year}"
        month, day = self.by.split("-")
        return f"đến {int(day)}/{int(month)}/{self.year}"


def check_contradictions(plan: Plan, reading: Reading) -> list[Anomaly]:
    """Two figures for one measure and year, and later years behind earlier ones."""
    promises = _promises(plan, reading)
    found: list[Anomaly] = []
    for one, two in itertools.combinations(promises, 2):
        same = (one.metric, one.unit, one.scope) == (two.metric, two.unit, two.scope)
        clash = _clash(one, two) if same else None
        if clash:
            measure = metric(one.metric)
            where = f"{one.section}; {two.section}"
            message = f"{clash} ({measure.name if measure else one.metric})"
            found.append(finding("targets_contradict", message, where, two.source, reading, 0.7))
    return found


def _promises(plan: Plan, reading: Reading) -> list[_Promise]:
    first, last = reading.period
    only = first if first == last or last is None else None
    only = only or (reading.year if first is None else None)
    found = [
        _Promise(one.metric, one.unit, float(one.value), one.year or only, ends_early(one),
                 (_narrower(one.scope), cuts_of(words_of_target(one))), one.section, one.source)
        for one in plan.targets
        if isinstance(one.value, int | float) and one.metric != OTHER
        and one.comparator in ("=", ">=", ">", "<", "<=")
    ]  # fmt: skip
    said = [
        _Promise(
            one.metric,
            "%",
            one.value,
            one.year or only,
            within_year(one.words),
            ("", one.cuts),
            one.section,
            one.source,
        )
        for one in said_shares(reading)
        if not one.past and one.metric != OTHER
    ]
    known = {(one.metric, one.value, one.source, one.scope[1]) for one in found if not one.scope[0]}
    found += [one for one in said if (one.metric, one.value, one.source, one.scope[1]) not in known]
    return sorted(found, key=lambda one: (one.source.page or 0, one.source.line))  # as the document says them


_OWN_AREA = re.compile(r"(?:tren|thuoc) dia ban (?:toan )?(?:xa|phuong|dac khu|tinh|thanh pho)\b")


def _narrower(scope: str | None) -> str:
    """The scope of a target; nothing where it is all of the agency's own area."""
    return "" if not scope or _OWN_AREA.match(fold(scope)) else scope


def _clash(one: _Promise, two: _Promise) -> str | None:
    if not one.year or not two.year or one.value == two.value:
        return None
    if one.moment == two.moment:
        if one.source == two.source or one.section == two.section:
            return None
        return f"Cùng {one.when} nhưng hai nơi ghi khác nhau: {in_vietnamese(one.value)} và {in_vietnamese(two.value)}"
    early, late = (one, two) if one.moment < two.moment else (two, one)
    measure = metric(one.metric)
    if measure and measure.up is not None and (late.value < early.value) == measure.up:
        return f"Mức {late.when} ({in_vietnamese(late.value)}) kém mức {early.when} ({in_vietnamese(early.value)})"
    return None


# --- days allowed ------------------------------------------------------------------------------------------------

_ALLOWED = re.compile(
    r"(?:trong(?: vong| thoi han| thoi gian)?|khong (?:qua|cham hon)|cham nhat|toi da|sau|truoc)\s+(?:la |sau )?"
    r"(\d{1,3})\s+(ngay lam viec|ngay|gio lam viec|gio|phut|thang)\b(?!\s*(?:\d|dau|cuoi|hang|lien))"
)
_SINCE = re.compile(r"\b(?:ke tu|tinh tu|tu khi|tu ngay|sau khi|de |dung )")


@cache
def _empty() -> frozenset[str]:
    """Words that say nothing of what is to be done."""
    return frozenset(table("checks")["ties"]["common"].split()) | frozenset(table("checks")["figures"]["empty"].split())


def _subject(words: str) -> set[str]:
    return {word for word in re.findall(r"[a-z]+", words) if len(word) > 1 and word not in _empty()}


@dataclass(frozen=True)
class _Allowed:
    number: int
    unit: str
    subject: frozenset[str]
    said: str
    block: Block


def check_days(plan: Plan, reading: Reading) -> list[Anomaly]:
    """The same thing to be done within so many days here and within another number there."""
    measured: dict[Source, set[str]] = defaultdict(set)
    for target in plan.targets:
        if target.metric != OTHER and target.unit != "%":
            measured[target.source].add(target.metric)
    allowed = [one for block in reading.blocks if block.zone == "body" for one in _allowed(block)]
    found: list[Anomaly] = []
    for one, two in itertools.combinations(allowed, 2):
        if one.unit != two.unit or one.number == two.number or one.block is two.block:
            continue
        if measured[one.block.source] & measured[two.block.source]:
            continue
        shared = one.subject & two.subject
        least = min(len(one.subject), len(two.subject))
        if len(shared) >= 2 and len(shared) >= 0.6 * least:
            message = f"Hai nơi ghi thời hạn khác nhau cho cùng một việc: “{one.said}” và “{two.said}”"
            where = f"{one.block.section}; {two.block.section}"
            found.append(finding("days_contradict", message, where, two.block.source, reading, 0.7))
    return found[:3]


def _allowed(block: Block) -> list[_Allowed]:
    found = []
    for sentence in sentences(block.text):
        for part in re.split(r";\s+", sentence):
            words = fold(part)
            for one in _ALLOWED.finditer(words):
                begin = max((cut.end() for cut in re.finditer(r"[,.:]\s", words[: one.start()])), default=0)
                near = words[begin : one.start()]
                near = near if len(_subject(near)) >= 2 else words[: one.start()]
                since = _SINCE.search(words, one.end())
                behind = words[one.end() : since.start()] if since else re.split(r"[,.;]", words[one.end() :])[0]
                subject = frozenset(_subject(f"{near} {behind}"))
                said = squeeze(part[max(0, one.start() - 60) : one.end()])
                found.append(_Allowed(int(one.group(1)), one.group(2), subject, said, block))
    return found


# --- deadlines of one task ---------------------------------------------------------------------------------------

_NAMED = re.compile(r"\b(?:nhiem vu|cong viec|viec|muc)\s+(?:so\s+|thu\s+)?(\d{1,2}(?:\.\d{1,2})*|[ivx]+\.\d+)\b")
_EXACT = ("date", "month", "quarter")


def check_task_deadlines(plan: Plan, reading: Reading) -> list[Anomaly]:
    """A task whose deadline another part gives differently, naming the task or saying its words again."""
    tasks = [task for task in plan.tasks if task.deadline.type in _EXACT and task.deadline.due]
    own = _lines_of_tasks(plan, reading)
    found: list[Anomaly] = []
    for block in reading.blocks:
        if block.zone != "body" or block.source in own or not re.search(r"\d", block.text):
            continue
        for sentence in sentences(block.text):
            said = deadline_in(sentence, default_year=reading.year)
            task = _meant(sentence, tasks) if said.type in _EXACT and said.due else None
            if task is None or task.section == block.section or not _differ(task, said.due):
                continue
            message = (
                f"Nhiệm vụ {task.id} có hạn {task.deadline.raw} nhưng mục {block.section or 'khác'} ghi {said.raw}: "
                f"“{squeeze(sentence)[:90]}”"
            )
            where = f"{task.section}; {block.section}"
            found.append(finding("deadline_contradicts", message, where, block.source, reading, 0.75))
    return found


def _lines_of_tasks(plan: Plan, reading: Reading) -> set[Source]:
    """The places tasks were read from, with what is listed beneath them."""
    places = {task.source for task in plan.tasks}
    for block in reading.blocks:
        if block.source in places:
            places |= {child.source for child in block.below()}
    return places


def _differ(task: Task, due: str | None) -> bool:
    """Whether two last days differ by more than the day before a "trước ngày"."""
    if not due or not task.deadline.due:
        return False
    return abs((date.fromisoformat(task.deadline.due) - date.fromisoformat(due)).days) > 1


def _meant(sentence: str, tasks: list[Task]) -> Task | None:
    words = fold(sentence)
    named = _NAMED.search(words)
    if named:
        fitting = [
            task for task in tasks if fold(task.id) == named.group(1) or fold(task.id).endswith(f".{named.group(1)}")
        ]
        return fitting[0] if len(fitting) == 1 else None
    said = set(re.findall(r"[a-z]+", plain(sentence)))
    alike = [task for task in tasks if _says_again(task, said)]
    return alike[0] if len(alike) == 1 else None


def _says_again(task: Task, said: set[str]) -> bool:
    """Whether a sentence has nearly all words of a task, some of them telling."""
    words = plain(task.text)
    own = set(re.findall(r"[a-z]+", words))
    telling = _subject(words)
    return len(own) >= 5 and len(telling) >= 2 and len(own & said) >= 0.8 * len(own) and telling <= said | _empty()


# --- counts of places --------------------------------------------------------------------------------------------

_PLACES = r"(thon, ban|thon, to dan pho|thon|ban|ap|khu pho|to dan pho|khu vuc|buon|lang|khom|to nhan dan|xa, phuong)"
_WHOLE = re.compile(
    rf"\b(?:(?:xa|phuong|dac khu|tinh|dia ban|huyen) (?:hien )?(?:co|gom)(?: tong so)?|toan bo|tat ca|ca|du)(?: cac)?"
    rf"\s+(\d{{1,3}})\s+{_PLACES}\b(?!\s+(?:vung|dac biet|kho khan|chua|da|dat|duoc|co))"
    rf"|(?<![\d/.,])\d{{1,3}}/(\d{{1,3}})\s+{_PLACES}\b"
)


def check_place_counts(plan: Plan, reading: Reading) -> list[Anomaly]:
    """Two numbers of villages, wards or quarters said of the same whole."""
    said: dict[str, dict[int, Block]] = defaultdict(dict)
    for block in reading.blocks:
        if block.zone == "body":
            for match in _WHOLE.finditer(fold(block.text)):
                said[match.group(2) or match.group(4)].setdefault(int(match.group(1) or match.group(3)), block)
    found: list[Anomaly] = []
    for thing, numbers in said.items():
        if len(numbers) == 2:
            (one, first), (two, second) = numbers.items()
            start = fold(second.text).find(thing)
            name = second.text[start : start + len(thing)]
            message = f"Số {name} ghi khác nhau: {one} (mục {first.section}) và {two} (mục {second.section})"
            where = f"{first.section}; {second.section}"
            found.append(finding("count_contradicts", message, where, second.source, reading, 0.7))
    return found
