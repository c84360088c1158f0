"""What `motcua search` prints."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from motcua.guide.api import search


def search_command(query: str, limit: int = 10) -> list[dict[str, Any]]:
    """The hits for `query` as {id, code, name, score}, best first; empty where no procedure fits."""
    return [asdict(hit) for hit in search(query, limit)]


def search_lines(lines: Iterable[bytes], limit: int = 10) -> Iterator[list[dict[str, Any]]]:
    """One list of hits for every line, in their order, each as soon as it is found; an empty line has no hits.

    Lines end at a line feed, whatever other separators they contain; bytes that are no UTF-8 are read as unknown
    letters.
    """
    for number, line in enumerate(lines):
        yield search_command(line.decode("utf-8-sig" if number == 0 else "utf-8", errors="replace"), limit)
