"""A paragraph of a plan in the tree of parts."""

from __future__ import annotations

from dataclasses import dataclass, field

from motcua.plans.reader.fold import fold, squeeze
from motcua.plans.reader.model import Source

HEAD = "head"
PARTS = ("part", "article", "upper", "roman")
LISTED = ("dash", "plus", "letter", "paren")  # marks of what a sentence above lists
_SPOKEN = ("nhat", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi")


@dataclass
class Block:
    """A paragraph with its mark, its place in the tree and the kind of part it stands in."""

    text: str
    mark: str
    style: str
    rank: float
    source: Source
    kind: str = "front"
    parent: Block | None = None
    children: list[Block] = field(default_factory=list)
    zone: str = "body"

    @property
    def ancestors(self) -> list[Block]:
        found, node = [], self.parent
        while node is not None:
            found.append(node)
            node = node.parent
        return found

    @property
    def section(self) -> str:
        """The path of marks, "I.2.a": what people cite."""
        parts: list[str] = []
        for node in reversed([self, *self.ancestors]):
            if node.style in ("dash", "plus", "body", "article", "paren", HEAD):
                continue
            bare = _part(node.mark) if node.style == "part" else node.mark.strip("().")
            if parts and bare.startswith(parts[-1] + "."):
                parts[-1] = bare
            else:
                parts.append(bare)
        return ".".join(parts)

    @property
    def whole(self) -> str:
        """Its own text and that of everything beneath it."""
        return squeeze(" ".join([self.text, *(child.whole for child in self.children)]))

    def below(self) -> list[Block]:
        found: list[Block] = []
        for child in self.children:
            found += [child, *child.below()]
        return found


def _part(mark: str) -> str:
    """ "PHẦN THỨ HAI" and "Phần II" as people cite them: "P2", "PII"."""
    word = fold(mark).split()[-1]
    return f"P{_SPOKEN.index(word) + 1}" if word in _SPOKEN else f"P{word.upper()}"
