"""Where a plan is going: general aims and demands, which set no figure."""

from __future__ import annotations

import re

from motcua.plans.data import table as wordings
from motcua.plans.reader.block import Block
from motcua.plans.reader.fold import fold, squeeze
from motcua.plans.reader.model import Objective, Source, Target
from motcua.plans.reader.quantities import quantities
from motcua.plans.reader.reading import Reading, sentences
from motcua.plans.reader.stances import GOALS, PROMISED, REACHED, WORK, WORKS


def find_objectives(reading: Reading, targets: list[Target]) -> list[Objective]:
    """General aims and demands in order: paragraphs of goals that set no target, and sentences beside those that do."""
    found: list[Objective] = []
    taken: set[int] = set()
    promised = {target.source for target in targets}
    measured = {target.source for target in targets if target.kind != "directional"}
    for part in reading.parts:
        block = part.block
        if part.stance not in (PROMISED, WORK) or block.kind in WORKS or not block.ancestors:
            continue
        goals = block.kind in GOALS and not _titles(part.of) and block.source not in measured
        if goals and (block.kind != "targets" or (len(block.text) >= 60 and block.source not in promised)):
            mixed = any(other.of is part.of and other.stance == REACHED for other in reading.parts)
            aims = (
                [block.text if mixed else part.of.text] if part.stance == PROMISED and id(part.of) not in taken else []
            )
            aims = [aim for aim in aims if not _ANNOUNCES.search(fold(aim))]
            aims = [said for aim in aims if (said := re.sub(r"(?:(?<=[.;])|^)[^.;]{0,60}:$", "", aim).strip())]
            taken.add(id(part.of) if aims else 0)
        else:
            free = [one for one in sentences(block.text) if not _sets(one, block.source, targets)]
            general = block.kind == "aims" and not _titles(part.of)
            aims = [" ".join(one for one in free if not _FIGURES.search(one))] if general else list(filter(_aims, free))
            aims = [aim for aim in aims if len(aim) >= _SENTENCE]
        found += [
            Objective(
                f"O{len(found) + number}", block.section, aim, reading.confidence(0.85, block.source), block.source
            )
            for number, aim in enumerate(aims, 1)
        ]
    return found


def _titles(block: Block) -> bool:
    """Whether a paragraph only names or opens what stands beneath it."""
    short = len(block.text) < 20 or (len(block.text) < 45 and bool(block.children))
    opens = block.text.endswith(":") and len(block.text) < 90
    return short or opens or block.style == "roman" or (block.kind == "targets" and bool(block.children))


_ANNOUNCES = re.compile(r"^bang \d|\b\d+ (?:chi tieu|nhiem vu|muc tieu)\b.{0,40}\b(?:bang|phu luc|sau day|duoi day)\b")
_AIM = re.compile("|".join(wordings("situation")["aims"]))


_SENTENCE = 40
_FIGURES = re.compile(r"\d ?%|\d[\d.]* (?:điểm|hồ sơ|phút)")


def _aims(sentence: str) -> bool:
    figures = any(figure.share or figure.marked for figure in quantities(sentence))
    return len(sentence) >= _SENTENCE and not figures and bool(_AIM.search(fold(sentence)))


def _sets(sentence: str, source: Source, targets: list[Target]) -> bool:
    said = squeeze(sentence)
    return any(target.source == source and target.text[:60] in said for target in targets)
