"""Badly recognised text brought back as far as sense allows.

Each recognised word has candidates from the lexicon: same skeleton, or a skeleton that the usual confusions of
scanners' programs explain; the best path through a line (Viterbi) weighs how far a candidate is from what was
recognised against how well it follows the word before. Numbers, codes and words of other scripts are left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from motcua.plans.data import table
from motcua.plans.reader.fold import fold
from motcua.plans.reader.lexicon import Lexicon
from motcua.plans.reader.lines import Line

_TOKEN = re.compile(r"^([^\w¢€£@&$]*)(.*?)([^\w¢€£@&$]*)$", re.DOTALL)
_LETTERS = re.compile(r"[^\W\d_]+")
_NUMBERLIKE = re.compile(r"^[\d.,/%\-–:]+[%]?$|^\d+(?:/\d{4})?/[A-ZĐ].*|^\d+-[A-Z]{2}/.*|^[IVXL]+$")


@dataclass(frozen=True)
class Restored:
    """Lines with restored words, and for every line number the share of its words that were sure (0 … 1)."""

    lines: list[Line]
    sureness: dict[int, float]


def readability(lines: list[Line], words: Lexicon) -> float:
    """The share of Vietnamese-looking words that the lexicon knows as written: 0.95 and more for clean text."""
    known = total = 0
    for line in lines:
        for word in _LETTERS.findall(line.text.lower()):
            if 2 <= len(word) <= 7:
                total += 1
                known += words.knows(word)
    return known / total if total >= 30 else 1.0


def markless(lines: list[Line]) -> float:
    """The share of words without any Vietnamese mark; a good text has fewer than 40 in a hundred."""
    found = [word for line in lines for word in _LETTERS.findall(line.text.lower()) if len(word) > 1]
    return sum(fold(word) == word for word in found) / len(found) if len(found) >= 30 else 0.0


@cache
def _signs() -> dict[int, str]:
    return str.maketrans(table("confusions")["signs"])


@cache
def _rules() -> list[tuple[str, str, float]]:
    return [(was, may, float(cost)) for was, may, cost in table("confusions")["rules"]]


def skeleton_of(token: str) -> str:
    """The skeleton of a recognised word: signs read as the letters they stand for, no marks."""
    letters = token.lower().translate(_signs()) if _LETTERS.search(token) or re.search(r"[¢€£@&]", token) else token.lower()
    return fold(letters)


def _variants(skeleton: str, depth: int = 2) -> dict[str, float]:
    """Skeletons that usual confusions may have turned into this one, each with its cost."""
    found = {skeleton: 0.0}
    frontier = {skeleton: 0.0}
    for _ in range(depth):
        grown: dict[str, float] = {}
        for word, cost in frontier.items():
            for was, may, price in _rules():
                start = word.find(was)
                while start >= 0:
                    made = word[:start] + may + word[start + len(was) :]
                    if made and cost + price < found.get(made, 9.0) and cost + price <= 3.4:
                        grown[made] = min(grown.get(made, 9.0), cost + price)
                    start = word.find(was, start + 1)
        for word, cost in grown.items():
            found[word] = min(found.get(word, 9.0), cost)
        frontier = grown
    return found


def _marks_cost(token: str, candidate: str) -> float:
    """How far apart the marks are, where both have as many letters."""
    if len(token) != len(candidate):
        return 0.4
    cost = 0.0
    for seen, meant in zip(token.lower(), candidate, strict=True):
        if seen == meant:
            continue
        plain_seen = fold(seen) == seen
        cost += 0.25 if plain_seen else 0.75 if fold(meant) != meant else 1.1
    return cost


class Restorer:
    """Restores lines with one lexicon; candidates of a word are worked out once."""

    def __init__(self, words: Lexicon) -> None:
        self._words = words
        self._memory: dict[str, list[tuple[str, float]]] = {}

    def candidates(self, token: str) -> list[tuple[str, float]]:
        """Candidates with their cost (minus log likelihood of being recognised as `token`)."""
        if token not in self._memory:
            self._memory[token] = self._find(token)
        return self._memory[token]

    def _find(self, token: str) -> list[tuple[str, float]]:
        lowered, skeleton = token.lower(), skeleton_of(token)
        found: dict[str, float] = {}
        for variant, cost in _variants(skeleton).items():
            for word in self._words.by_skeleton.get(variant, ()):
                price = 1.6 * cost + _marks_cost(lowered, word)
                found[word] = min(found.get(word, 99.0), price)
        if len(skeleton) >= 3 and not any(price < 2.5 for price in found.values()):
            near = process.extract(
                skeleton, self._words.skeletons, scorer=Levenshtein.distance, score_cutoff=1 if len(skeleton) < 5 else 2
            )
            for variant, distance, _ in near:
                for word in self._words.by_skeleton[variant]:
                    price = 2.8 * distance + 0.4
                    found[word] = min(found.get(word, 99.0), price)
        if self._words.knows(lowered):
            found[lowered] = 0.0
        ranked = sorted(found.items(), key=lambda item: item[1] + 0.35 * self._words.rarity(item[0]))[:14]
        return [*ranked, (lowered, 5.5 if len(lowered) > 1 else 4.0)] if lowered not in dict(ranked) else ranked

    def path(self, tokens: list[str], fixed: list[bool]) -> list[tuple[str, bool]]:
        """The best reading of neighbouring words, and for each whether it was sure."""
        before: dict[str, tuple[float, list[str]]] = {".": (0.0, [])}
        for token, keep in zip(tokens, fixed, strict=True):
            options = [(token.lower(), 0.0)] if keep else self.candidates(token)
            now: dict[str, tuple[float, list[str]]] = {}
            for word, cost in options:
                score, way = max(
                    ((old + self._words.following(last, word), steps) for last, (old, steps) in before.items()),
                    key=lambda item: item[0],
                )
                now[word] = (score - 1.3 * cost, [*way, word])
            before = dict(sorted(now.items(), key=lambda item: -item[1][0])[:12])
        best = max(before.values(), key=lambda item: item[0])[1] if before else []
        return [(word, self._words.often(word) and dict(self.candidates(token)).get(word, 9.0) < 2.6) for word, token in zip(best, tokens, strict=True)]


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """Abbreviations by their skeleton in capitals: HDND → HĐND."""
    return {fold(short): short for short in [*table("abbreviations"), "VNeID", "QR", "AI", "TTĐT", "HĐND&UBND", "PCT", "TTPVHCC"]}


def _code(core: str) -> str | None:
    capitals = sum(letter.isupper() for letter in core)
    if capitals >= 2 and capitals >= len([c for c in core if c.isalpha()]) - 1:
        return _codes().get(fold(core))
    return None


def _dress(word: str, token: str, caps_line: bool) -> str:
    """The restored word in the case of the recognised one; capitals strewn inside a word are scanner's dirt."""
    if caps_line:
        return word.upper()
    return word[:1].upper() + word[1:] if token[:1].isupper() and not token[1:].isupper() or (len(token) == 1 and token.isupper()) else word


def restore_lines(lines: list[Line], words: Lexicon, *, only_unknown: bool = False) -> Restored:
    """Lines with every word restored; with `only_unknown`, words the lexicon knows stay as they are."""
    restorer = Restorer(words)
    done: list[Line] = []
    sureness: dict[int, float] = {}
    for line in lines:
        text, sure = _restore_text(restorer, words, line.text, only_unknown)
        cells = None
        if line.cells is not None:
            cells = tuple(_restore_text(restorer, words, cell, only_unknown)[0] for cell in line.cells)
        done.append(Line(text, line.number, line.page, cells, line.gap))
        sureness[line.number] = sure
    return Restored(done, sureness)


_SLASH_GAP = re.compile(r"(\d)\s?/\s(?=\d)")


def _restore_text(restorer: Restorer, words: Lexicon, text: str, only_unknown: bool) -> tuple[str, float]:
    """A line restored: runs of words between stops are read together."""
    pieces = _SLASH_GAP.sub(r"\1/", text).split()
    letters = [letter for letter in text if letter.isalpha()]
    caps_line = len(letters) > 5 and sum(letter.isupper() for letter in letters) > 0.75 * len(letters)
    out: list[str] = []
    run: list[tuple[str, str, str]] = []
    sure = total = 0

    def flush() -> None:
        nonlocal sure, total
        tokens = [core for _, core, _ in run]
        fixed = [only_unknown and words.knows(core.lower()) for core in tokens]
        for (left, token, right), (word, certain) in zip(run, restorer.path(tokens, fixed), strict=True):
            dressed = token if word == token.lower() and only_unknown else _dress(word, token, caps_line)
            out.append(left + dressed + right)
            sure, total = sure + certain, total + 1
        run.clear()

    for piece in pieces:
        for part in _parts(piece):
            left, core, right = _split(part)
            code = _code(core)
            if code or not _word_like(core):
                flush()
                out.append(left + (code or core) + right)
            else:
                run.append((left, core, right))
                if right.endswith((".", ";", ":")):
                    flush()
    flush()
    return _rejoin(" ".join(out)), sure / total if total else 1.0


def _parts(piece: str) -> list[str]:
    """"hang/quy" and "HDND-UBND" in their parts, the sign kept with the left part and marked for joining."""
    if _NUMBERLIKE.match(piece.strip("().,;:")) or not re.search(r"[^\W\d_]{2,}[/\-&][^\W\d_]{2,}", piece):
        return [piece]
    return [part for part in re.split(r"(?<=[/\-&])(?=\w)", piece) if part]


def _rejoin(text: str) -> str:
    return re.sub(r"(?<=\w)([/&])\s+(?=[^\W\d_])", r"\1", re.sub(r"(?<=[A-ZĐ])-\s+(?=[A-ZĐ])", "-", text))


def _split(piece: str) -> tuple[str, str, str]:
    if re.search(r"[¢€£@&]", piece) and _LETTERS.search(piece):
        left, core, right = re.match(r"^([(\"“'‘\-+*]*)(.*?)([.,;:)\"”'’!?…]*)$", piece, re.DOTALL).groups()  # type: ignore[union-attr]
        return left, core, right
    found = _TOKEN.match(piece)
    return found.groups() if found else ("", piece, "")  # type: ignore[return-value]


def _word_like(core: str) -> bool:
    if not core or _NUMBERLIKE.match(core) or len(core) > 9:
        return False
    letters = len(_LETTERS.findall(core) and "".join(_LETTERS.findall(core)))
    if not letters:
        return core in ("¢", "&")
    return sum(char.isdigit() for char in core) <= 2 and (letters >= 2 or len(core) <= 3)
