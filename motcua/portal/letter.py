"""The check page as a letter: what the person said in front, what was known folded behind, nothing twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from motcua.eforms.api import CheckRow, CheckSection, CheckSheet, Need
from motcua.portal.thumbs import Thumb

NAMES_SHOWN = 4


@dataclass(frozen=True)
class Letter:
    """`said`: sections with the rows a person must read again; `known`: the other rows; `filled`: how many of these
    hold something; `people`: the names in them, each once.
    """

    said: list[CheckSection]
    known: list[CheckSection]
    filled: int
    people: list[str]


@dataclass(frozen=True)
class PaperRow:
    """A component with what was handed in for it."""

    need: Need
    files: list[Thumb]

    @property
    def unseen(self) -> bool:
        """Whether some file has no picture here, so that their number is said in words."""
        return not all(each.shown for each in self.files)


def letter_of(sheet: CheckSheet) -> Letter:
    """Divide the rows; sections that become empty are left out."""
    known = _only(sheet.sections, in_front=False)
    rows = [row for section in known for row in section.rows]
    # A family name that stands in a row of its own says nothing about who it is.
    people = dict.fromkeys(row.shown for row in rows if row.type == "name" and row.source and " " in row.shown)
    return Letter(
        said=_only(sheet.sections, in_front=True),
        known=known,
        filled=sum(bool(row.source) for row in rows),
        people=list(people)[:NAMES_SHOWN],
    )


def paper_rows(needs: Sequence[Need], attached: Sequence[Thumb]) -> list[PaperRow]:
    """Papers that are in, wanted, or may be added; those that data replaces need no line."""
    shown = [each for each in needs if each.state in ("attached", "wanted", "optional")]
    order = ("wanted", "attached", "optional")
    return [
        PaperRow(need, [each for each in attached if each.paper.component == need.component.id])
        for need in sorted(shown, key=lambda each: order.index(each.state))
    ]


def _only(sections: Sequence[CheckSection], *, in_front: bool) -> list[CheckSection]:
    chosen = [
        replace(section, rows=tuple(row for row in section.rows if _in_front(row) == in_front)) for section in sections
    ]
    return [section for section in chosen if section.rows]


def _in_front(row: CheckRow) -> bool:
    """Typed, changed, disputed, wrong, or waiting for a choice."""
    return row.typed or row.action == "choose" or bool(row.note) or bool(row.problems)
