"""What each sentence does: promise, say what was reached, or set to work; weighed from its words, times and place.

No heading and no layout is needed for a sentence to be read: the part it stands in is one witness among others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

from motcua.plans.data import table as wordings
from motcua.plans.reader.asides import blanked, past_asides
from motcua.plans.reader.block import Block
from motcua.plans.reader.fold import fold, squeeze
from motcua.plans.reader.heads import heading_kind
from motcua.plans.reader.lines import is_caps
from motcua.plans.reader.reading import Part, Reading, sentences
from motcua.plans.reader.said_owners import is_label
from motcua.plans.reader.years import When, heading_when, time_line, times_said

PROMISED, REACHED, WORK, SILENT = "promised", "reached", "work", "silent"
GOALS, SITUATION, WORKS = ("targets", "aims", "demands"), ("baseline", "problems"), ("tasks", "solutions", "duties")

_PRIOR = {**dict.fromkeys(GOALS, 1.6), **dict.fromkeys(SITUATION, -1.6), "targets": 2.0, "budget": -0.6,
          "reporting": -0.6}  # fmt: skip
_ENOUGH, _PAST_WORK, _HOPED = 0.7, -2.4, 3.0


Weighed = list[tuple[float, bool, re.Pattern[str]]]


def weighed(rows: list[tuple[float, str]], sign: int = 1) -> Weighed:
    """Wordings with their weights; those with Vietnamese marks are told by them, others by the folded text."""
    return [(sign * weight, not pattern.isascii(), re.compile(pattern)) for weight, pattern in rows]


def sum_of(evidence: Weighed, text: str) -> float:
    """What the wordings found in a text weigh together."""
    written, folded = text.lower(), fold(text)
    return sum(weight for weight, marked, one in evidence if one.search(written if marked else folded))


@cache
def _evidence() -> Weighed:
    table = wordings("stances")
    wrong = [row for row in wordings("situation")["wrong"] if row[0] > 0]
    return [*weighed(table["promised"]), *weighed(table["reached"] + wrong, -1)]


_COMPARED = re.compile(r"\b(?:so với|hơn (?=(?:mức |kết quả )?(?:năm|cùng kỳ|\d+ tháng)))[^.;,)]*")
_BRACKETS = re.compile(r"\([^()]*(?:\d ?%|\b[Nn]ăm 20)[^()]*\)")
_FIGURE = re.compile(r"\d+(?:,\d+)? ?%")
_TURN = re.compile(r"[,;]\s+(?=(?:phan dau|muc tieu|den (?:het |cuoi )?nam|trong nam|nam 20\d\d|sang nam)\b)")


def weigh(sentence: str, reading: Reading) -> float:
    """Above 0 where the words and times of a sentence promise, below 0 where they say what was reached."""
    words = _COMPARED.sub(" ", _without_brackets(sentence, reading))
    bare = _BRACKETS.sub(" ", words)
    words = squeeze(bare if _FIGURE.search(bare) else words)
    return sum_of(_evidence(), words) + _by_time(fold(words), reading)


def _without_brackets(sentence: str, reading: Reading) -> str:
    """A sentence without what brackets behind its first figure say of a time gone by."""
    asides = [one for one in past_asides(sentence, reading.begins) if sentence[one[0]] in "(["]
    return blanked(sentence, [one for one in asides if re.search(r"\d", sentence[: one[0]])])


def _by_time(words: str, reading: Reading) -> float:
    """A day to come promises, days all gone by say what was reached; none says nothing."""
    ends = times_said(words)
    if not ends or not reading.begins:
        return 0.0
    return 1.2 if max(ends) >= reading.begins else -2.0


def parts_of(reading: Reading) -> list[Part]:
    """Every paragraph of the plan's body, parted where what its sentences do changes."""
    found: list[Part] = []
    leans = _leans(reading)
    for paragraph, time in _timed(reading):
        block = _at_home(paragraph)
        prior = _prior(block, leans)
        if time.year and reading.period[0] and block.kind not in WORKS:
            past = time.year < reading.period[0] or (time.until and reading.begins and time.until < str(reading.begins))
            prior = -2.0 if past else max(prior, 1.0)
        for stance, said in _runs(block, prior, reading):
            part = block if said == block.text else replace(block, text=said)
            found.append(Part(part, paragraph, stance, time.year, time.until))
    return found


def _at_home(block: Block) -> Block:
    """A paragraph of the kind its part shows: a sentence is no heading, and a heading may promise in other words."""
    above = block.parent.kind if block.parent else "front"
    strays = block.kind in (*WORKS, "budget", "reporting") and above not in ("front", block.kind)
    strays = strays or (block.kind in SITUATION and above in GOALS)  # "không làm thay …" demands and tells of nothing
    if strays and not block.children and block.text[-1:] in ".;":
        return replace(block, kind=above)
    head = _head(block)
    guessed = bool(head) and heading_kind(head) is None and not _assigns(block.text)
    if not guessed or block.kind in ("budget", "reporting"):
        return block
    return replace(block, kind="targets" if re.search(wordings("stances")["heads"], fold(head)) else "front")


def _assigns(text: str) -> bool:
    """What gives work to somebody ("Phụ trách: …", "… chủ trì"): such a paragraph promises no result of its own."""
    labelled = any(is_label(part.split(":")[0]) for part in re.split(r"[.;(]\s+", text) if ":" in part)
    return labelled or bool(re.search(r"\b(?:chu tri|phoi hop|phu trach)\b", fold(text)))


def _head(block: Block) -> str:
    """The heading of the part that a paragraph stands in, as far up as it is of one kind."""
    heads = [above for above in block.ancestors if above.kind == block.kind and above.style not in ("dash", "plus")]
    return heads[-1].text if heads else ""


def _speaks(block: Block, reading: Reading) -> bool:
    """Whether a paragraph belongs to the plan itself: no letterhead, title, legal basis, recipient or signature."""
    if block.zone != "body" or not block.text:
        return False
    front = block.kind == "front" and block.style in ("body", "head") and not block.ancestors
    words = fold(block.text)
    formal = re.match(r"can cu |theo de nghi|xet de nghi|so\s?:|kinh gui", words) or re.search(
        r"\bso:? ?\d+\S*/|\b(?:ban hanh|xay dung|lap) ke hoach\b.*\b(?:nhu sau|sau(?: day)?) ?:$", words
    )
    return not (front and (is_caps(block.text) or formal or squeeze(block.text) in squeeze(reading.title or "")))


def _prior(block: Block, leans: dict[int, float]) -> float:
    head = fold(_head(block))
    both = all(re.search(pattern, head) for pattern in wordings("stances")["both"])
    if both or block.kind not in _PRIOR:
        return leans.get(_top(block), 0.0)
    return _PRIOR[block.kind]


def _top(block: Block) -> int:
    above = [one for one in block.ancestors if one.style not in ("dash", "plus", "body")]
    return id(above[-1]) if above else 0


def _leans(reading: Reading) -> dict[int, float]:
    """Which way the sentences of a part lean together: its prior where its heading says nothing."""
    sums: dict[int, float] = {}
    for block in reading.blocks:
        if _speaks(block, reading):
            lean = sum(weigh(one, reading) for one in sentences(block.text) if re.search(r"\d", one))
            sums[_top(block)] = sums.get(_top(block), 0.0) + lean
    return {top: max(-1.0, min(1.0, lean / 3)) for top, lean in sums.items() if top}


def _timed(reading: Reading) -> Iterator[tuple[Block, When]]:
    """The paragraphs that speak, each with the time that a line before it or a heading above it sets."""
    line, under, opened = None, 0, None
    for block in reading.blocks:
        if (under and not any(id(one) == under for one in block.ancestors)) or (opened and _beside(opened, block)):
            line, under, opened = None, 0, None
        if not _speaks(block, reading):
            continue
        fresh = time_line(block)
        if fresh:
            line, under, opened = fresh, _anchor(block), block
        yield block, line or heading_when(block) or When()


def _beside(opened: Block, block: Block) -> bool:
    """Whether the next numbered part begins: "2.3. Yêu cầu" ends what "2.2. Năm 2026" opened."""
    if opened.style != "number" or block.parent is None or block.parent is not opened.parent or not opened.children:
        return False
    head, _, last = opened.mark.rpartition(".")
    following = [after for before, after in pairwise(block.parent.children) if before is opened]
    beside = any(one is block for one in following)
    return beside and last.isdigit() and block.mark == f"{head}.{int(last) + 1}".lstrip(".")


def _anchor(block: Block) -> int:
    """The part a line that says a time holds for: the numbered one it stands in, or that it heads by a capital."""
    if block.style == "upper":  # "C. Năm 2027" ends what "B. Năm 2026" opened; numbers may begin anew beneath letters
        return id(block)
    return next((id(one) for one in block.ancestors if one.style not in ("dash", "plus", "body")), 0)


def _runs(block: Block, prior: float, reading: Reading) -> Iterator[tuple[str, str]]:
    """(stance, sentences) of a paragraph; each sentence leans the way the one before it went."""
    runs: list[tuple[str, list[str]]] = []
    carried = 0.0
    for sentence in _turns(block.text, reading):
        score = prior + weigh(sentence, reading) + carried
        stance = _stance(score, prior, block.kind, sentence)
        if runs and runs[-1][0] == stance:
            runs[-1][1].append(sentence)
        else:
            runs.append((stance, [sentence]))
        carried = max(-3.0, min(3.0, score - prior)) * (1.0 if sentence.endswith(";") else 0.4)
    return ((stance, " ".join(said)) for stance, said in runs)


_MONEY = re.compile(
    r"\b(?:kinh phi|ngan sach|(?:trieu|ty|nghin) dong|du toan)\b(?!.*\bgiai ngan)|% (?:muc )?(?:phi|le phi)\b"
)


def _turns(text: str, reading: Reading) -> Iterator[str]:
    """The sentences of a text, parted where one turns from what was reached to what is promised or back."""
    for sentence in sentences(text):
        turn = _TURN.search(fold(sentence)) if "%" in sentence else None
        left, right = (sentence[: turn.start() + 1], sentence[turn.end() :]) if turn else (sentence, "")
        if turn and weigh(left, reading) * weigh(right, reading) < 0:
            yield from (left, right)
        else:
            yield sentence


@cache
def _others() -> re.Pattern[str]:
    return re.compile("|".join(wordings("stances")["others"]))


@cache
def _follows() -> re.Pattern[str]:
    return re.compile(wordings("stances")["follows"])


def _stance(score: float, prior: float, kind: str, sentence: str) -> str:
    """What a sentence does; where its part tells what was reached, what promises nothing tells that, too."""
    if kind in WORKS and _follows().search(fold(sentence)):
        return SILENT
    if kind in WORKS and (score < _HOPED or "%" not in sentence):
        return REACHED if score <= _PAST_WORK else WORK
    words = fold(sentence)
    if kind not in GOALS and (_MONEY.search(words) or _others().search(words) or _follows().search(words)):
        return SILENT
    if score >= _ENOUGH:
        return PROMISED
    if score <= -_ENOUGH or prior <= -_ENOUGH:
        return REACHED
    return SILENT if kind in ("budget", "reporting") else WORK
