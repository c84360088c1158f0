"""Diagnosed problems and what is said to cause them."""

from __future__ import annotations

import re

from motcua.plans.data import table as wordings
from motcua.plans.reader.block import Block
from motcua.plans.reader.fold import fold, squeeze
from motcua.plans.reader.model import Problem
from motcua.plans.reader.reading import Reading
from motcua.plans.reader.stances import GOALS, REACHED, WORKS, sum_of, weighed

_CAUSE = re.compile(r"^(?:\*\s*)?nguyen nhan\b")
PROBLEM_LABEL = re.compile("(?:" + "|".join(wordings("situation")["problem_labels"]).replace("$", "") + r"):")
_JOINTS = [re.compile(joint) for joint in wordings("situation")["cause_joints"]]
_JUDGED = re.compile(wordings("situation")["judgements"])


def find_problems(reading: Reading) -> list[Problem]:
    """Diagnosed problems, each with the causes written beneath it or in its own sentence."""
    found: list[Problem] = []
    causes, first = False, 0
    told, opened = _reported(reading), _opened(reading)
    for block in reading.blocks:
        if block.zone != "body" or not block.text:
            causes = causes and block.kind == "problems"
            continue
        words = fold(block.text)
        if PROBLEM_LABEL.match(words) and block.kind not in WORKS:
            first, causes = len(found), False
            for part in _clauses(block.text.split(":", 1)[1]):
                found.append(_problem(part, block, len(found) + 1, reading))
        elif block.kind == "problems":
            causes = _listed(block, words, found, causes, first, reading)
        elif id(block) in opened:
            found.append(_problem(block.text, block, len(found) + 1, reading))
        elif id(block) in told and found and _CAUSE.match(words):
            _add_causes(found[min(first, len(found) - 1)], block)
            causes = True
        elif id(block) in told:
            causes = False
            found += _told(block, told[id(block)], len(found) + 1, reading)
    for number, problem in enumerate(found, 1):
        problem.id = f"P{number}"
    return found


_OPENS = re.compile(wordings("situation")["opens_problems"])


def _opened(reading: Reading) -> set[int]:
    """The paragraphs listed beneath a sentence that opens a list of what is wrong ("… còn một số việc chưa đạt:")."""
    opened: set[int] = set()
    opener: Block | None = None
    for block in reading.blocks:
        listed = block.style in ("dash", "plus")
        if listed and opener is not None:
            opened.add(id(block))
            continue
        last = re.split(r"[.;] ", fold(block.text))[-1]
        spoken = block.zone == "body" and block.kind not in (*WORKS, *GOALS, "problems", "reporting")
        opener = block if spoken and not listed and _OPENS.search(last) else None
    return opened


def _reported(reading: Reading) -> dict[int, str]:
    """What paragraphs outside the work say was reached, by paragraph."""
    told: dict[int, str] = {}
    for part in reading.parts:
        if part.stance == REACHED and part.block.kind not in WORKS:
            told[id(part.of)] = f"{told.get(id(part.of), '')} {part.block.text}".strip()
    return told


def _listed(block: Block, words: str, found: list[Problem], causes: bool, first: int, reading: Reading) -> bool:
    """Takes a paragraph of the part on problems; answers whether causes follow."""
    if _CAUSE.match(words):
        if found:
            _add_causes(found[first if first < len(found) else -1], block)
        return True
    if block.style in ("part", "upper", "roman", "head") or (
        block.style in ("number", "letter")
        and (len(block.text) < 60 or (block.style == "number" and block.children))
        and (block.children or block.text[-1:] not in ".;")
    ):
        return False
    if causes and found:
        found[-1].causes.append(squeeze(block.text)[:400])
    elif not found or block.section != found[-1].section or block.style in ("dash", "plus") or _COUNTED.match(words):
        found.append(_problem(block.text, block, len(found) + 1, reading))
    else:
        found[-1].causes.append(squeeze(block.text)[:400])
    return causes


def _add_causes(problem: Problem, block: Block) -> None:
    rest = block.text.split(":", 1)[1] if ":" in block.text else ""
    problem.causes += _clauses(rest)


def _clauses(text: str) -> list[str]:
    """The parts of a list set in one paragraph, parted by ";"; a list without any stays one."""
    return [part for piece in text.split(";") if (part := squeeze(piece).strip(" ."))]


def _told(block: Block, text: str, number: int, reading: Reading) -> list[Problem]:
    """What a report of results says is wrong, by the words of each sentence, their causes with them."""
    found: list[Problem] = []
    for sentence in re.split(r"(?<=[.!?])\s+(?=[A-ZĐÀ-Ỹ])", text):
        words = fold(sentence)
        if found and _CAUSE.match(words):
            found[0].causes += _clauses(_CAUSE_SAID.sub("", sentence))
        elif (labelled := PROBLEM_LABEL.match(words)) or sum_of(_WRONG, sentence) >= _ENOUGH:
            bare = sentence[labelled.end() :] if labelled else re.sub(_OPENING, "", sentence)
            found += [_problem(part, block, number + len(found), reading) for part in _clauses(bare)]
    return found


_CAUSE_SAID = re.compile(r"^\W*Nguyên nhân[^:;,.]{0,30}?(?::| là do | là | do )\s*", re.IGNORECASE)
_COUNTED = re.compile(r"^(?:mot|hai|ba|bon|nam|thu (?:nhat|hai|ba|tu|nam)) ?(?:la)?\s?[,:]")
_OPENING = re.compile(
    r"^(?:(?:Một|Hai|Ba|Bốn|Năm|Thứ \w+) ?(?:là)?\s?[,:]|Tuy nhiên|Tuy vậy|Bên cạnh đó|Song|Tuy thế|Mặc dù vậy|"
    r"Bên cạnh (?:những )?kết quả[^,;]{0,30})\s*,?\s*"
)
_ENOUGH = 1.0


_WRONG = weighed(wordings("situation")["wrong"])


def _problem(said: str, block: Block, number: int, reading: Reading) -> Problem:
    """A problem; the causes said in the same paragraph are set apart."""
    text, *after = re.split(
        r"[.;,]?\s*\b(?:Nguyên nhân|nguyên nhân)(?: là)?(?: do)?\s*:\s*", _OPENING.sub("", said), maxsplit=1
    )
    causes = _clauses(after[0]) if after and text else []
    if not causes:
        text, causes = _why(text or said)
    whole = text or said
    return Problem(
        f"P{number}", block.section, (whole[:1].upper() + whole[1:])[:500], causes,
        reading.confidence(0.75, block.source), block.source,
    )  # fmt: skip


def _why(said: str) -> tuple[str, list[str]]:
    """(problem, causes) of one sentence: "… còn thấp do người dân chưa …"."""
    folded = fold(said)
    for joint in _JOINTS:
        found = joint.search(folded)
        told = found and (found.group().startswith(",") or _JUDGED.search(folded[: found.start()]))
        if found and told and found.start() >= 15:
            return squeeze(said[: found.start()]).strip(" ,("), _clauses(said[found.end() :].rstrip(" )."))
    led = _LED_TO.search(said)
    if led and led.start() >= 15 and sum_of(_WRONG, said[led.end() :]) > 0:
        return squeeze(said[led.end() :]), _clauses(said[: led.start()])
    return said, []


# "đường sá khó đi nên người dân ngại nộp hồ sơ": why comes first; a clause without a subject of its own stays whole.
_LED_TO = re.compile(
    r",?\s(?:nên|khiến(?: cho)?|làm cho|dẫn đến(?: việc)?)\s+"
    r"(?=(?:người|công dân|bà con|ngư dân|nhiều|một số|hồ sơ|tỷ lệ|việc|công chức|kết quả|số hóa|thanh toán)\b)"
)
