"""Ruled tables in pictures of pages: lines are found by their contrast, cells by which lines part them.

Only Pillow is needed: a picture squeezed twelve-fold along a line keeps the line dark and turns letters grey.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from PIL import Image, ImageChops, ImageFilter
from rapidfuzz import fuzz

_STEP = 12  # dots squeezed to one along a line
_OFF = 5  # dots beside a line that are paper
_CONTRAST = 38
_LEAST = 60  # dots of the shortest line, at about 200 an inch
_NEAR = 12  # dots by which the ends of lines may miss each other
_LEAN = 0.0012  # slope from which a page is put straight


@dataclass
class _Rule:
    """A straight line: where it starts and ends, and at what height (or, upright, at what distance) it runs."""

    start: float
    end: float
    at: float
    slope: float = 0.0
    seen: dict[int, float] = field(default_factory=dict)

    def covers(self, place: float) -> bool:
        return self.start - _NEAR <= place <= self.end + _NEAR


@dataclass(frozen=True)
class Cell:
    """One cell: the rows and columns it reaches over, and its box in the picture (left, top, right, bottom)."""

    places: tuple[tuple[int, int], ...]
    box: tuple[int, int, int, int]


@dataclass
class Grid:
    """A ruled table: its box, the heights and distances of its lines, its cells; `rows` once it is read."""

    edges: list[float]
    levels: list[float]
    cells: list[Cell]
    lines: list[tuple[int, int, int, int]]
    rows: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def box(self) -> tuple[int, int, int, int]:
        return int(self.edges[0]), int(self.levels[0]), int(self.edges[-1]), int(self.levels[-1])

    def rub_out(self, picture: Image.Image) -> None:
        """Paints the table's lines over, along their true course, and nothing but them."""
        for line in self.lines:
            picture.paste(255, line)

    def read(self, texts: dict[Cell, str]) -> None:
        """Sets `rows` as Word gives them: what is merged stands in every place it reaches over; empty rows go."""
        by_place = {place: texts.get(cell, "") for cell in self.cells for place in cell.places}
        wide, high = len(self.edges) - 1, len(self.levels) - 1
        rows = [tuple(by_place.get((row, column), "") for column in range(wide)) for row in range(high)]
        self.rows = [row for row in rows if any(row)]


def straightened(picture: Image.Image) -> Image.Image:
    """A page turned so far that its ruled lines lie level; as it is where it has none or lies straight."""
    seen = [_rule(chain) for chain in _chains(picture) if _is_seen(chain, _FULL)]
    long = [rule for rule in _merged(seen) if rule.end - rule.start > 5 * _LEAST]
    slope = statistics.median(rule.slope for rule in long) if long else 0.0
    if abs(slope) < _LEAN:
        return picture
    turn = (1, -slope, slope * picture.height / 2, slope, 1, -slope * picture.width / 2)
    return picture.transform(picture.size, Image.Transform.AFFINE, turn, Image.Resampling.BICUBIC, fillcolor=255)


def grids_of(picture: Image.Image) -> list[Grid]:
    """The ruled tables of a straight grey page, top to bottom: two columns of two rows, or a row of three columns."""
    level = _rules(picture)
    upright = _rules(picture.transpose(Image.Transpose.TRANSPOSE))
    found = [_grid(*family) for family in _families(*_ended(level, upright))]
    return sorted((one for one in found if one is not None), key=lambda one: one.levels[0])


def _rules(picture: Image.Image) -> list[_Rule]:
    """Level drawn lines of a picture: chains of dark strips with hardly a bright dot along them."""
    whole = _unbroken(picture)
    chains = [part for chain in _chains(picture) for part in _without_letters(chain, whole)]
    sure = [_rule(chain) for chain in chains if _is_drawn(chain, _FULL, whole, _SOLID)]
    faint = [chain for chain in chains if not _is_drawn(chain, _FULL, whole, _SOLID)]
    worn = [_rule(chain) for chain in faint if _is_drawn(chain, _FAINT, whole, _WORN)]
    return list(_merged(sure + [one for one in worn if _runs_beside(one, sure)]))


_Chain = list[tuple[int, float]]  # strips, left to right, and the height at which each is dark


def _chains(picture: Image.Image) -> list[_Chain]:
    """Strips darker than the paper above and below, chained from left to right."""
    strips = picture.reduce((_STEP, 1))
    dark = _darker_than_beside(strips, strips)
    flipped, high = dark.transpose(Image.Transpose.TRANSPOSE).tobytes(), dark.height
    open_: list[_Chain] = []
    done: list[_Chain] = []
    for x in range(dark.width):
        heights = [(run.start() + run.end() - 1) / 2 for run in _DARK.finditer(flipped[x * high : (x + 1) * high])]
        done += [chain for chain in open_ if x - chain[-1][0] > _GAP]
        open_ = [chain for chain in open_ if x - chain[-1][0] <= _GAP]
        fresh = []
        for height in heights:
            near = [chain for chain in open_ if chain[-1][0] < x and abs(chain[-1][1] - height) <= 1.5]
            if near:
                max(near, key=len).append((x, height))
            else:
                fresh.append([(x, height)])
        open_ += fresh
    return done + open_


def _darker_than_beside(picture: Image.Image, strips: Image.Image) -> Image.Image:
    """White where `picture` is darker than `strips` are some dots above and below."""
    around = ImageChops.darker(ImageChops.offset(strips, 0, _OFF), ImageChops.offset(strips, 0, -_OFF))
    return ImageChops.subtract(around, picture).point([255 if value >= _CONTRAST else 0 for value in range(256)])


def _unbroken(picture: Image.Image) -> Callable[[int, float], bool]:
    """Whether a strip is dark from its first dot to its last, as lines are; rows of letters are bright in between.

    That is a morphological opening with a kernel as long as a strip; a speck of dust on a line is smoothed away.
    """
    brightest = picture.filter(ImageFilter.BoxBlur((_SPECK, 0)))
    for far in (1, 2, 4, _STEP - 8):  # the brightest of 2, 4, 8 and then all dots of a strip
        brightest = ImageChops.lighter(brightest, ImageChops.offset(brightest, -far, 0))
    strips = picture.reduce((_STEP, 1))
    first = brightest.transform(strips.size, Image.Transform.AFFINE, (_STEP, 0, -_STEP / 2 + 0.5, 0, 1, 0))
    dark = _darker_than_beside(first, strips)
    seen, wide, high = dark.tobytes(), dark.width, dark.height

    def is_unbroken(strip: int, height: float) -> bool:
        rows = range(max(0, int(height) - 1), min(high, int(height) + 3))
        return any(seen[row * wide + strip] for row in rows)

    return is_unbroken


def _without_letters(chain: _Chain, whole: Callable[[int, float], bool]) -> Iterator[_Chain]:
    """A chain parted where it runs on through letters, and without those at its ends."""
    dark = [whole(strip, height) for strip, height in chain]
    runs = [n for n in range(len(chain) - _STEM + 1) if all(dark[n : n + _STEM])]
    drawn = sorted({n + further for n in runs for further in range(_STEM)})
    starts = [n for n, (one, two) in enumerate(itertools.pairwise(drawn), 1) if chain[two][0] - chain[one][0] > _APART]
    for start, stop in itertools.pairwise([0, *starts, len(drawn)]):
        if stop > start:
            yield chain[drawn[start] : drawn[stop - 1] + 1]


_DARK = re.compile(rb"\xff{1,7}(?!\xff)")
_SPECK = 2  # dots each way over which a line's darkness is smoothed along it
_GAP = 4  # strips from one sight of a line to the next: a heading over rows may lie between
_STEM = 3  # strips: longer than any stem or bar of a letter
_APART = 8  # strips: where letters go on for longer than this, a line has ended
_FULL = 0.9  # the share of its length on which a drawn line is seen; letters beneath each other leave more out
_FAINT = 0.75  # the same of a line that letters touch or a bad scan wears away
_SOLID, _WORN = 0.55, 0.35  # the shares of both that are dark from dot to dot


def _is_seen(chain: _Chain, share: float) -> bool:
    """Whether strips in a row may be a line: long enough, and seen but for whole rows that it leaves out."""
    return _length(chain) * _STEP >= _LEAST and len(chain) >= share * _length(chain)


def _length(chain: _Chain) -> int:
    steps = [two - one for (one, _), (two, _) in itertools.pairwise(chain)]
    return 1 + sum(step if step < _GAP else 1 for step in steps)


def _is_drawn(chain: _Chain, share: float, whole: Callable[[int, float], bool], solid: float) -> bool:
    """Whether what is seen is a line and no row of letters: dark throughout."""
    dark = sum(whole(strip, height) for strip, height in chain)
    return _is_seen(chain, share) and dark >= solid * _length(chain)


def _runs_beside(one: _Rule, sure: list[_Rule]) -> bool:
    """Whether two sure lines begin and end where a faint one does: the lines of one table, not letters."""
    alike = [each for each in sure if max(abs(each.start - one.start), abs(each.end - one.end)) <= 2 * _NEAR]
    return len(alike) >= 2


def _rule(chain: list[tuple[int, float]]) -> _Rule:
    (first, _), (last, _) = chain[0], chain[-1]
    tenth = max(1, len(chain) // 5)
    rise = statistics.mean(y for _, y in chain[-tenth:]) - statistics.mean(y for _, y in chain[:tenth])
    run = max(1, last - first) * _STEP * (1 - tenth / len(chain)) or 1.0
    at = statistics.median(y for _, y in chain)
    return _Rule(first * _STEP, (last + 1) * _STEP, at, rise / run, dict(chain))


def _merged(rules: list[_Rule]) -> Iterator[_Rule]:
    """Pieces of one line put together."""
    left = sorted(rules, key=lambda rule: rule.start)
    while left:
        one = left.pop(0)
        for other in list(left):
            if abs(other.at - one.at) <= 4 and other.start <= one.end + 4 * _STEP:
                one.end = max(one.end, other.end)
                one.seen |= other.seen
                left.remove(other)
        yield one


def _ended(level: list[_Rule], upright: list[_Rule]) -> tuple[list[_Rule], list[_Rule]]:
    """Lines without those that do not end at lines crossing them: letters beneath or beside each other."""
    while True:
        flats = [one for one in level if _meets(one, upright)]
        ups = [one for one in upright if _meets(one, flats)]
        if len(flats) == len(level) and len(ups) == len(upright):
            return flats, ups
        level, upright = flats, ups


def _meets(one: _Rule, across: list[_Rule]) -> bool:
    """Whether a line ends where others cross it; one that reaches far may end at the edge of the page."""
    ends = sum(
        any(abs(other.at - end) <= 2 * _NEAR and other.covers(one.at) for other in across)
        for end in (one.start, one.end)
    )
    return ends == 2 or (ends == 1 and one.end - one.start > 4 * _LEAST)


def _families(level: list[_Rule], upright: list[_Rule]) -> Iterator[tuple[list[_Rule], list[_Rule]]]:
    """Lines that cross or meet each other, directly or by way of others."""
    left = list(upright)
    free = list(level)
    while left:
        ups, flats = [left.pop(0)], list[_Rule]()
        grew = True
        while grew:
            more = [flat for flat in free if any(flat.covers(up.at) and up.covers(flat.at) for up in ups)]
            free = [flat for flat in free if flat not in more]
            flats += more
            touched = [up for up in left if any(flat.covers(up.at) and up.covers(flat.at) for flat in flats)]
            left = [up for up in left if up not in touched]
            ups += touched
            grew = bool(more or touched)
        yield flats, ups


def _places(values: list[float]) -> list[float]:
    """Values near each other as one."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= _NEAR:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [statistics.median(group) for group in groups]


_LOW = 26  # dots: a row lower than this holds no line of text


def _grid(flats: list[_Rule], ups: list[_Rule]) -> Grid | None:
    edges, levels = _places([up.at for up in ups]), _places([flat.at for flat in flats])
    if len(edges) < 3 or not levels:
        return None
    top, bottom = statistics.median(up.start for up in ups), statistics.median(up.end for up in ups)
    levels = [top] * (levels[0] - top > _LOW) + levels + [bottom] * (bottom - levels[-1] > _LOW)
    if len(levels) + len(edges) < 6:  # a row that a page cut off counts where it has three columns
        return None
    edges = _parting(edges, [(ups, low, high) for low, high in itertools.pairwise(levels)])
    levels = _parting(levels, [(flats, left, right) for left, right in itertools.pairwise(edges)])
    groups = {(row, column): (row, column) for row in range(len(levels) - 1) for column in range(len(edges) - 1)}

    def root(place: tuple[int, int]) -> tuple[int, int]:
        while groups[place] != place:
            place = groups[place]
        return place

    for row, column in list(groups):
        high, wide = levels[row : row + 2], edges[column : column + 2]
        if column + 2 < len(edges) and not _parted(ups, edges[column + 1], *high):
            groups[root((row, column + 1))] = root((row, column))
        if row + 2 < len(levels) and not _parted(flats, levels[row + 1], *wide):
            groups[root((row + 1, column))] = root((row, column))
    merged: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place in groups:
        merged.setdefault(root(place), []).append(place)
    cells = [_cell(places, edges, levels) for family in merged.values() for places in _whole(family)]
    drawn = [
        (start, place - _HALF, end, place + _HALF + 1)
        for at in levels
        for low, high in itertools.pairwise(edges)
        for start, end, place in _course(flats, at, low, high)
    ]
    drawn += [
        (place - _HALF, start, place + _HALF + 1, end)
        for at in edges
        for low, high in itertools.pairwise(levels)
        for start, end, place in _course(ups, at, low, high)
    ]
    return Grid(edges, levels, cells, drawn)


def _course(rules: list[_Rule], at: float, low: float, high: float) -> Iterator[tuple[int, int, int]]:
    """Strips of a line from one crossing line to the next, where it parts what is beside it: start, end, place."""
    if not _parted(rules, at, low, high):
        return
    seen = {strip: place for rule in rules if abs(rule.at - at) <= _NEAR for strip, place in rule.seen.items()}
    near = [seen[strip] for strip in range(int(low // _STEP), int(high // _STEP) + 1) if strip in seen] or [at]
    middle = statistics.median(near)
    for strip in range(int(low // _STEP), int(high // _STEP) + 1):
        yield strip * _STEP, (strip + 1) * _STEP, int(seen.get(strip, middle))


def _parting(places: list[float], bands: list[tuple[list[_Rule], float, float]]) -> list[float]:
    """Places at which lines part at least some of the bands across: others are letters or dirt."""
    least = 0.15 * len(bands)
    inner = [at for at in places[1:-1] if sum(_parted(rules, at, low, high) for rules, low, high in bands) > least]
    return [places[0], *inner, places[-1]]


_HALF = 4  # dots from the middle of a line to its edge


def _whole(family: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Places that make an oblong are one cell; others are taken one by one."""
    rows, columns = {row for row, _ in family}, {column for _, column in family}
    return [family] if len(family) == len(rows) * len(columns) else [[place] for place in family]


def _parted(rules: list[_Rule], at: float, start: float, end: float) -> bool:
    """Whether lines at a place are seen from one crossing line to the next."""
    strips = range(int((start + 3) // _STEP) + 1, int((end - 3) // _STEP))
    seen = set().union(*(rule.seen for rule in rules if abs(rule.at - at) <= _NEAR))
    return sum(strip in seen for strip in strips) >= (_FULL if len(strips) <= _FEW else _MOST) * len(strips)


_FEW, _MOST = 4, 0.65


def _cell(places: list[tuple[int, int]], edges: list[float], levels: list[float]) -> Cell:
    rows, columns = [row for row, _ in places], [column for _, column in places]
    box = (edges[min(columns)], levels[min(rows)], edges[max(columns) + 1], levels[max(rows) + 1])
    return Cell(tuple(places), (int(box[0]) + 3, int(box[1]) + 2, int(box[2]) - 2, int(box[3]) - 1))


_AIR = 26


def stacked(picture: Image.Image, cells: list[Cell]) -> tuple[Image.Image | None, list[tuple[int, Cell]]]:
    """The cells that hold ink, one below the other in one picture, and the height at which each ends."""
    pieces = []
    for cell in cells:
        if cell.box[2] - cell.box[0] > 8 and cell.box[3] - cell.box[1] > 8:
            piece = picture.crop(cell.box)
            ink = piece.point([255 if value < _INK else 0 for value in range(256)]).getbbox()
            if ink and ink[3] - ink[1] >= 6:
                pieces.append((cell, piece.crop(ink)))
    if not pieces:
        return None, []
    width = max(piece.width for _, piece in pieces) + 2 * _AIR
    whole = Image.new("L", (width, sum(piece.height + _AIR for _, piece in pieces) + _AIR), 255)
    ends: list[tuple[int, Cell]] = []
    top = _AIR
    for cell, piece in pieces:
        whole.paste(piece, (_AIR, top))
        top += piece.height + _AIR
        ends.append((top - _AIR // 2, cell))
    return whole, ends


_INK = 150


def joined(before: Grid, after: Grid) -> bool:
    """Puts the rows of `after` behind those of `before` where both are one table that a page cut; says whether.

    Headings printed again are left out; a row that was cut goes on in the row before it.
    """
    wide = [two - one for one, two in itertools.pairwise(before.edges)]
    here = [two - one for one, two in itertools.pairwise(after.edges)]
    if len(wide) != len(here) or any(abs(one - two) > 3 * _NEAR for one, two in zip(wide, here, strict=True)):
        return False
    rows = list(after.rows)
    for head in before.rows[:2]:
        if len(rows) > 1 and fuzz.ratio(" ".join(head), " ".join(rows[0])) > _AGAIN:
            rows.pop(0)
    if rows and before.rows and _is_rest(before.rows[-1], rows[0]):
        last = before.rows.pop()
        rows[0] = tuple(f"{one} {two}".strip() if one != two else one for one, two in zip(last, rows[0], strict=True))
    before.rows += rows
    before.edges = after.edges
    return True


_AGAIN = 80


def _is_rest(last: tuple[str, ...], row: tuple[str, ...]) -> bool:
    """Whether a row goes on with the one before: words only where that has some, and beginning small or alone."""
    filled = [n for n, cell in enumerate(row) if cell]
    if len(set(last)) < 2 or not all(last[n] for n in filled):
        return False
    small = sum(row[n][:1].islower() for n in filled)
    return filled[0] > 0 if len(filled) == 1 else small > 0 and 2 * small >= len(filled)
