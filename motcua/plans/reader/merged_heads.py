"""Headings in two rows: what stands under a merged heading, whether its cell is printed once, repeated, or left out."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from motcua.plans.reader.cells import fitness, is_empty, is_figure
from motcua.plans.reader.columns import header_roles, role_of

Cells = Sequence[str]


def joined_rows(rows: Sequence[Cells]) -> list[str] | None:
    """The headings of a table whose first two rows are both headings, one a column; None where only the first is."""
    if len(rows) < 4 or len({len(row) for row in rows[2:4]}) != 1:
        return None
    first, second, *below = rows
    below = [row for row in below if len(row) == len(below[0])]
    if len(first) == len(second) == len(below[0]):
        return _of_one_width(first, second, below)
    return _left_out(first, second, below)


def _of_one_width(first: Cells, second: Cells, below: list[Cells]) -> list[str] | None:
    """ "Mục tiêu | (nothing)" over "2026 | 2027": over figures, or over words that name columns by themselves."""
    told = [n for n, cell in enumerate(second) if cell and cell != first[n]]
    figures = [n for n in told if role_of(first[n]) != "ordinal" and _of_figures(below, n)]
    over_figures = figures and not any(is_figure(second[n]) for n in figures)
    apart = [n for n in told if role_of(second[n])]
    over_names = len({second[n] for n in apart}) >= 2 and apart == told and second[0] in ("", first[0])
    if not over_figures and not over_names:
        return None
    uppers = [
        head or (before if second[n] else "")  # a merged heading is printed once, over its first column
        for n, (head, before) in enumerate(zip(first, ["", *first], strict=False))
    ]
    return [_both(head, cell) for head, cell in zip(uppers, second, strict=True)]


def _of_figures(below: list[Cells], column: int) -> bool:
    filled = [row[column] for row in below if not is_empty(row[column])]
    return bool(filled) and sum(map(is_figure, filled)) >= 0.6 * len(filled)


_WORKS = ("lead", "coordinating", "owners", "product")


def _both(upper: str, lower: str) -> str:
    """The heading of a column: both words, but the lower ones alone where they tell who or when without the upper."""
    if lower in ("", upper):
        return upper
    own = role_of(lower)
    alone = own in _WORKS or (own is not None and role_of(upper) == "deadline")
    return lower if alone else f"{upper} {lower}".strip()


def _left_out(first: Cells, second: Cells, below: list[Cells]) -> list[str] | None:
    """ "TT | Chỉ tiêu | Mục tiêu" over "2026 | 2027": a second row with the cells under merged headings only."""
    width = len(below[0])
    merged = len(first) + len(second) - width
    if merged < 1 or len(second) < 2 * merged or len(first) < 3 or role_of(first[0]) != "ordinal":
        return None
    if any(is_figure(cell) or len(cell) > _LONGEST or not cell for cell in second):
        return None
    ways = [_under(first, second, where, sizes) for where, sizes in _ways(len(first), len(second), merged)]
    return max(ways, key=lambda heads: _fit(heads, below), default=None)


_LONGEST = 40  # letters of a heading under a merged one


def _ways(heads: int, subs: int, merged: int) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Which headings (never the ordinal's) may stand over how many columns each; equal shares come first."""
    sizes = [one for one in itertools.product(range(2, subs + 1), repeat=merged) if sum(one) == subs]
    sizes.sort(key=lambda one: max(one) - min(one))
    for one in sizes:
        for where in itertools.combinations(range(heads - 1, 0, -1), merged):
            yield tuple(sorted(where)), one


def _under(first: Cells, second: Cells, where: tuple[int, ...], sizes: tuple[int, ...]) -> list[str]:
    left, heads = iter(second), []
    counts = dict(zip(where, sizes, strict=True))
    for n, head in enumerate(first):
        below = [next(left) for _ in range(counts.get(n, 0))]
        heads += [_both(head, cell) for cell in below] or [head]
    return heads


def _fit(heads: list[str], below: list[Cells]) -> float:
    """How well the cells of the first rows suit the headings above them."""
    roles = header_roles(heads) or [f"other{n}" for n in range(len(heads))]
    suited = [fitness(role)(row[n]) for n, role in enumerate(roles) for row in below[:_TRIED] if role != "ordinal"]
    return sum(suited) + 0.5 * sum(not role.startswith("other") for role in roles)


_TRIED = 4  # rows looked at
