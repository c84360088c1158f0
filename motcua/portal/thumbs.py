"""Small pictures of what was handed in: those that are small enough stand in the page, the others are fetched by it.

A picture in the page costs no request, and only who may see the page sees it. The content policy allows `data:` for
pictures, which carry no script.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from motcua.base.files import small_at_hand
from motcua.eforms.api import Draft, DraftPaper

MOST_IN_PAGE = 4_500  # bytes of pictures in one page, so that the largest page with them stays below 14 kB


@dataclass(frozen=True)
class Thumb:
    """A paper of a draft and what its `img` shows: the picture itself or its address."""

    paper: DraftPaper
    shown: str


def thumbs_of(draft: Draft, papers: Iterable[DraftPaper]) -> list[Thumb]:
    """The papers in their order, the first pictures in the page as far as `MOST_IN_PAGE` goes."""
    left, found = MOST_IN_PAGE, []
    for paper in papers:
        small = small_at_hand(paper.file) if left and paper.file is not None else b""
        if small and len(small) <= left:
            left -= len(small)
            found.append(Thumb(paper, f"data:image/jpeg;base64,{b64encode(small).decode()}"))
        else:
            found.append(Thumb(paper, reverse("portal:picture", args=[draft.public_id, paper.public_id])))
    return found
