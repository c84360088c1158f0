"""Who does a task, with whom, by when and what comes out, however a text says it: labels, brackets, running words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from motcua.plans.data import table
from motcua.plans.reader.agencies import acts, agencies_of, is_agency, name_end
from motcua.plans.reader.columns import role_of
from motcua.plans.reader.deadlines import deadline_of
from motcua.plans.reader.fold import CAPITAL, fold, squeeze


@dataclass
class Said:
    """What a text says of a task; `deadline` as written; `named`: whether its leads are told by a word for leading
    and not only by beginning the sentence. Empty where it says nothing."""

    lead: list[str] = field(default_factory=list)
    helpers: list[str] = field(default_factory=list)
    product: str | None = None
    deadline: str | None = None
    named: bool = True

    def __bool__(self) -> bool:
        return bool(self.lead or self.helpers or self.product or self.deadline)

    def or_else(self, other: Said) -> Said:
        """This, and where it says nothing the other."""
        return Said(
            self.lead or other.lead, self.helpers or other.helpers, self.product or other.product,
            self.deadline or other.deadline, self.named if self.lead else other.named,
        )  # fmt: skip


# --- labels: "Chủ trì: …. Thời hạn: …" ---------------------------------------------------------------------------


@cache
def _told(name: str) -> re.Pattern[str]:
    """A wording of data/said.yaml; a list is any of its words, or what is no letter."""
    said = table("said")[name]
    return re.compile(said if isinstance(said, str) else rf"\b(?:{'|'.join(said)})\b|[^a-z]")


@cache
def _spoken() -> dict[str, re.Pattern[str]]:
    return {role: re.compile(rf"(?:{words})$") for role, words in table("said")["labels"].items()}


_ROLES = ("lead", "owners", "coordinating", "product", "deadline")


@dataclass(frozen=True)
class _Label:
    role: str
    start: int
    end: int


def _role(words: str) -> str | None:
    bare = squeeze(words).strip(" -+•*(")
    spoken = next((role for role, pattern in _spoken().items() if pattern.match(fold(bare))), None)
    named = role_of(bare) if len(bare) <= 48 else None
    return spoken or (named if named in _ROLES else None)


def _labels(text: str) -> list[_Label]:
    """The labels of a text: words that name a role, from the last stop or capital letter to a colon."""
    found: list[_Label] = []
    for colon in re.finditer(r":(?!\d\d\b|//)", text):
        start = max((text.rfind(sign, 0, colon.start()) for sign in ".;,(•+–:"), default=-1) + 1
        starts = [
            start,
            *(start + one.start() for one in re.finditer(rf"(?<=\s)[{CAPITAL}]", text[start : colon.start()])),
        ]
        for begin in starts:
            role = _role(text[begin : colon.start()])
            if role and _fits(role, text[colon.end() :], begin == 0):
                found.append(_Label(role, begin, colon.end()))
                break
    return found


def _fits(role: str, value: str, first: bool) -> bool:
    """Whether what follows can be what the label promises (agencies behind one for agencies)."""
    value = value.strip(" -*")
    if role in ("lead", "owners", "coordinating"):
        begun = re.sub(r"^(?:Đồng chí|Đ/c|Ông|Bà|Giao|Do)\s+", "", value)
        return is_agency(begun) or begun != value or (first and len(re.split(r"[.;]", value)[0]) < 60) or not value
    return role not in ("content", "note") or first


def is_label(text: str) -> bool:
    """Whether a paragraph only says something of the task it stands beneath: "Ai làm: …", "Thời hạn: …"."""
    found = _labels(bare := text.lstrip(" -+•*"))
    return bool(found) and not bare[: found[0].start].strip()


def content_of(texts: list[str]) -> str:
    """What labels of content ("Nội dung: …") say."""
    parts = [text[one.end :] for text in texts for one in _labels(text) if one.role == "content"]
    return squeeze(" ".join(parts))


def by_labels(text: str) -> Said:
    """ "Chủ trì: A. Phối hợp: B; C. Sản phẩm: … Thời hạn: …", in whatever order they stand."""
    found = _labels(text)
    said, behind = Said(), Said()
    for one, after in zip(found, [*found[1:], None], strict=True):
        value = squeeze(text[one.end : after.start if after else len(text)]).strip(" .;,-+•*(")
        value = value[:-1] if value.endswith(")") and value.count("(") < value.count(")") else value
        if one.role == "product":
            value, told = _told_behind(value)
            behind = behind.or_else(told)
        _note(one.role, value, said)
    return said.or_else(behind)


_LAST_CLAUSE = re.compile(r"[.;]\s+(?P<clause>[^\W\d_](?:[^.;:]|\.(?=\S))*)$")


def _told_behind(product: str) -> tuple[str, Said]:
    """A product without what is told in running words behind it: "sổ tay. Phòng A chủ trì, B phối hợp; xong quý I"."""
    told = Said()
    while last := _LAST_CLAUSE.search(product):
        more = _of_sentence(last.group("clause"))
        if more is None or not more[1] or more[0].product:
            break
        told = more[0].or_else(told)
        product = product[: last.start()]
    return product, told


def _note(role: str, value: str, said: Said) -> None:
    if role in ("lead", "owners"):
        whole = in_cell(value)
        said.lead += whole.lead
        said.helpers += whole.helpers
        said.deadline = said.deadline or whole.deadline
    elif role == "coordinating":
        said.helpers += _names(value)
    elif role == "product":
        said.product = said.product or value.strip(" .;") or None
    elif role == "deadline":
        said.deadline = said.deadline or value.strip(" .;") or None


# --- running words: "A chủ trì, phối hợp B …" --------------------------------------------------------------------


@dataclass(frozen=True)
class _Mention:
    names: str
    role: str
    start: int
    end: int


_NAME_STARTS = re.compile(rf"(?<![\w-])(?=[{CAPITAL}]|các |đại diện |công an |hội |đoàn |tổ |thôn |trường )")


def _mentions(text: str, opens: bool = False) -> Iterator[_Mention]:
    """Agencies of a running text that lead or help, told by the words around them; `opens`: it begins a task.

    Whoever begins to act leads: "Công chức A tham gia lớp do Sở B tổ chức" is A's, and so is what A asks of B.
    """
    words, behind, led, acting = fold(text), 0, False, False
    for one in _NAME_STARTS.finditer(text):
        start = one.start()
        if start < behind or (end := name_end(text, start)) == start:
            continue
        behind = end
        if fold(text[start:end]) in ("don vi", "co quan", "bo phan", "cac don vi phoi hop"):
            continue
        before = words[:start]
        role = _part_played(before, words[end:])
        begins = not led and not _told("opening").sub("", before[-24:])
        taking = opens and not start and role == "helps" and _TAKES_PART.match(words[end:])
        if (role is None or taking) and begins and text[start].isupper() and acts(text, end):
            role, acting = "acts", True
        elif acting and role == "leads" and not _told("leads").match(words[end:]):
            continue
        if role:
            led = led or role in ("leads", "acts")
            yield _Mention(text[start:end], role, start, end)


_TAKES_PART = re.compile(r"\s*(?:tham gia|ho tro)\s+\w+ \w+")


def _part_played(before: str, after: str) -> str | None:
    """ "leads" or "helps", where the words around a name say so."""
    if _told("with").search(before):
        return "helps"
    asked = _told("asked").search(before)
    caused = asked and before.rstrip().endswith("do") and not _told("acts_on").match(after)
    if _told("leads").match(after) or (asked and not caused):
        return "leads"
    return "helps" if _told("helps").match(after) else None


def _bare_when(text: str) -> str:
    """A phrase of time without what leads it in ("hoàn thành", "thời hạn:")."""
    led = _told("by").match(fold(text))
    return text[led.end() :] if led else text


_SENTENCES = re.compile(r"(?<=[.;!])\s+(?=[^\W\d_])")


def said_in(text: str) -> tuple[str, Said]:
    """(what is to be done, what is said of it) of the text of a task: its bracket, labels and sentences."""
    text, bracket = at_the_end(text)
    found = _labels(text)
    content = text[: found[0].start] if found else text
    kept: list[str] = []
    said, alone = Said(), Said()  # a sentence that says nothing else tells more surely
    for sentence in _SENTENCES.split(squeeze(content)):
        more = _of_sentence(sentence, opens=not kept)
        if more and more[1]:
            alone = alone.or_else(more[0])
            continue
        kept.append(sentence)
        said = said.or_else(more[0]) if more else said
    said = alone.or_else(said)
    labels = by_labels(text[found[0].start :]) if found else Said()
    bare = squeeze(" ".join(kept)).strip(" ,-(")
    return bare or squeeze(text), bracket.or_else(labels).or_else(said)


def _of_sentence(sentence: str, opens: bool = False) -> tuple[Said, bool] | None:
    """(what a sentence says, whether it says nothing else); None where it says nothing of the kind."""
    bare = sentence.strip(" .;,")
    words = fold(bare)
    product = _told("product").match(words)
    if product:
        return Said(product=bare[product.start("what") :]), True
    if opens and _CLOSES_PERIOD.match(words):  # "Sơ kết 6 tháng, tổng kết năm …" is work and no time
        return None
    when = _bare_when(bare)
    if when and len(when) < 70 and _only_when(when):
        return Said(deadline=when), True
    said, rest = Said(), words
    for one in _mentions(bare, opens):
        (said.helpers if one.role == "helps" else said.lead).extend(_names(one.names))
        said.named = said.named and one.role != "acts"
        rest = rest[: one.start] + " " * (one.end - one.start) + rest[one.end :]
    left = _told("fills").sub("", rest)
    for part in re.split(r"\s*[;,]\s+", bare):
        if said and len(left) < 60 and not said.deadline and _is_deadline(part) and _only_when(part):
            said.deadline = _bare_when(part)
            left = ""
    return (said, len(left) < 4) if said else None


_CLOSES_PERIOD = re.compile(r"(?:so ket|tong ket)\b")


def _only_when(text: str) -> bool:
    """Whether a phrase says when and nothing else."""
    words = _told("time").sub("", fold(text))
    return _is_deadline(text) and len(words) < 4


def by_phrases(text: str) -> Said:
    """ "A chủ trì, phối hợp B; xong trước 30/6/2026; sản phẩm: …": parts in any order, told by their words."""
    said = Said()
    for part in re.split(rf"\s*;\s*|(?<=\D)\.\s+(?=[{CAPITAL}])", text):
        part = squeeze(part).strip(" .,")
        more = _of_sentence(part)
        if more:
            said.helpers += more[0].helpers
            said.lead += more[0].lead
            said = said.or_else(more[0])
        elif name_end(part) == len(part) > 0:
            (said.helpers if said.lead else said.lead).extend(_names(part))
        elif said.deadline is None and _is_deadline(part):
            said.deadline = _bare_when(part)
    return said


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


_PERSON = re.compile(rf"(?:Ông|Bà|Đ/c|Đồng chí)\s+[^-–,;()]+\s[-–]\s(?=[{CAPITAL}])")
_AT_END = re.compile(r"\s*\((?P<inside>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*(?P<after>[.;]?)\s*$")


def at_the_end(text: str) -> tuple[str, Said]:
    """(text without it, what it says) of the bracket a task ends with; the text as it is where there is none."""
    found = _AT_END.search(text)
    if not found:
        return text, Said()
    inside = found.group("inside")
    said = by_labels(inside) if _labels(inside) else Said()
    said = said.or_else(by_phrases(inside))
    return (squeeze(text[: found.start()]) + found.group("after"), said) if said else (text, Said())


_MARKED = re.compile(
    r"(?P<who>[^();,]+(?:,[^();,]+)*?)\s*\(\s*(?P<how>chủ trì|đầu mối|phụ trách|phối hợp)\s*\)", re.IGNORECASE
)


def in_cell(text: str) -> Said:
    """Leads and helpers of a cell that names both: by labels, by "chủ trì"/"phối hợp" behind or before each name."""
    if _labels(text):
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
        return by_phrases(text)
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
