"""One voice: whoever is spoken to is "ông/bà", on every page, paper, notice and in every procedure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

OTHER = re.compile(r"\b(bạn|quý vị|quý khách|anh/chị|quý ông|quý bà)\b", re.IGNORECASE)
# What people say when they search is in their own words.
THEIR_WORDS = ("guide/data", "catalogue/data")
KINDS = ("*.py", "*.html", "*.typ", "*.js", "*.yaml")
BLOCKS = re.compile(r"(?m)^(?=\S)")


def sources() -> Iterator[tuple[str, str]]:
    """Everything that holds sentences of ours, with its address."""
    room = Path(settings.ROOT)
    for kind in KINDS:
        for path in room.rglob(kind):
            name = path.relative_to(room).as_posix()
            if not name.startswith(THEIR_WORDS):
                yield name, path.read_text(encoding="utf-8")
    for path in (room.parent / "procedures").glob("*.yaml"):
        blocks = BLOCKS.split(path.read_text(encoding="utf-8"))
        yield path.name, "".join(each for each in blocks if not each.startswith("search:"))


def test_nobody_is_spoken_to_in_another_voice() -> None:
    wrong = [
        f"{name}: {line.strip()[:120]}" for name, text in sources() for line in text.splitlines() if OTHER.search(line)
    ]
    assert not wrong, "\n".join(wrong)


def test_the_other_voice_would_be_heard() -> None:
    """The words looked for are those people write, and nothing that only looks like them."""
    assert OTHER.search("Bạn cần làm gì?")
    assert OTHER.search("hồ sơ của bạn.")
    assert not OTHER.search("Ủy ban, văn bản, bạnh, ban hành")
