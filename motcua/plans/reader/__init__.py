"""The plan reader: a file as the commune has it, understood as a plan. Offline; the same file gives the same plan.

`read(path)` and `read_text(text)` give a `Plan`; `to_json(plan)` gives its plain data (keys of the plan schema).
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from motcua.plans.checks import find_anomalies
from motcua.plans.reader import errors
from motcua.plans.reader.bases import find_bases
from motcua.plans.reader.duties import find_responsibilities
from motcua.plans.reader.errors import UnreadablePlan
from motcua.plans.reader.lexicon import counted_texts, lexicon
from motcua.plans.reader.lines import Line, Pages
from motcua.plans.reader.meta import find_meta, find_number
from motcua.plans.reader.model import Plan, to_json
from motcua.plans.reader.names import settle_names
from motcua.plans.reader.reading import Reading, reading_of
from motcua.plans.reader.reports import find_recipients, find_reporting
from motcua.plans.reader.restore import markless, readability, restore_lines
from motcua.plans.reader.situation import find_baselines, find_objectives, find_problems, find_solutions
from motcua.plans.reader.sources import pages_of, pages_of_text
from motcua.plans.reader.targets import find_targets
from motcua.plans.reader.tasks import find_tasks, tie_targets

__all__ = ["Plan", "UnreadablePlan", "read", "read_text", "read_with_lines", "to_json"]

_CLEAN, _POOR = 0.965, 0.86


def read(path: str | Path) -> Plan:
    """The plan in a file (.txt, .docx, .pdf, picture).

    A text whose words were counted for the lexicon is read without its own counts, as if it had never been seen.
    Raises UnreadablePlan where the file is empty, locked, broken, of an unknown kind or no plan at all.
    """
    return read_with_lines(path)[0]


def read_with_lines(path: str | Path) -> tuple[Plan, list[Line]]:
    """The plan in a file, and the lines it was read from with their letters restored; raises as `read` does."""
    return _understand(pages_of(Path(path)), _own_counts(Path(path).read_bytes()))


def read_text(text: str, *, spoiled_from: str | None = None) -> Plan:
    """The plan in a pasted text; raises UnreadablePlan as `read` does.

    `spoiled_from` is the text this one was made from by spoiling its letters, when that is measured: its counts are
    left out too.
    """
    return _understand(pages_of_text(text), _own_counts((spoiled_from or text).encode()))[0]


def _own_counts(content: bytes) -> str | None:
    digest = hashlib.sha256(content).hexdigest()
    return digest if digest in counted_texts() else None


def _mended(pages: Pages, without: str | None) -> tuple[Pages, dict[int, float]]:
    """Badly recognised letters restored; clean text is left exactly as it is."""
    words = lexicon(without)
    share = readability(pages.lines, words)
    bare = markless(pages.lines)
    if share >= _CLEAN and bare < 0.5:
        return pages, {}
    poor = share < _POOR or bare >= 0.5
    restored = restore_lines(pages.lines, words, only_unknown=not poor)
    return replace(pages, lines=restored.lines, quality="poor" if poor else "fair"), restored.sureness


def _understand(pages: Pages, without: str | None) -> tuple[Plan, list[Line]]:
    mended, sureness = _mended(pages, without)
    reading = reading_of(mended, sureness)
    reading.number = find_number(reading)[0]
    bases = find_bases(reading)
    meta = find_meta(reading, bases)
    reading.period = (meta.period_from, meta.period_until)
    reading.year = meta.doc_year
    responsibilities = find_responsibilities(reading)
    solutions = find_solutions(reading) if reading.task_tables else []
    plan = Plan(
        meta=meta,
        objectives=find_objectives(reading),
        baseline=find_baselines(reading),
        problems=find_problems(reading),
        targets=find_targets(reading),
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
    return plan, mended.lines


def _is_plan(plan: Plan, reading: Reading) -> bool:
    """Whether there is something to follow, and it is worded as an administrative plan."""
    kinds = {block.kind for block in reading.blocks}
    parts = len(kinds & {"aims", "targets", "tasks", "solutions", "duties"})
    something = bool(plan.tasks or plan.targets or plan.responsibilities)
    if something and (parts >= 1 or bool(reading.task_tables) or bool(reading.target_tables)):
        return True
    return bool(plan.meta.title and (plan.meta.legal_bases or plan.baseline))
