"""Texts that lead to weighted numbers, kept in flat arrays.

The index knows some fifty thousand texts. As dictionaries of objects they held 30 MiB in every process, and reading
them counted references, which makes pages private that forked processes could share; arrays are a tenth of it and are
only read.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate


class Texts:
    """Texts in the order given, in one long string."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._letters = "".join(texts)
        self._ends = array("I", [0, *accumulate(map(len, texts))])

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, place: int) -> str:
        return self._letters[self._ends[place] : self._ends[place + 1]]

    def __iter__(self) -> Iterator[str]:
        return (self[place] for place in range(len(self)))


class Table:
    """Each text with its row of (number, weight); numbers below 65,536, weights as single precision."""

    def __init__(self, rows: Mapping[str, Iterable[tuple[int, float]]]) -> None:
        names = sorted(rows)
        self._texts = Texts(names)
        self._starts, self._numbers, self._weights = array("I", [0]), array("H"), array("f")
        for name in names:
            for number, weight in rows[name]:
                self._numbers.append(number)
                self._weights.append(weight)
            self._starts.append(len(self._numbers))

    def row(self, text: str) -> Iterator[tuple[int, float]]:
        """The pairs of `text`; none where it is not known."""
        start, end = self._bounds(text)
        return zip(self._numbers[start:end], self._weights[start:end], strict=True)

    def has(self, text: str, number: int) -> bool:
        """True where the row of `text` names `number`."""
        start, end = self._bounds(text)
        return number in self._numbers[start:end]

    def weight(self, text: str, otherwise: float) -> float:
        """The first weight in the row of `text`, for rows in which all are the same."""
        start, end = self._bounds(text)
        return self._weights[start] if start < end else otherwise

    def _bounds(self, text: str) -> tuple[int, int]:
        place = bisect_left(self._texts, text)
        if place == len(self._texts) or self._texts[place] != text:
            return 0, 0
        return self._starts[place], self._starts[place + 1]
