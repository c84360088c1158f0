"""The words of one language as a tree of syllables; cuts a line of syllables into known words, forgiving slips."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from motcua.guide.engine.letters import could_be_vietnamese, folded, is_plain, likeness, sound, syllables, tone
from motcua.guide.engine.lexicon import FILLER, TOPIC

_EXACT = 0.95  # a lone syllable is too short to be forgiven more
_MIN_SYLLABLE = 0.6
_MIN_TERM = 0.8
_LONGER_IS_SURER = 1.3


@dataclass(frozen=True)
class Unit:
    """A run of syllables read as one word: its concepts (none: a filler), and how well it was written."""

    start: int
    end: int
    concepts: tuple[str, ...]
    likeness: float
    value: float


@dataclass
class _Node:
    children: "dict[str, _Node]" = field(default_factory=dict)
    concepts: list[str] = field(default_factory=list)


class Terms:
    """A tree of terms, each leading to one or several concepts."""

    def __init__(self) -> None:
        self._root = _Node()
        self._by_fold: dict[str, list[str]] = {}
        self._by_sound: dict[str, list[str]] = {}
        self._folds: list[str] = []
        self._slips: dict[tuple[str, bool], dict[str, float]] = {}

    def add(self, term: str, concept: str) -> None:
        """Teach one term; the same term may be taught for several concepts."""
        node = self._root
        for syllable in syllables(term):
            if syllable not in self._by_fold.get(folded(syllable), ()):
                self._by_fold.setdefault(folded(syllable), []).append(syllable)
                self._by_sound.setdefault(sound(syllable), []).append(syllable)
            node = node.children.setdefault(syllable, _Node())
        if concept not in node.concepts:
            node.concepts.append(concept)

    def knows(self, syllable: str) -> bool:
        """True where some term contains this very syllable."""
        return syllable in self._by_fold.get(folded(syllable), ())

    def starts(self, syllable: str) -> bool:
        """True where the syllable, as typed, is a whole term."""
        node = self._root.children.get(syllable)
        return node is not None and bool(node.concepts)

    def cut(self, line: Sequence[str], unmarked: bool, forgiving: bool = True) -> list[Unit]:
        """The best reading of `line` as known words, from left to right; syllables of no word are left out."""
        choices = [self._choices(item, unmarked) if forgiving else {item: 1.0} for item in line]
        best: list[tuple[float, tuple[Unit, ...]]] = [(0.0, ())] * (len(line) + 1)
        for start in range(len(line) - 1, -1, -1):
            best[start] = best[start + 1]
            for unit in self._units(line, choices, start, unmarked):
                value = unit.value + best[unit.end][0]
                if value > best[start][0] + 1e-9:
                    best[start] = (value, (unit, *best[unit.end][1]))
        return list(best[0][1])

    def _choices(self, typed: str, unmarked: bool) -> dict[str, float]:
        key = (typed, unmarked)
        if key not in self._slips:
            if len(self._slips) > 20000:
                self._slips.clear()
            self._slips[key] = self._look_up(typed, unmarked)
        return self._slips[key]

    def _look_up(self, typed: str, unmarked: bool) -> dict[str, float]:
        low = folded(typed)
        meant = set(self._by_fold.get(low, ())) | set(self._by_sound.get(sound(typed), ()))
        if not typed.isdigit() and len(low) > 1:
            if len(self._folds) != len(self._by_fold):
                self._folds = list(self._by_fold)
            near = process.extract(low, self._folds, scorer=OSA.distance, score_cutoff=1, limit=None)
            right = not is_plain(typed) and self.knows(typed)
            for match in near:
                meant.update(item for item in self._by_fold[match[0]] if not right or tone(item) == tone(typed))
        graded = {item: likeness(typed, item, unmarked) for item in meant if not item.isdigit() or item == typed}
        return {item: grade for item, grade in graded.items() if grade >= _MIN_SYLLABLE}

    def _units(
        self, line: Sequence[str], choices: Sequence[dict[str, float]], start: int, unmarked: bool
    ) -> Iterable[Unit]:
        found: dict[int, Unit] = {}
        paths = [(self._root, 0.0)]
        for end in range(start + 1, len(line) + 1):
            paths = [
                (node.children[item], total + grade)
                for node, total in paths
                for item, grade in choices[end - 1].items()
                if item in node.children
            ]
            if not paths:
                break
            ended = [(node, total / (end - start)) for node, total in paths if node.concepts]
            if ended:
                unit = self._unit(line, start, end, ended)
                if unit is not None:
                    found[end] = unit
        return found.values()

    def _unit(self, line: Sequence[str], start: int, end: int, ended: list[tuple[_Node, float]]) -> Unit | None:
        length, top = end - start, max(grade for _, grade in ended)
        if top < (self._least(line[start]) if length == 1 else _MIN_TERM):
            return None
        names = {name for node, grade in ended if grade > top - 0.03 for name in node.concepts}
        if top < _EXACT:
            names = {name for name in names if not name.startswith(TOPIC)}
        if not names:
            return None
        meaningful = tuple(sorted(names - {FILLER}))
        value = length**_LONGER_IS_SURER * top**3 * (1.0 if meaningful else 0.7)
        return Unit(start, end, meaningful, top, value)

    def _least(self, typed: str) -> float:
        """A lone syllable must be right, unless it is no Vietnamese syllable at all: then it must be a slip."""
        return _EXACT if could_be_vietnamese(typed) or len(typed) < 4 else 0.68
