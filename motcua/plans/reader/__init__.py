"""The plan reader: a file as the commune has it, understood as a plan. Offline; the same file gives the same plan.

`read(path)` and `read_text(text)` give a `Plan`; `to_json(plan)` gives its plain data (keys of the plan schema).
"""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import replace
from datetime import date
from pathlib import Path

from motcua.plans.checks import find_anomalies
from motcua.plans.reader import errors
from motcua.plans.reader.bases import find_bases
from motcua.plans.reader.duties import find_responsibilities
from motcua.plans.reader.errors import UnreadablePlan
from motcua.plans.reader.fold import fold
from motcua.plans.reader.lexicon import counted_texts, lexicon
from motcua.plans.reader.lines import Line, Pages
from motcua.plans.reader.meta import find_meta, find_number
from motcua.plans.reader.model import Anomaly, Meta, Plan, Source, to_json
from motcua.plans.reader.names import settle_names
from motcua.plans.reader.objectives import find_objectives
from motcua.plans.reader.problems import find_problems
from motcua.plans.reader.reading import Reading, reading_of
from motcua.plans.reader.reports import find_recipients, find_reporting
from motcua.plans.reader.restore import TRUST, markless, readability, restore_lines
from motcua.plans.reader.several import starts_of_plans
from motcua.plans.reader.situation import find_baselines, find_solutions
from motcua.plans.reader.sources import pages_of, pages_of_text
from motcua.plans.reader.stances import parts_of
from motcua.plans.reader.syllables import oddness
from motcua.plans.reader.targets import find_targets
from motcua.plans.reader.tasks import find_tasks, tie_targets
from motcua.plans.reader.years import times_said

__all__ = ["Plan", "UnreadablePlan", "read", "read_all", "read_text", "read_with_lines", "to_json"]

_CLEAN, _POOR = 0.965, 0.86
_FOREIGN, _ODD = 0.5, 0.01  # a sound text may be full of names and foreign terms, but not of words no pen writes


def read(path: str | Path) -> Plan:
    """The plan in a file (.txt, .docx, .pdf, picture); the first where it holds several, which is then a fault of it.

    A text whose words were counted for the lexicon is read without its own counts, as if it had never been seen.
    Raises UnreadablePlan where the file is empty, locked, broken, of an unknown kind or no plan at all.
    """
    return read_with_lines(path)[0]


def read_with_lines(path: str | Path) -> tuple[Plan, list[Line]]:
    """The plan in a file, and the lines it was read from with their letters restored; raises as `read` does."""
    return read_all(path)[0]


def read_all(path: str | Path) -> list[tuple[Plan, list[Line]]]:
    """Every plan in a file with its lines, in their order; raises as `read` does."""
    return _read_pages(pages_of(Path(path)), _own_counts(Path(path).read_bytes()))


def read_text(text: str, *, spoiled_from: str | None = None) -> Plan:
    """The plan in a pasted text; raises UnreadablePlan as `read` does.

    `spoiled_from` is the text this one was made from by spoiling its letters, when that is measured: its counts are
    left out too.
    """
    return _read_pages(pages_of_text(text), _own_counts((spoiled_from or text).encode()))[0][0]


def _read_pages(pages: Pages, without: str | None) -> list[tuple[Plan, list[Line]]]:
    mended, sureness = _mended(pages, without)
    bounds = [0, *starts_of_plans(mended.lines), len(mended.lines)]
    found: list[tuple[Plan, list[Line]]] = []
    start = 0
    for stop, nxt in itertools.pairwise([*bounds[1:], len(mended.lines)]):
        last = stop == len(mended.lines)
        if not last and not _holds_plan(mended, stop, nxt, sureness, without):
            continue
        part = replace(mended, lines=mended.lines[start:stop])
        found.append((_understand(part, sureness, without), part.lines))
        start = stop
        if last:
            break
    _tell_of_others(found)
    _tell_of_silence(found[0][0], pages)
    return found


def _holds_plan(pages: Pages, start: int, stop: int, sureness: dict[int, float], without: str | None) -> bool:
    try:
        _understand(replace(pages, lines=pages.lines[start:stop]), sureness, without)
    except UnreadablePlan:
        return False
    return True


def _tell_of_others(found: list[tuple[Plan, list[Line]]]) -> None:
    """Says in every plan of a file of several which others there are and where they begin."""
    for number, (plan, _) in enumerate(found):
        for place, (other, lines) in enumerate(found):
            if place == number:
                continue
            source = lines[0].source
            where = f"trang {source.page}" if source.page else f"dòng {source.line}"
            name = other.meta.doc_number or other.meta.title or "không số"
            message = (
                f"Tệp chứa {len(found)} kế hoạch: kế hoạch thứ {place + 1} ({name}) bắt đầu ở {where}; mỗi kế hoạch "
                "được đọc và theo dõi riêng"
            )
            plan.anomalies.insert(0, Anomaly("several_plans", message, where, 0.9, source))


def _tell_of_silence(plan: Plan, pages: Pages) -> None:
    """Says which pages of a scan hold ink and gave no words, so that nobody takes what stands there for missing."""
    for page in pages.silent:
        message = (
            f"Trang {page}: không nhận ra chữ nào, nội dung trang này chưa được đọc; vui lòng quét lại trang này rõ "
            "hơn hoặc đối chiếu với bản gốc"
        )
        line = max((one.number for one in pages.lines if one.page and one.page <= page), default=1)
        plan.anomalies.insert(0, Anomaly("silent_page", message, f"trang {page}", 0.9, Source(line, page)))


def _own_counts(content: bytes) -> str | None:
    digest = hashlib.sha256(content).hexdigest()
    return digest if digest in counted_texts() else None


def _mended(pages: Pages, without: str | None) -> tuple[Pages, dict[int, float]]:
    """Badly recognised letters restored; clean text is left exactly as it is."""
    words = lexicon(without)
    share = readability(pages.lines, words)
    bare = markless(pages.lines)
    if pages.way == "ocr" and share >= _POOR and bare < 0.5:
        restored = restore_lines(pages.lines, words, trust=TRUST)
        return replace(pages, lines=restored.lines, quality="fair"), restored.sureness
    if bare < 0.5 and (share >= _CLEAN or (share >= _FOREIGN and _odd(pages) < _ODD)):
        return pages, {}
    poor = share < _POOR or bare >= 0.5
    restored = restore_lines(pages.lines, words, only_unknown=not poor)
    return replace(pages, lines=restored.lines, quality="poor" if poor else "fair"), restored.sureness


def _odd(pages: Pages) -> float:
    return oddness([text for line in pages.lines for text in (line.text, *(line.cells or ()))])


def _understand(pages: Pages, sureness: dict[int, float], without: str | None) -> Plan:
    reading = reading_of(pages, sureness)
    reading.number = find_number(reading)[0]
    bases = find_bases(reading)
    meta = find_meta(reading, bases)
    reading.period = (meta.period_from, meta.period_until)
    reading.title, reading.year, reading.level = meta.title, meta.doc_year, meta.agency_level
    reading.begins = _begins(meta)
    reading.parts = parts_of(reading)
    responsibilities = find_responsibilities(reading)
    solutions = find_solutions(reading) if reading.task_tables else []
    targets = find_targets(reading)
    plan = Plan(
        meta=meta,
        objectives=find_objectives(reading, targets),
        baseline=find_baselines(reading),
        problems=find_problems(reading),
        targets=targets,
        solutions=solutions,
        tasks=find_tasks(reading, responsibilities, solutions),
        responsibilities=responsibilities,
        reporting=find_reporting(reading, responsibilities),
        recipients=find_recipients(reading),
    )
    if not _is_plan(plan, reading):
        raise errors.not_a_plan()
    if sureness:
        settle_names(plan)
    tie_targets(plan.tasks, plan.responsibilities, plan.targets)
    reading.words = lexicon(without)
    plan.anomalies = find_anomalies(plan, reading)
    return plan


def _begins(meta: Meta) -> date | None:
    """The day from which a plan looks ahead: its own, or the first of its years where that comes later."""
    first = meta.period_from or meta.doc_year
    days = [date(first, 1, 1)] if first else []
    return max(days + times_said(fold(meta.doc_date_raw or "")), default=None)


def _is_plan(plan: Plan, reading: Reading) -> bool:
    """Whether there is something to follow, and it is worded as an administrative plan."""
    kinds = {block.kind for block in reading.blocks}
    parts = len(kinds & {"aims", "targets", "tasks", "solutions", "duties"})
    something = bool(plan.tasks or plan.targets or plan.responsibilities)
    if something and (parts >= 1 or bool(reading.task_tables) or bool(reading.target_tables)):
        return True
    return bool(plan.meta.title and (plan.meta.legal_bases or plan.baseline))
