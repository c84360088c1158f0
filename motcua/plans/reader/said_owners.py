"""Who does a task and by when, where one cell, bracket or paragraph says all of it: by labels or by turns of phrase."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import zip_longest

from motcua.plans.data import table
from motcua.plans.reader.agencies import agencies_of, is_agency
from motcua.plans.reader.deadlines import deadline_of
from motcua.plans.reader.fold import fold, squeeze


@dataclass
class Said:
    """What a phrase says of a task; `deadline` as written. Empty where it says nothing."""

    lead: list[str] = field(default_factory=list)
    helpers: list[str] = field(default_factory=list)
    product: str | None = None
    deadline: str | None = None

    def __bool__(self) -> bool:
        return bool(self.lead or self.helpers or self.product or self.deadline)


@cache
def _labels() -> re.Pattern[str]:
    kinds = "|".join(f"(?P<{kind}>{words})" for kind, words in table("columns")["labels"].items())
    return re.compile(rf"\b(?:{kinds})\s*:")


def _found(text: str) -> list[re.Match[str]]:
    """The labels of a text: at its start, behind a sign, or with a capital letter of their own."""
    return [
        one
        for one in _labels().finditer(fold(text))
        if text[one.start()].isupper()
        or not text[: one.start()].strip()
        or text[: one.start()].rstrip()[-1:] in ".;,(/-+•"
    ]


def is_label(text: str) -> bool:
    """Whether a paragraph says something of the task before it: "Ai làm: …", "Thời hạn: …", "Nội dung: …"."""
    return bool(_labels().match(fold(text.lstrip(" -+•"))))


def by_labels(text: str) -> Said:
    """ "Chủ trì: A. Phối hợp: B; C. Sản phẩm: … Thời hạn: …", in whatever order they stand."""
    found = _found(text)
    said = Said()
    for one, after in zip_longest(found, found[1:]):
        value = squeeze(text[one.end() : after.start() if after else len(text)]).strip(" .;,-+•(")
        value = value[:-1] if value.endswith(")") and value.count("(") < value.count(")") else value
        if one.lastgroup == "lead":
            before, _, behind = re.sub(r",?\s+phối hợp(?: cùng)?(?: với)?:?\s+", "\n", value, count=1).partition("\n")
            said.lead += _names(before)
            said.helpers += _names(behind)
        elif one.lastgroup == "coordinating":
            said.helpers += _names(value)
        elif one.lastgroup == "product":
            said.product = said.product or value.strip(" .;") or None
        elif one.lastgroup == "deadline":
            said.deadline = said.deadline or value.strip(" .;") or None
    return said


_LEADS = r"(?:chu tri|phu trach|dam nhiem|chiu trach nhiem|lam dau moi|la dau moi|dau moi|la co quan chu tri)"
_LED = re.compile(rf"^(?:do |giao )?(?P<who>.+?) (?:{_LEADS}|thuc hien)\b(?: (?:thuc hien|chinh|tham muu|chung))?")
_HELPED = re.compile(r"^(?:cung |va )?(?P<who>.+?) (?:cung )?(?:phoi hop|ho tro|tham gia)\b(?: thuc hien)?")
_HELPS = re.compile(r"^(?:va )?(?:phoi hop|cung)(?: chat che)?(?: thuc hien)?(?: voi| cung)?:?\s+(?P<who>.+)")
_PRODUCT = re.compile(r"^(?:co )?(?:san pham|ket qua|dau ra)(?: (?:la|gom|dau ra))?\s?:?\s+(?P<what>.+)")


def by_phrases(text: str) -> Said:
    """ "A chủ trì, phối hợp B; xong trước 30/6/2026; sản phẩm: …": parts in any order, told by their words."""
    said = Said()
    for part in re.split(r"\s*;\s*", text):
        _take(squeeze(part).strip(" .,"), said)
    return said


def _take(part: str, said: Said) -> None:
    words = fold(part)
    product = _PRODUCT.match(words)
    if product:
        said.product = part[product.start("what") :].strip(" .;")
        return
    led = _LED.match(words)
    if led and is_agency(part[led.start("who") : led.end("who")]):
        said.lead += _names(part[led.start("who") : led.end("who")])
        _rest(part[led.end() :], said)
        return
    helps = _HELPS.match(words)
    if helps:
        said.helpers += _names(part[helps.start("who") :])
        return
    helped = _HELPED.match(words)
    if helped and is_agency(part[helped.start("who") : helped.end("who")]):
        said.helpers += _names(part[helped.start("who") : helped.end("who")])
        _rest(part[helped.end() :], said)
    elif said.deadline is None and _is_deadline(part):
        said.deadline = re.sub(r"^(?:hoàn thành|xong|thực hiện)\s+", "", part, flags=re.IGNORECASE)
    elif is_agency(part) and all(map(is_agency, agencies_of(part))):
        (said.helpers if said.lead else said.lead).extend(_names(part))


def _rest(part: str, said: Said) -> None:
    """What follows "chủ trì" in the same breath: helpers before or behind their verb, or the deadline."""
    bare = squeeze(part.strip(" ,.-–"))
    if bare:
        for index, one in enumerate(_breaths(bare)):
            if index == 0 or said.deadline is None or not _is_deadline(one):
                _take(one, said)


def _breaths(text: str) -> list[str]:
    """The text cut at the comma behind which a deadline or product begins."""
    cut = re.search(
        r",\s+(?=(?:hoan thanh|xong|thuc hien|truoc|trong|cham nhat|den het|thoi han|han|san pham)\b)", fold(text)
    )
    return [text[: cut.start()], text[cut.end() :]] if cut else [text]


def _is_deadline(part: str) -> bool:
    if len(part) > 90:
        return False
    if deadline_of(part, default_year=2000).type != "none":
        return True
    return bool(re.search(table("checks")["vague"], fold(part)))


def _names(value: str) -> list[str]:
    """Agencies without what brackets add to them: "Sở A (cân đối nguồn, cấp phép); Sở B"."""
    bare = re.sub(
        r"\s*\((?:[^()]*,[^()]*|[a-zà-ỹđ][^()]*)\)", "", re.sub(r"\s*\(\s*(?:chủ trì|phối hợp)\s*\)", "", value)
    )
    return [name for name in agencies_of(_PERSON.sub("", bare)) if len(name) < 120]


_PERSON = re.compile(r"(?:Ông|Bà|Đ/c|Đồng chí)\s+[^-–,;()]+\s[-–]\s(?=[A-ZĐ])")
_AT_END = re.compile(r"\s*\((?P<inside>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*(?P<after>[.;]?)\s*$")
_TELLS = re.compile(r"\b(?:chu tri|phoi hop|phu trach|dau moi|thuc hien|san pham|hoan thanh|xong|han)\b")


def at_the_end(text: str) -> tuple[str, Said]:
    """(text without it, what it says) of the bracket a task ends with; the text as it is where there is none."""
    found = _AT_END.search(text)
    if not found:
        return text, Said()
    inside = found.group("inside")
    words = fold(inside)
    first = re.split(r"[;,]", inside)[0]
    if not _TELLS.search(words) and not (";" in inside and is_agency(first)):
        return text, Said()
    said = by_labels(inside) if _found(inside) and not _LED.match(words) else Said()
    said = said if said.lead or said.helpers else by_phrases(inside)
    if not said.lead and not said.helpers and not said.deadline and not said.product:
        return text, Said()
    return squeeze(text[: found.start()]) + found.group("after"), said


_MARKED = re.compile(
    r"(?P<who>[^();,]+(?:,[^();,]+)*?)\s*\(\s*(?P<how>chủ trì|đầu mối|phụ trách|phối hợp)\s*\)", re.IGNORECASE
)


def in_cell(text: str) -> Said:
    """Leads and helpers of a cell that names both: by labels, by "chủ trì"/"phối hợp" behind or before each name."""
    if _found(text):
        return by_labels(text)
    marked = list(_MARKED.finditer(text))
    if marked:
        said = Said()
        for one in marked:
            helping = fold(one.group("how")) == "phoi hop"
            (said.helpers if helping else said.lead).extend(_names(one.group("who").strip(" ,;")))
        rest = text[marked[-1].end() :].strip(" ,;.")
        said.helpers += _names(rest) if rest else []
        return said
    if re.search(r"\b(?:chu tri|phoi hop)\b", fold(text)):
        return by_phrases(re.sub(r"\s*\.\s+(?=[A-ZĐ])", "; ", text))
    return Said(lead=_names(text))


def first_leads(said: Said) -> Said:
    """Of a cell for leads and helpers alike that marks none: the first is the lead."""
    if said.helpers or len(said.lead) < 2:
        return said
    return Said(said.lead[:1], said.lead[1:], said.product, said.deadline)


def paired(texts: list[str]) -> Said:
    """What several paragraphs of labels say together."""
    whole = Said()
    for said in map(by_labels, texts):
        whole.lead += [name for name in said.lead if name not in whole.lead]
        whole.helpers += [name for name in said.helpers if name not in whole.helpers]
        whole.product = whole.product or said.product
        whole.deadline = whole.deadline or said.deadline
    return whole


__all__ = ["Said", "at_the_end", "by_labels", "by_phrases", "first_leads", "in_cell", "is_label", "paired"]
