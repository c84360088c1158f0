"""What `motcua search` prints."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from motcua.guide.api import search


def search_command(query: str, limit: int = 10) -> list[dict[str, Any]]:
    """The hits for `query` as {id, code, name, score}, best first; empty where no procedure fits."""
    return [asdict(hit) for hit in search(query, limit)]


def search_file_command(path: Path, limit: int = 10) -> list[list[dict[str, Any]]]:
    """One list of hits for every line of a UTF-8 file, in the order of the lines; an empty line has no hits.

    Lines end at a line feed, whatever other separators they contain; bytes that are no UTF-8 are read as unknown
    letters. OSError where the file cannot be read.
    """
    lines = path.read_text(encoding="utf-8-sig", errors="replace").split("\n")
    if not lines[-1]:
        lines.pop()
    return [search_command(line, limit) for line in lines]
