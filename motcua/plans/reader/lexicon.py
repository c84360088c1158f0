"""The lexicon: Vietnamese syllables of administrative writing, how often they occur and which follow which."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter, defaultdict
from functools import cache
from importlib.resources import files

from motcua.plans.reader.fold import fold
from motcua.rules.places import provinces


class Lexicon:
    """Syllables by their skeleton (no marks), and how likely one follows another (in natural logarithms)."""

    def __init__(self, singles: Counter[str], pairs: Counter[tuple[str, str]]) -> None:
        self._singles = singles
        self._pairs = pairs
        self._after: dict[str, tuple[str, int]] | None = None
        self._total = sum(singles.values()) + len(singles)
        self.by_skeleton: dict[str, list[str]] = defaultdict(list)
        for word in singles:
            self.by_skeleton[fold(word)].append(word)
        self.skeletons = sorted(self.by_skeleton)

    def knows(self, word: str) -> bool:
        return word in self._singles

    def often(self, word: str) -> bool:
        """Whether the word was met in real writing, not only listed."""
        return self._singles[word] > 1

    def rarity(self, word: str) -> float:
        """Minus the logarithm of the share of the word."""
        return -math.log((self._singles[word] + 0.2) / self._total)

    def pairs(self, before: str, word: str) -> int:
        """How often the two were met side by side; sentence ends do not count."""
        return 0 if "." in (before, word) else self._pairs[before, word]

    def share_after(self, before: str, word: str) -> float:
        """Which share of all words met after `before` this one is (0 … 1)."""
        return self._pairs[before, word] / self._singles[before] if self._singles[before] else 0.0

    def bridge(self, before: str, word: str) -> str | None:
        """A word that is nearly always met between two that stand side by side here for the first time."""
        if "." in (before, word) or self._pairs[before, word] or self._singles[before] < 40 or self._singles[word] < 40:
            return None
        one = self.likely_after(before)
        return (
            one
            if one and self._pairs[one, word] >= 40 and self._pairs[before, one] >= 0.6 * self._singles[before]
            else None
        )

    def likely_after(self, before: str) -> str | None:
        """The word most often met after another."""
        if self._after is None:
            self._after = {}
            for (first, second), number in self._pairs.items():
                if second != "." and number > self._after.get(first, ("", 0))[1]:
                    self._after[first] = (second, number)
        return self._after.get(before, (None, 0))[0]

    def following(self, before: str, word: str) -> float:
        """The logarithm of the chance of `word` after `before`, pairs and single counts mixed."""
        single = (self._singles[word] + 0.2) / self._total
        base = self._singles[before] if before != "." else 2000
        pair = self._pairs[before, word] / base if base else 0.0
        return math.log(0.75 * min(pair, 1.0) + 0.25 * single)


def _read(name: str) -> tuple[set[str], Counter[str], Counter[tuple[str, str]]]:
    singles: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    head, *lines = files("motcua.plans.data").joinpath("lexicon", name).read_text("utf-8").splitlines()
    for line in lines:
        words, number = line.split("\t")
        one, _, two = words.partition(" ")
        if two:
            pairs[one, two] = int(number)
        else:
            singles[one] = int(number)
    return set(re.findall(r"[0-9a-f]{64}", head)), singles, pairs


@cache
def counted_texts() -> frozenset[str]:
    """The SHA-256 of every text whose words were counted."""
    folder = files("motcua.plans.data").joinpath("lexicon")
    heads = [entry.read_text("utf-8").split("\n", 1)[0] for entry in folder.iterdir() if entry.name.endswith(".tsv")]
    return frozenset(digest for head in heads for digest in re.findall(r"[0-9a-f]{64}", head))


_PHRASE = 8


def _phrases(text: str) -> list[list[str]]:
    """Turns of phrase of the field, and the names of provinces, in syllables."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    names = [name for province in provinces() for name in (province.name, *province.merged)]
    return [re.findall(r"[^\W\d_]+", line.lower()) for line in [*lines, *names]]


@cache
def lexicon(without: str | None = None) -> Lexicon:
    """The lexicon; `without` names a text by its SHA-256 whose counts are left out (honest measuring)."""
    singles: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    folder = files("motcua.plans.data").joinpath("lexicon")
    for word in folder.joinpath("syllables.txt").read_text("utf-8").splitlines():
        if word and not word.startswith("#"):
            singles[word] += 1
    for phrase in _phrases(folder.joinpath("phrases.txt").read_text("utf-8")):
        singles.update({word: _PHRASE for word in phrase})
        pairs.update(dict.fromkeys(itertools.pairwise(phrase), _PHRASE))
    for name in sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".tsv")):
        hashes, ones, twos = _read(name)
        if without not in hashes:
            singles.update(ones)
            pairs.update(twos)
    return Lexicon(singles, pairs)
