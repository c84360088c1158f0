"""Badly recognised text brought back as far as sense allows.

Each recognised word has candidates from the lexicon: same skeleton, or a skeleton that the usual confusions of
scanners' programs explain; the best path through a line (Viterbi) weighs how far a candidate is from what was
recognised against how well it follows the word before. Numbers, codes and words of other scripts are left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from motcua.plans.data import table
from motcua.plans.reader.fold import fold
from motcua.plans.reader.lexicon import Lexicon
from motcua.plans.reader.lines import Line, is_caps
from motcua.plans.reader.outline import mark_of
from motcua.plans.reader.syllables import is_sound, oddness

_TOKEN = re.compile(r"^([^\w¢€£@&$]*)(.*?)([^\w¢€£@&$]*)$", re.DOTALL)
_LETTERS = re.compile(r"[^\W\d_]+")
_NUMBERLIKE = re.compile(r"^[\d.,/%\-–:]+[%]?$|^\d+(?:/\d{4})?/[A-ZĐ].*|^\d+-[A-Z]{2}/.*|^[IVXL]+$|^[2-6]G$")


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
    letters = (
        token.lower().translate(_signs()) if _LETTERS.search(token) or re.search(r"[¢€£@&]", token) else token.lower()
    )
    return fold(letters)


def _variants(skeleton: str, depth: int = 2) -> dict[str, float]:
    """Skeletons that usual confusions may have turned into this one, each with its cost."""
    found = {skeleton: 0.0}
    if len(skeleton) == 1 and skeleton.isalpha():
        found |= {skeleton + vowel: 1.2 for vowel in "oaeiuy"}
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


_DOUBT, TRUST = 1.3, 3.2
_TURN = 6  # times two words were met side by side, from which on they are a turn of phrase


class Restorer:
    """Restores lines with one lexicon; candidates of a word are worked out once.

    `trust` weighs what was recognised against what usually follows: little for lost marks, `TRUST` for a program that
    knows Vietnamese and errs now and then.
    """

    def __init__(self, words: Lexicon, trust: float = _DOUBT) -> None:
        self._words = words
        self._trust = trust
        self._memory: dict[str, list[tuple[str, float]]] = {}

    @property
    def trusts(self) -> bool:
        """Whether what was recognised comes from a program that knows Vietnamese."""
        return self._trust > _DOUBT

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
        ranked = sorted(found.items(), key=lambda item: item[1] + 0.35 * self._words.rarity(item[0]))[:22]
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
                now[word] = (score - self._trust * cost, [*way, word])
            before = dict(sorted(now.items(), key=lambda item: -item[1][0])[:12])
        best = max(before.values(), key=lambda item: item[0])[1] if before else []
        return [
            (word, self._words.often(word) and dict(self.candidates(token)).get(word, 9.0) < 2.6)
            for word, token in zip(best, tokens, strict=True)
        ]


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """Abbreviations by their skeleton in capitals: HDND → HĐND."""
    return {
        fold(short): short
        for short in [
            *table("abbreviations"),
            "STT",
            "TT",
            "ĐVT",
            "TC-KH",
            "VNeID",
            "QR",
            "AI",
            "TTĐT",
            "HĐND&UBND",
            "PCT",
            "TTPVHCC",
        ]
    }


def _code(core: str) -> str | None:
    if core.isupper() and len(core) > 1 and core.isalpha() and not re.search(r"[aeiouy]", fold(core)):
        return _codes().get(fold(core), core)
    capitals = sum(letter.isupper() for letter in core)
    if capitals >= 2 and capitals >= len([c for c in core if c.isalpha()]) - 1:
        return _codes().get(fold(core))
    return None


def _dress(word: str, token: str, caps_line: bool) -> str:
    """The restored word in the case of the recognised one; capitals strewn inside a word are scanner's dirt."""
    if caps_line:
        return word.upper()
    letter_l = token[:1] == "I" and word[:1] == "l"
    initial = token[:1].isupper() and not letter_l and (not token[1:].isupper() or len(token) == 1)
    return word[:1].upper() + word[1:] if initial else word


@dataclass
class _Piece:
    """A word of a line on its way: what stands left and right of it, and what it became."""

    left: str
    core: str
    right: str
    is_word: bool
    caps: bool
    now: str = ""
    sure: bool = True


def restore_lines(lines: list[Line], words: Lexicon, *, only_unknown: bool = False, trust: float = _DOUBT) -> Restored:
    """Lines with every word restored; with `only_unknown`, words the lexicon knows stay as they are.

    A sentence is read as a whole, across line ends, so that the first word of a line has its neighbour too. With
    `only_unknown`, lines and cells without a word that looks spoiled are left exactly as they are.
    """
    restorer = Restorer(words, trust)
    if not only_unknown:
        lines = [
            replace(line, text=_put_right(line.text), cells=_figures_right(line.cells))
            for line in lines
            if line.cells or _SAYS.search(line.text)
        ]
    texts = [_pieces(line.text) for line in lines]
    run: list[_Piece] = []
    for index, pieces in enumerate(texts):
        if index and (mark_of(lines[index].text)[1] != "body" or lines[index].cells or lines[index].gap > 1):
            _read_run(restorer, words, run, only_unknown)
        for piece in pieces:
            run.append(piece)
            if piece.right.endswith((".", ";", ":")):
                _read_run(restorer, words, run, only_unknown)
    _read_run(restorer, words, run, only_unknown)
    done: list[Line] = []
    sureness: dict[int, float] = {}
    for line, pieces in zip(lines, texts, strict=True):
        if only_unknown and not oddness([line.text, *(line.cells or ())]):
            done.append(line)
            sureness[line.number] = 1.0
            continue
        cells = None
        if line.cells is not None:
            cells = tuple(restore_text(cell, restorer, words, only_unknown) for cell in line.cells)
        done.append(Line(_joined(pieces), line.number, line.page, cells, line.gap))
        sureness[line.number] = sum(piece.sure for piece in pieces) / max(len(pieces), 1)
    return Restored(done, sureness)


@cache
def _misread() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(pattern), meant) for pattern, meant in table("confusions")["lines"]]


@cache
def _labels(alone: bool = False) -> dict[str, str]:
    """Labels by their skeleton; `alone`: those that may stand on a line of their own."""
    said = [] if alone else table("confusions")["labels_said"]
    return {fold(label): label for label in [*table("confusions")["labels"], *said]}


_SAYS = re.compile(r"\w\w|\d")
_OCR_ROMAN = re.compile(r"^(?!\d+[.,])([IVXLl1|!]{1,4})[.,:;]?\s+(?=[A-ZĐÀ-Ỹ]{2})")


def _numeral(read: str) -> str:
    """A Roman numeral of which I was read as l, L, 1 or a stroke."""
    return re.sub(r"[Ll1|!]", "I", read)


_PERCENT = re.compile(r"^\W*\d?%\W?\d?$")
_POINT = re.compile(r"^([≥≤<>]?\s?\d{1,3})\.(\d{1,2})$")
_NO_COMMA = re.compile(r"^([≥≤<>]?\s?)([1-9]\d)(\d)$")


def _figures_right(cells: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """The cells of a row put right; beside a unit of per cent, figures over 100 have lost their comma."""
    if cells is None:
        return None
    found = [_plainly_misread(cell) for cell in cells]
    if any(_PERCENT.match(cell) for cell in found):
        found = ["%" if _PERCENT.match(cell) else _POINT.sub(r"\1,\2", cell) for cell in found]
        found = [cell if cell == "100" else _NO_COMMA.sub(r"\1\2,\3", cell) for cell in found]
    return tuple(found)


def _plainly_misread(text: str) -> str:
    for pattern, meant in _misread():
        text = pattern.sub(meant, text)
    return text


_LABELLED = re.compile(r"^([-–+*•]?\s*)((?:(?!\.\s+[A-ZĐÀ-Ỹ])[^:;,]){4,30}?)\s*([:;]\s|$)")
_INSIDE = re.compile(r"(?<=[.,;)])(\s+)([A-ZĐÀ-Ỹ]\w*(?:\s\w+){1,3})(\s?:)(?=\s|$)")
_LIKE, _LIKE_ALONE = 74, 79


def _label_inside(found: re.Match[str]) -> str:
    """A label in the middle of a line ("… . Cha tri: Phong Kinh té") as it is usually written."""
    near = process.extractOne(skeleton_of(found.group(2)), list(_labels()), scorer=fuzz.ratio, score_cutoff=_LIKE)
    return f"{found.group(1)}{_labels()[near[0]] if near else found.group(2)}{found.group(3)}"


def _put_right(text: str) -> str:
    """A line with its bullet, its label and its misread numbers put right, before its words are restored."""
    roman = _OCR_ROMAN.match(text)
    if roman and is_caps(text[roman.end() :]):
        text = f"{_numeral(roman.group(1))}. {text[roman.end() :]}"
    text = _plainly_misread(text)
    text = _INSIDE.sub(_label_inside, text)
    found = _LABELLED.match(text)
    if not found or (not found.group(3) and is_caps(text)):
        return text
    likeness, labels = (_LIKE, _labels()) if found.group(3) else (_LIKE_ALONE, _labels(alone=True))
    near = process.extractOne(skeleton_of(found.group(2)), list(labels), scorer=fuzz.ratio, score_cutoff=likeness)
    return f"{found.group(1)}{_labels()[near[0]]}: {text[found.end() :]}" if near else text


def restore_text(text: str, restorer: Restorer, words: Lexicon, only_unknown: bool = False) -> str:
    """One text restored by itself."""
    pieces = _pieces(text)
    _read_run(restorer, words, list(pieces), only_unknown)
    return _joined(pieces)


def _joined(pieces: list[_Piece]) -> str:
    return _rejoin(" ".join(piece.left + piece.now + piece.right for piece in pieces))


_SLASH_GAP = re.compile(r"(\d)\s?/\s(?=\d)")


def _pieces(text: str) -> list[_Piece]:
    found: list[_Piece] = []
    for word in _SLASH_GAP.sub(r"\1/", text).split():
        for part in _parts(word):
            left, core, right = _split(part)
            code = _code(core)
            marks = not found and len(core) == 1 and right[:1] in (")", ".")
            is_word = code is None and _word_like(core) and not marks
            found.append(_Piece(left, code or core, right, is_word, False, code or core))
    for index, piece in enumerate(found):
        around = [found[near].core for near in (index - 1, index + 1) if 0 <= near < len(found)]
        piece.caps = piece.core.isupper() and len(piece.core) > 1 and any(_mostly_caps(near) for near in around)
    return found


def _mostly_caps(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return len(letters) > 1 and sum(letter.isupper() for letter in letters) > 0.6 * len(letters)


def _read_run(restorer: Restorer, words: Lexicon, run: list[_Piece], only_unknown: bool) -> None:
    """Reads the words gathered so far together and empties the run; numbers between them are passed over."""
    spoken = [piece for piece in run if piece.is_word]
    tokens = [piece.core for piece in spoken]
    fixed = [only_unknown and words.knows(token.lower()) for token in tokens]
    read = restorer.path(tokens, fixed)
    names = _names(spoken, read, words) if restorer.trusts or only_unknown else set()
    for index, (piece, (word, certain)) in enumerate(zip(spoken, read, strict=True)):
        piece.sure = certain
        if index not in names and not (only_unknown and word == piece.core.lower()):
            piece.now = _dress(word, piece.core, piece.caps or (_mostly_caps(piece.core) and piece.caps))
    run.clear()


def _names(spoken: list[_Piece], read: list[tuple[str, bool]], words: Lexicon) -> set[int]:
    """Sound syllables of a name ("Tằng Loỏng"), whose other reading is no turn of phrase: they stay as recognised."""
    titled = [piece.core.istitle() and is_sound(piece.core) for piece in spoken]
    found: set[int] = set()
    for index, (piece, (word, _)) in enumerate(zip(spoken, read, strict=True)):
        around = [near for near in (index - 1, index + 1) if 0 <= near < len(spoken) and titled[near]]
        if not titled[index] or not around or word == piece.core.lower():
            continue
        before = words.pairs(read[index - 1][0], word) if index else 0
        behind = words.pairs(word, read[index + 1][0]) if index + 1 < len(read) else 0
        if max(before, behind) < _TURN:
            found.add(index)
    return found


def _parts(piece: str) -> list[str]:
    """ "hang/quy" and "HDND-UBND" in their parts, the sign kept with the left part and marked for joining."""
    if (
        _code(piece.strip("().,;:"))
        or _NUMBERLIKE.match(piece.strip("().,;:"))
        or not re.search(r"[^\W\d_]{2,}[/\-&][^\W\d_]{2,}", piece)
    ):
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
        return core in ("¢", "&") or bool(re.fullmatch(r"\d[€¢£]", core))
    return sum(char.isdigit() for char in core) <= 2 and (letters >= 2 or len(core) <= 3)
