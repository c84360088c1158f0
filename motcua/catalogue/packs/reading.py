"""Reading a pack file: plain data beside a tree that knows on which line everything stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from os.path import isdir, isfile
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from motcua.catalogue.packs.cut_text import cut_line, how_to_keep, is_cut

LARGEST_FILE = 1_000_000  # bytes
MOST_NODES = 50_000
DEEPEST = 40
PLAIN_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "value")}
STRUCTURES = {"tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"}
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")  # what no database keeps, or nobody sees
Path_ = tuple[str | int, ...]


@dataclass(slots=True)
class Lines:
    """On which line a value stands; of a mapping or list also its members. `key_lines`: the lines of the keys."""

    line: int
    members: dict[str | int, Lines] = field(default_factory=dict)
    key_lines: dict[str | int, int] = field(default_factory=dict)

    def at(self, path: Path_) -> int:
        """The line of the deepest known part of `path`; of a mapping's member the line of its key."""
        here, line = self, self.line
        for part in path:
            if part not in here.members:
                break
            line = here.key_lines.get(part, here.members[part].line)
            here = here.members[part]
        return line


@dataclass(frozen=True, slots=True)
class Broken:
    """Why a file, or a part of it, cannot be read."""

    line: int
    rule: str
    message: str


@dataclass(slots=True)
class Document:
    """A file as read. `data` None: nothing in it could be used. `broken`: what was wrong on the way."""

    data: Any
    lines: Lines
    broken: list[Broken] = field(default_factory=list)


class _Reader:
    def __init__(self, words: str) -> None:
        self.words = words
        self.broken: list[Broken] = []
        self.count = 0

    def plain(self, node: Node, depth: int) -> tuple[Any, Lines]:
        """Node → (plain value, its lines)."""
        line = node.start_mark.line + 1
        self.count += 1
        if depth > DEEPEST or self.count > MOST_NODES:
            if not any(each.rule == "yaml_too_deep" for each in self.broken):
                text = _("Tệp lồng nhau quá sâu hoặc quá lớn. Bỏ các neo (&, *) và viết phẳng hơn.")
                self.broken.append(Broken(line, "yaml_too_deep", text))
            return None, Lines(line)
        if not isinstance(node, ScalarNode) and node.tag not in STRUCTURES:
            text = _("Không dùng thẻ “%(tag)s” trong gói. Xóa thẻ, viết giá trị bình thường.")
            self.broken.append(Broken(line, "yaml_tag", text % {"tag": node.tag}))
            return None, Lines(line)
        if isinstance(node, MappingNode):
            return self._mapping(node, line, depth)
        if isinstance(node, SequenceNode):
            return self._sequence(node, line, depth)
        return self._scalar(node, line), Lines(line)

    def _mapping(self, node: MappingNode, line: int, depth: int) -> tuple[Any, Lines]:
        data: dict[str, Any] = {}
        lines = Lines(line)
        for key_node, value_node in node.value:
            key_line = key_node.start_mark.line + 1
            key = self._key(key_node, key_line)
            if key is None:
                continue
            if key in data:
                text = _("Mục “%(key)s” viết hai lần (lần đầu ở dòng %(line)s). Giữ một, xóa một.")
                words = {"key": key, "line": lines.key_lines[key]}
                self.broken.append(Broken(key_line, "yaml_duplicate_key", text % words))
                continue
            data[key], lines.members[key] = self.plain(value_node, depth + 1)
            lines.key_lines[key] = key_line
        return data, lines

    def _sequence(self, node: SequenceNode, line: int, depth: int) -> tuple[Any, Lines]:
        data, lines = [], Lines(line)
        for number, item in enumerate(node.value):
            value, lines.members[number] = self.plain(item, depth + 1)
            data.append(value)
        return data, lines

    def _key(self, node: Node, line: int) -> str | None:
        if isinstance(node, ScalarNode) and not UNSEEN.search(node.value):
            return str(node.value)
        text = _("Tên mục phải là một từ, không phải danh sách. Xem lại dấu hai chấm và ngoặc ở dòng này.")
        self.broken.append(Broken(line, "yaml_broken", text))
        return None

    def _scalar(self, node: Node, line: int) -> Any:
        if node.tag not in PLAIN_TAGS:
            text = _("Không dùng thẻ “%(tag)s” trong gói. Xóa thẻ, viết giá trị bình thường.")
            self.broken.append(Broken(line, "yaml_tag", text % {"tag": node.tag}))
            return None
        if is_cut(node, self.words):
            self.broken.append(Broken(line, "yaml_broken", how_to_keep()))
        value = UNSEEN.sub("", str(node.value))
        if value != node.value:
            self.broken.append(Broken(line, "yaml_broken", _strange_letter()))
        try:
            return _SCALARS.get(node.tag.rpartition(":")[2], str)(value)
        except (ValueError, OverflowError):
            text = _("Không đọc được “%(value)s”. Đặt trong ngoặc kép nếu đây là chữ.")
            self.broken.append(Broken(line, "yaml_broken", text % {"value": str(node.value)[:40]}))
            return None


def _strange_letter() -> str:
    return _("Dòng này có ký tự điều khiển, không hiện ra và không in được. Xóa đi, gõ lại chữ ở đó.")


def _integer(text: str) -> int:
    return int(text.replace("_", ""), 0 if text[:2].lower() in ("0x", "0o", "0b") else 10)


def _floating(text: str) -> float:
    return float(text.replace("_", "").lower().replace(".inf", "inf").replace(".nan", "nan"))


def _timestamp(text: str) -> date | datetime | str:
    """A day or a moment; what is none (2026-02-30) stays text, for whoever knows what should stand there to say so."""
    try:
        return date.fromisoformat(text) if len(text) <= len("2026-07-01") else datetime.fromisoformat(text)
    except ValueError:
        return text


_SCALARS: dict[str, Callable[[str], Any]] = {
    "int": _integer,
    "float": _floating,
    "bool": lambda text: text.lower() in ("true", "yes", "on"),
    "null": lambda text: None,
    "timestamp": _timestamp,
}


def read_document(source: bytes) -> Document:
    """The content of a pack file. Never raises: what cannot be read stands in `broken`."""
    if len(source) > LARGEST_FILE:
        text = _("Tệp lớn hơn 1 MB. Một gói thường dưới 50 kB; xem có chép nhầm nội dung không.")
        return _unreadable(1, "file_too_large", text)
    try:
        words = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source[: error.start].count(b"\n") + 1
        return _unreadable(
            line, "file_encoding", _("Tệp không phải UTF-8. Mở bằng trình soạn thảo, lưu lại dạng UTF-8.")
        )
    return _compose(words)


def read_file(path: Path) -> Document:
    """As `read_document`, for a file on disk."""
    try:
        if path.exists() and not isfile(path) and not isdir(path):
            return _unreadable(1, "file_unreadable", _("Đây không phải tệp thường. Ghi đường dẫn của một tệp .yaml."))
        with path.open("rb") as file:
            return read_document(file.read(LARGEST_FILE + 1))
    except OSError as error:
        text = _("Không mở được tệp (%(why)s). Xem lại đường dẫn và quyền đọc.") % {"why": error.strerror or error}
        return _unreadable(1, "file_unreadable", text)


def _compose(words: str) -> Document:
    try:
        node = YAML(typ="safe", pure=True).compose(words)
    except MarkedYAMLError as error:
        if line := cut_line(error, words):
            return _unreadable(line, "yaml_broken", how_to_keep())
        return _unreadable(_line_of(error), "yaml_broken", _yaml_message(error, words))
    except ReaderError as error:
        return _unreadable(words.count("\n", 0, error.position) + 1, "yaml_broken", _strange_letter())
    except (YAMLError, ValueError, RecursionError, AttributeError, TypeError, IndexError, AssertionError) as error:
        text = _("Tệp không phải YAML đọc được (%(why)s). So với một gói có sẵn và sửa lại.")
        return _unreadable(1, "yaml_broken", text % {"why": type(error).__name__})
    if node is None:
        return _unreadable(1, "file_empty", _("Tệp trống. Chép một gói có sẵn làm mẫu rồi sửa."))
    reader = _Reader(words)
    data, lines = reader.plain(node, 0)
    if not isinstance(data, dict):
        text = _("Gói phải là các mục “tên: giá trị”. Chép một gói có sẵn làm mẫu rồi sửa.")
        return Document(None, lines, [*reader.broken, Broken(lines.line, "yaml_broken", text)])
    return Document(data, lines, reader.broken)


def _unreadable(line: int, rule: str, message: str) -> Document:
    return Document(None, Lines(line), [Broken(line, rule, message)])


def _line_of(error: MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    return mark.line + 1 if mark is not None else 1


def _yaml_message(error: MarkedYAMLError, words: str) -> str:
    problem = str(error.problem or error.context or "")
    if "tab" in problem or "\\t" in problem:
        return _("Dòng này thụt lề bằng phím Tab. Thay bằng dấu cách.")
    if "found another document" in problem:
        return _("Từ dòng này là một gói nữa. Mỗi tệp một gói: bỏ dòng ---, hoặc chuyển phần dưới sang tệp khác.")
    if _strange_space(error, words):
        return _("Đầu dòng này có dấu cách lạ, thường do chép từ Word hay trang mạng. Xóa đi, gõ lại dấu cách thường.")
    line = _line(error, words)
    if re.match(r"\s*-[^\s-]", line):
        return _("Thiếu dấu cách sau dấu gạch đầu dòng. Viết “- ” rồi mới đến nội dung.")
    if "cannot start any token" in problem or "undefined alias" in problem:
        return _("Chữ bắt đầu bằng %, @, * hay & phải đặt cả câu trong ngoặc kép.")
    if "could not find expected ':'" in problem:
        return _("Dòng này hoặc dòng trên thiếu “: ”. Viết “tên: giá trị”, có dấu cách sau dấu hai chấm.")
    if "mapping values are not allowed" in problem:
        if _begins_a_key(error, words):
            return _("Dòng này thụt lề sâu hơn các mục cùng cấp. Bỏ bớt dấu cách đầu dòng cho thẳng hàng dòng trên.")
        return _("Có dấu hai chấm trong chữ. Đặt cả câu trong ngoặc kép.")
    text = _("YAML hỏng ở gần dòng này (%(why)s). Xem lại thụt lề, ngoặc và dấu nháy ở dòng này và dòng trên.")
    return text % {"why": problem[:80]}


def _line(error: MarkedYAMLError, words: str) -> str:
    """The line the reader stumbled over; empty where it does not say which."""
    mark, lines = error.problem_mark, words.splitlines()
    return lines[mark.line] if mark is not None and mark.line < len(lines) else ""


def _strange_space(error: MarkedYAMLError, words: str) -> bool:
    """Whether the line begins with a space that YAML takes for a letter."""
    start = re.match(r"[^\S\n]*", _line(error, words))
    return start is not None and not set(start.group()) <= {" ", "\t"}


def _begins_a_key(error: MarkedYAMLError, words: str) -> bool:
    """Whether the colon that is one too many is the first of its line, after a single word: an indented key."""
    mark = error.problem_mark
    return mark is not None and re.fullmatch(r"\s+[\w-]+", _line(error, words)[: mark.column]) is not None
