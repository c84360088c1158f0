"""QR codes. Weighing all eight masks takes five times as long as drawing, so it is done once a kind of text."""

from __future__ import annotations

from functools import lru_cache

import segno
from django.utils.safestring import SafeString, mark_safe

LEVEL = "m"  # of error correction: a seventh of the code may be unreadable


def qr(text: str) -> segno.QRCode:
    """The code of `text`, in the mask that is best for the first text of its length and beginning.

    A mask only spreads dark and light evenly; every reader undoes every mask. Addresses of one installation differ in
    a few characters, so what is best for one is good for all.
    """
    return segno.make_qr(text, error=LEVEL, mask=_mask(text[:32], len(text.encode())))


@lru_cache(maxsize=64)  # the page after filing is looked at again until its slip is there
def qr_in_page(text: str, *, scale: int) -> SafeString:
    """The code of `text` as SVG inside a page, dark on white; `scale`: pixels of the style sheet a dot."""
    drawn = qr(text).svg_inline(scale=scale, border=2, omitsize=True, svgclass="qr", lineclass=None)
    return mark_safe(drawn)  # noqa: S308 - drawn here


@lru_cache(maxsize=64)
def _mask(beginning: str, length: int) -> int:
    sample = beginning.encode()[:length]
    return segno.make_qr(sample + b"7" * (length - len(sample)), error=LEVEL).mask
