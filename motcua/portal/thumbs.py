"""Small pictures of what was handed in stand in the page, as many as it has room for: they cost no request.

Only who may see the page sees them. The content policy allows `data:` for pictures, which carry no script. A page of a
PDF, and what finds no room, can be opened from the list of papers.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass

from motcua.base.files import NoPicture, small_picture
from motcua.base.models import StoredFile
from motcua.eforms.api import DraftPaper

MOST_IN_PAGE = 4_500  # bytes of pictures in one page, so that the largest page with them stays below 14 kB


@dataclass(frozen=True)
class Thumb:
    """A paper of a draft and the small picture its `img` shows; empty where there is none or no room."""

    paper: DraftPaper
    shown: str


def thumbs_of(papers: Iterable[DraftPaper]) -> list[Thumb]:
    """The papers in their order, each with its picture as far as `MOST_IN_PAGE` goes."""
    left, found = MOST_IN_PAGE, []
    for paper in papers:
        small = _small(paper.file)
        fits = bool(small) and len(small) <= left
        left -= len(small) if fits else 0
        found.append(Thumb(paper, f"data:image/webp;base64,{b64encode(small).decode()}" if fits else ""))
    return found


def _small(file: StoredFile) -> bytes:
    try:
        return small_picture(file)
    except (NoPicture, OSError):  # the page is there all the same
        return b""
