"""Work that one part of a document lists and another gives to an agency: "chủ trì điểm a, c mục 2 phần III"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from motcua.plans.reader.agencies import agencies_of, is_agency
from motcua.plans.reader.fold import CAPITAL, plain
from motcua.plans.reader.model import Responsibility, Task

_LETTERS = r"[a-zđ](?![^\W\d_])(?:\s*(?:,|và)\s*(?:điểm\s+)?[a-zđ](?![^\W\d_]))*"
_NUMBERS = r"\d+(?:\.\d+)*(?:\s*(?:,|và)\s*(?:mục\s+)?\d+(?:\.\d+)*)*"
_PLACE = re.compile(
    rf"(?:điểm\s+(?P<letters>{_LETTERS})\s*,?\s+)?(?:mục|khoản|nhiệm vụ(?: số)?)\s+(?P<numbers>{_NUMBERS})",
    re.IGNORECASE,
)
_PART = re.compile(r"(?:phần|mục)\s+([IVX]+)\b", re.IGNORECASE)
_LEADS = re.compile(
    r"\b(?:chủ trì|chịu trách nhiệm|phụ trách|đầu mối|tham mưu|thực hiện)(?: (?:chính|triển khai|thực hiện))?"
    r"(?: (?:các|những))?(?: nội dung| nhiệm vụ| nhóm nhiệm vụ)?(?: (?:nêu )?(?:tại|ở|thuộc))?\s+"
    r"(?P<what>(?:mục|điểm|khoản|nhiệm vụ|nhóm|lĩnh vực|nội dung)\s[^;]+)",
    re.IGNORECASE,
)
_HELP = re.compile(
    rf"phối hợp (?:với )?((?:[{CAPITAL}]|các)[^.;]{{3,160}}?)(?=\s+(?:thực hiện|triển khai|tổ chức)\b|[.;]|$)"
)
_TITLED = re.compile(r"(?:mục|nhóm|lĩnh vực|nội dung)\s+([^\d;,.()]{6,70})", re.IGNORECASE)


@dataclass(frozen=True)
class _Reference:
    """A place another part of the document names: a Roman part or none, the numbers, the letters."""

    part: str | None
    number: str
    letters: tuple[str, ...]

    def means(self, section: str) -> bool:
        """Whether a task of this section ("III.2.a") stands there."""
        steps = section.split(".")
        if steps and re.fullmatch(r"[IVX]+|PHẦN.*", steps[0]):
            if self.part and steps[0] != self.part:
                return False
            steps = steps[1:]
        numbers = self.number.split(".")
        if steps[: len(numbers)] != numbers:
            return False
        return not self.letters or (len(steps) > len(numbers) and steps[len(numbers)] in self.letters)


def _references(text: str) -> list[_Reference]:
    part = _PART.search(text)
    found: list[_Reference] = []
    for match in _PLACE.finditer(text):
        letters = tuple(re.findall(r"(?<![^\W\d_])[a-zđ](?![^\W\d_])", (match.group("letters") or "").lower()))
        for number in re.findall(r"\d+(?:\.\d+)*", match.group("numbers")):
            found.append(_Reference(part.group(1).upper() if part else None, number, letters))
    return found


def lend_by_reference(tasks: list[Task], responsibilities: list[Responsibility]) -> None:
    """Gives tasks without a lead the agency that the part on organisation names for their place or their group."""
    open_tasks = [task for task in tasks if not task.lead]
    for one in responsibilities:
        for duty in one.duties:
            said = _LEADS.search(duty.text)
            what = said.group("what") if said else ""
            titled = [plain(title) for title in _TITLED.findall(what)]
            places = _references(what)
            helpers = _helpers(duty.text[said.start() :]) if said else []
            for task in open_tasks:
                by_title = any(_same_title(title, task.group) for title in titled)
                by_title = by_title or (not places and _led_whole(task.group, duty.text))
                if by_title or (not task.lead and any(place.means(task.section) for place in places)):
                    task.lead, task.lead_source = [one.agency], one.section
                    task.coordinating = task.coordinating or helpers


_AT_LEAST = 4  # words of a heading that cannot stand in a duty by chance


def _led_whole(group: str | None, duty: str) -> bool:
    """Whether a duty is to lead what a heading names, in the words of the heading."""
    title, words = plain(group or "").strip(" .:;"), plain(duty)
    told = len(title.split()) >= _AT_LEAST and re.search(rf"\b{re.escape(title)}\b", words)
    return bool(told and re.search(r"\bchu tri\b", words[: told.start()]))


def _same_title(title: str, group: str | None) -> bool:
    words, own = title.split(), set(plain(group or "").split())
    return len(words) >= 2 and bool(own) and sum(word in own for word in words) >= 0.8 * len(words)


def _helpers(text: str) -> list[str]:
    found = _HELP.search(text)
    return [name for name in agencies_of(found.group(1)) if is_agency(name)] if found else []
