"""A source on its way to a plan: its paragraphs, parts and tables, and the years it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from motcua.plans.data import table as wordings
from motcua.plans.reader.block import Block
from motcua.plans.reader.figure_tables import is_money, understood
from motcua.plans.reader.fold import fold, squeeze
from motcua.plans.reader.kinds import settle_kinds
from motcua.plans.reader.lexicon import Lexicon
from motcua.plans.reader.lines import Line, Pages, is_caps
from motcua.plans.reader.model import Source
from motcua.plans.reader.outline import outline, paragraphs
from motcua.plans.reader.tables import Row, Table, take_tables


@dataclass(frozen=True)
class Part:
    """Sentences of the paragraph `of` that do the same; `block` is it with their text only.

    `year` and `until` are set by a heading or a line before it.
    """

    block: Block
    of: Block
    stance: str
    year: int | None = None
    until: str | None = None


@dataclass
class Reading:
    """Everything the finders of items look into."""

    pages: Pages
    blocks: list[Block]
    tables: list[Table]
    sureness: dict[int, float] = field(default_factory=dict)
    number: str | None = None
    title: str | None = None
    year: int | None = None
    level: str | None = None
    period: tuple[int | None, int | None] = (None, None)
    begins: date | None = None
    parts: list[Part] = field(default_factory=list)
    words: Lexicon | None = None

    def sure(self, source: Source) -> float:
        """How sure the letters are at a place (1 for clean text)."""
        return self.sureness.get(source.line, 1.0)

    def confidence(self, base: float, source: Source) -> float:
        """A confidence of 0 … 1: that of the rule times that of the letters."""
        return round(max(0.05, min(0.99, base * (0.5 + 0.5 * self.sure(source)))), 2)

    @property
    def task_tables(self) -> list[Table]:
        return [table for table in self.tables if table.serves("tasks")]

    @property
    def target_tables(self) -> list[Table]:
        return [table for table in self.tables if table.kind == "targets" and not any(map(is_money, table.heads))]

    def rows(self, kind: str) -> Iterator[Row]:
        for table in self.tables:
            if table.serves(kind):
                yield from table.rows

    @property
    def text(self) -> str:
        """All running text, one paragraph a line."""
        return "\n".join(block.text for block in self.blocks)


_SIGNING = re.compile(r"\s*\b((?:TM|KT|TL|TUQ|Q)\.\s?[A-ZĐÀ-Ỹ].*|(?:PHÓ )?CHỦ TỊCH\b.*|CHÁNH VĂN PHÒNG.*)$")


def reading_of(pages: Pages, sureness: dict[int, float] | None = None) -> Reading:
    """Lines as a reading: tables taken out, paragraphs joined, parts named, the end of the text set apart."""
    lines, found = take_tables(_part_signing(pages.lines))
    tables = [understood(table) for table in found]
    blocks = outline(paragraphs(lines))
    if sureness:
        _renumber(blocks)
    _set_zones(blocks)
    settle_kinds(blocks, any(table.serves("tasks") for table in tables))
    return Reading(pages, blocks, tables, sureness or {})


_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def _renumber(blocks: list[Block]) -> None:
    """Roman numerals that a scanner garbled get the number their place gives them."""
    expected = 0
    parts = [block for block in blocks if block.style == "roman"]
    read = [_ROMANS.index(block.mark) if block.mark in _ROMANS else -1 for block in parts]
    for block, mark, following in zip(parts, read, [*read[1:], len(_ROMANS)], strict=False):
        if mark > expected and following != mark:
            expected = mark
        block.mark = _ROMANS[min(expected, len(_ROMANS) - 1)]
        expected += 1


def _part_signing(lines: list[Line]) -> list[Line]:
    """ "Nơi nhận:   TM. ỦY BAN NHÂN DÂN" printed side by side becomes two lines."""
    parted: list[Line] = []
    for line in lines:
        found = _SIGNING.search(line.text) if line.cells is None else None
        left = line.text[: found.start()].strip(" _") if found else ""
        if found and left and (left.startswith(("-", "+")) or fold(left).startswith("noi nhan")):
            parted.append(Line(left, line.number, line.page, None, line.gap))
            parted.append(Line(found.group(1), line.number, line.page))
        else:
            parted.append(line)
    return parted


@cache
def _closing() -> re.Pattern[str]:
    return re.compile("|".join(wordings("headings")["closing"]))


_ENDS_TEXT = re.compile(
    r"^(?!.*\b(?:(?:ngày|tháng|quý) [\dIVX]|(?:hằng|hàng|mỗi) (?:tuần|tháng|quý|năm)))[^:]*"
    r"(?:phát sinh|vướng mắc|khó khăn|điều chỉnh|nghiêm túc|thực hiện)[^:]*\./\.$"
)
_FORMAL = re.compile(r"^(?:cong hoa xa hoi|doc lap|\(?(?:ban hanh )?kem theo|uy ban nhan dan$|hoi dong nhan dan$)")


def _set_zones(blocks: list[Block]) -> None:
    """Marks recipients, signature, closing words and headings of annexes, which belong to no part of the plan."""
    zone = "body"
    for block in blocks:
        words = fold(block.text).strip(" .:")
        if words.startswith("noi nhan"):
            zone = "recipients"
        elif zone in ("recipients", "signature") and (block.style in ("roman", "upper", "part") or _annex(block)):
            zone = "body"
        elif (
            (zone == "recipients" and block.style not in ("dash", "plus") and _signs(block))
            or (
                zone == "recipients"
                and block.style == "body"
                and not block.text.endswith((";", "."))
                and len(words) < 40
            )
            or (zone == "body" and block.style == "body" and _closes(block))
        ):
            zone = "signature"
        elif zone == "signature" and block.style == "dash":
            zone = "recipients"
        block.zone = zone
        if zone == "body" and block.style == "body":
            if _FORMAL.match(words) or (is_caps(block.text) and len(words) < 60 and block.parent):
                block.zone = "formal"
            elif (_closing().match(words) or _ENDS_TEXT.search(block.text)) and block.kind in (
                "duties",
                "reporting",
                "budget",
                "tasks",
            ):
                block.zone = "closing"


def _annex(block: Block) -> bool:
    return bool(re.match(r"^(?:phu luc|ke hoach|danh muc|quyet dinh)\b", fold(block.text))) and (
        is_caps(block.text) or is_caps(block.text[:8]) or len(block.text) < 20
    )


def _closes(block: Block) -> bool:
    """ "TM. ỦY BAN NHÂN DÂN" in capitals: the signature of a document that names no recipients before it."""
    words = fold(block.text).strip(" .")
    signs = re.match(r"^(?:tm|kt|tl|tuq|q)\.\s", words) or re.fullmatch(
        r"(?:pho )?(?:chu tich|chanh van phong|giam doc|truong (?:phong|ban)|thu truong don vi)", words
    )
    return is_caps(block.text) and bool(signs) and len(block.text) < 60


def _signs(block: Block) -> bool:
    return bool(
        re.match(r"^(?:tm\.|kt\.|tl\.|tuq\.|q\.|chu tich|pho chu tich|chanh van phong|giam doc)", fold(block.text))
    )


def closing_of(text: str) -> str:
    """The sentences that close a plan at the end of a paragraph that says more; empty where there are none."""
    said = sentences(text) if text.endswith("./.") else []
    first = next((n for n, one in enumerate(said) if n and _closing().match(fold(one))), len(said))
    return " ".join(said[first:])


def sentences(text: str) -> list[str]:
    """A paragraph in sentences; a stop counts only before a capital letter or a figure."""
    parts = re.split(r"(?<=[.;!?])\s+(?=[A-ZĐÀ-Ỹ“\"(\d])|(?<=;)\s+", text)
    whole: list[str] = []
    for part in (squeeze(part) for part in parts if part.strip()):
        if whole and whole[-1].count("(") > whole[-1].count(")") and len(whole[-1]) < 600:
            whole[-1] = f"{whole[-1]} {part}"
        else:
            whole.append(part)
    return whole
