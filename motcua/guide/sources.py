"""Where the words come from: the guide's own data files, and the procedures they speak of."""

from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from motcua.guide.engine.document import Document
from motcua.guide.engine.lexicon import Lexicon, read_lexicon

_DATA = Path(__file__).parent / "data"


@cache
def lexicon() -> Lexicon:
    """The words of the language, read once a process."""
    return read_lexicon(_read("lexicon.yaml"))


@cache
def everyday() -> dict[str, dict[str, str]]:
    """Procedure id -> code, name, words, english, needs as written in everyday.yaml, read once a process."""
    found: dict[str, dict[str, str]] = _read("everyday.yaml")
    return found


def document(slug: str, code: str, name: str, further: tuple[str, ...] = (), forms: tuple[str, ...] = ()) -> Document:
    """The procedure with everything people call it; a procedure without everyday words is found by its names."""
    entry = everyday().get(slug, {})
    words = _lines(entry.get("words", ""))
    needs = frozenset(item.strip() for item in entry.get("needs", "").split(",") if item.strip())
    return Document(slug, code, name, words, _lines(entry.get("english", "")), further, needs=needs, forms=forms)


def known_documents() -> tuple[Document, ...]:
    """The procedures of everyday.yaml themselves: what is searched where no catalogue has been loaded."""
    return tuple(document(slug, entry["code"], entry["name"]) for slug, entry in everyday().items())


def _lines(block: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in block.splitlines() if line.strip())


def _read(name: str) -> Any:
    return YAML(typ="safe", pure=True).load(_DATA / name)
