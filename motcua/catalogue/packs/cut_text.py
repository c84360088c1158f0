"""Words that a # took away: to YAML what stands behind “ #” is a remark, to who writes “Nhà số #5” it is not."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import Node

STUCK = re.compile(r" #[^\s#!-]")  # no remark is written so
PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"))


def is_cut(node: Node, words: str) -> bool:
    """Whether a # that was meant as a letter ended a text: it is stuck to the next word, or a bracket stays open.

    A code is no text: what stands behind it is taken for a remark, however it is written.
    """
    value = str(node.value)
    if getattr(node, "style", None) is not None or (value.isascii() and " " not in value and not value[:1].isupper()):
        return False
    stop = words.find("\n", node.end_mark.index)
    rest = words[node.end_mark.index : stop if stop >= 0 else None]
    left_open = (closing for opening, closing in PAIRS if value.count(opening) > value.count(closing))
    return STUCK.match(rest) is not None or (" #" in rest and any(closing in rest for closing in left_open))


def cut_line(error: MarkedYAMLError, words: str) -> int | None:
    """The line whose rest a # stuck to a word took away, between where the broken part begins and where it broke."""
    marks = [mark.line for mark in (error.context_mark, error.problem_mark) if mark is not None]
    within = words.splitlines()[min(marks) : max(marks) + 1] if marks else []
    for number, line in enumerate(within, start=min(marks, default=0) + 1):
        found = STUCK.search(line)
        if found and _ends_a_text(line[: found.start()]):
            return number
    return None


def how_to_keep() -> str:
    """What is wrong, and the remedy."""
    return _("Chữ từ dấu # trở đi không được đọc. Đặt cả câu trong ngoặc kép; ghi chú thì viết “# ”, có dấu cách.")


def _ends_a_text(start: str) -> bool:
    """Whether a # behind it stands neither between quotation marks nor in a remark, nor begins one."""
    return bool(start.strip()) and "#" not in start and not (start.count('"') % 2 or start.count("'") % 2)
