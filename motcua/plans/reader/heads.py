"""Headings: what kind of part their words open, and lines without a mark that head what follows them."""

from __future__ import annotations

import re
from functools import cache

from motcua.plans.data import table
from motcua.plans.reader.agencies import begins_to_act, is_agency, name_end
from motcua.plans.reader.block import LISTED, Block
from motcua.plans.reader.deadlines import deadline_of
from motcua.plans.reader.fold import fold, plain
from motcua.plans.reader.lines import Line, is_caps

_PART, _TOPIC, _LIST, _BODY = 2.0, 2.5, 0.25, 11


@cache
def _kinds() -> list[tuple[str, re.Pattern[str]]]:
    return [(kind, re.compile(pattern)) for kind, pattern in table("headings")["kinds"]]


def heading_kind(text: str) -> str | None:
    """The kind of part a heading opens, or None where the words do not say."""
    head = plain(text).strip(" .:;*")
    if len(head) > 260:
        return None
    return next((kind for kind, pattern in _kinds() if pattern.search(head)), None)


@cache
def _when() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join([*table('said')['time_heads'], *table('said')['time']])})\b|[^a-z]")


def is_when(text: str) -> bool:
    """Whether a heading only says when: "Tháng 3/2026", "Các việc hoàn thành trong quý II", "Thường xuyên"."""
    words = fold(text).strip(" .:")
    return len(words) < 60 and not _when().sub("", words) and deadline_of(words, default_year=2000).type != "none"


PERSON = re.compile(r"(?:Ông|Bà|Đồng chí|Đ/c)\s+[A-ZĐÀ-Ỹ]")


def is_owner(text: str) -> bool:
    """Whether a heading only names agencies or a person."""
    bare = re.sub(r"\s*\([^()]*\)$", "", text.strip(" .:"))
    if PERSON.match(bare):
        return len(bare) < 70
    few = is_agency(bare) and len(bare.split()) < 9 and not re.search(r"[,.;:]", bare) and not begins_to_act(bare)
    return len(bare) < 160 and (name_end(bare) == len(bare) > 3 or few)


def bare_head(block: Block, after: Block, before: Line, line: Line, marked: bool) -> float | None:
    """The rank of a line that heads what comes after it although no mark says so; None where it is text.

    A head follows something finished, is short, ends in no stop, and is a known title, in capitals, says only who or
    when, ends in a colon before a list, or stands alone above sentences or a list. `marked`: parts have marks here.
    """
    text = block.text
    if not (4 < len(text) < 130 and text[:1].isupper() and text[-1:] not in ".;,/") or _FRAME.match(fold(text)):
        return None
    bulleted = block.style == "dash"
    if bulleted and not (text.endswith(":") and after.style == "dash" and after.mark != block.mark):
        return None
    below = after.rank - _LIST
    if after.rank < _TOPIC and not is_caps(text):
        return None
    if bulleted or is_when(text) or (is_owner(text) and (text.endswith(":") or after.style != "body")):
        return below
    finished = before.text[-1:] in ".;:/" or before.cells is not None or bool(line.gap)
    if (text.endswith(":") or _STAGE.match(fold(text))) and after.style != "body":
        return below
    if text.endswith(")") or not (finished or (heading_kind(text) and len(text) < 45)):
        return None
    if heading_kind(text) and len(text) < 70 and (is_caps(text) or not text.endswith(":")):
        return _TOPIC if marked or not is_caps(text) else _PART
    if is_caps(text):
        return None if marked else _PART
    if len(text) > 80 or not _stands_above(text, after):
        return None
    return below if marked or not line.gap else _TOPIC


_FRAME = re.compile(
    r"(?:so\b|cong hoa|doc lap|kinh gui|tm\.|kt\.|tl\.|tuq\.|noi nhan|phu luc|ke hoach$|quyet dinh|"
    r"uy ban nhan dan|ubnd|can cu|theo de nghi|xet de nghi|cong van|nghi (?:dinh|quyet)|thong (?:tu|bao)|luat|chi thi|"
    r"to trinh|bieu (?:so )?\d|bang (?:so )?\d|.{3,40}, ngay )"
)


_STAGE = re.compile(
    r"(?:chang|giai doan|dot|tuan|thang|quy|moc|ky|phan)\s(?:so |thu )?(?:\d{1,2}|[ivx]{1,4})\s?[.:,(–-]"
)


def _stands_above(text: str, after: Block) -> bool:
    """A short line alone above sentences or a list: a title that was printed bold."""
    if ":" in text or is_agency(text) or len(text.split()) < 2:
        return False
    sentence = after.style == "body" and after.text[-1:] in ".;:/" and len(after.text) > 1.3 * len(text)
    sentence = sentence or (after.style == "body" and (is_when(after.text) or is_owner(after.text)))
    return sentence or after.style in LISTED
