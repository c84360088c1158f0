"""What a signature looks like on the page, and where it goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pikepdf
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp import StaticStampStyle

from motcua.base.clock import HO_CHI_MINH
from motcua.base.typeset import typeset

TEMPLATES = Path(__file__).parent / "templates"
POINTS_PER_MM = 72 / 25.4
SIGNATURE_SIZE = (66 * POINTS_PER_MM, 25 * POINTS_PER_MM)
SEAL_SIZE = 36 * POINTS_PER_MM  # life size
SIGN_HERE = "ky-ten"  # named destination that our templates leave where the name is signed


@dataclass(frozen=True, slots=True)
class Place:
    """A box on a page (from 0; negative counts from the end), in points from the lower left corner."""

    page: int
    left: float
    bottom: float
    width: float
    height: float

    @property
    def box(self) -> tuple[int, int, int, int]:
        """The corners, as PDF wants them."""
        return (
            round(self.left),
            round(self.bottom),
            round(self.left + self.width),
            round(self.bottom + self.height),
        )


def place_for_signature(pdf: bytes) -> Place:
    """Where the template asks for the signature, else the lower right of the last page."""
    width, height = SIGNATURE_SIZE
    found = _destination(pdf, SIGN_HERE)
    if found is None:
        return Place(-1, 320, 110, width, height)
    page, left, top = found
    return Place(page, left, top - height, width, height)


def place_for_seal(pdf: bytes) -> Place:
    """Over a third of the signature, on its left; where nobody is to sign, the upper right of the first page."""
    found = _destination(pdf, SIGN_HERE)
    if found is None:
        return Place(0, 480, 720, SEAL_SIZE, SEAL_SIZE)
    page, left, top = found
    width, height = SIGNATURE_SIZE
    right = left + width / 3
    middle = top - height / 2
    return Place(page, right - SEAL_SIZE, middle - SEAL_SIZE / 2, SEAL_SIZE, SEAL_SIZE)


def signature_stamp(place: Place, *, signer: str, agency: str, at: datetime) -> StaticStampStyle:
    """The blue box of a personal signature."""
    told = at.astimezone(HO_CHI_MINH).strftime("%d/%m/%Y %H:%M:%S +07:00")
    data = {"width": place.width, "height": place.height, "signer": signer, "agency": agency, "time": told}
    return _style(typeset(TEMPLATES / "ky-ten.typ", data, root=TEMPLATES, moment=at))


def seal_stamp(place: Place, *, agency: str, at: datetime) -> StaticStampStyle:
    """The red seal of an agency."""
    return _style(
        typeset(TEMPLATES / "con-dau.typ", {"width": place.width, "agency": agency}, root=TEMPLATES, moment=at)
    )


def _style(pdf: bytes) -> StaticStampStyle:
    # pyHanko sets Vietnamese text of its own stamps with wrong spacing: the page is drawn by Typst instead.
    return StaticStampStyle(background=_MemoryPage(pdf), border_width=0, background_opacity=1.0)


class _MemoryPage(PdfContent):
    """The one page of a PDF that never touched the disk, as content of another."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self._pdf = pdf

    def render(self) -> bytes:
        """Import the page and answer the operator that draws it."""
        drawn = self._ensure_writer.import_page_as_xobject(PdfFileReader(BytesIO(self._pdf)), page_ix=0)
        self.resources.xobject["/Stamp"] = drawn
        left, bottom, right, top = drawn.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(left - right), height=abs(bottom - top))
        return b"/Stamp Do"


def _destination(pdf: bytes, name: str) -> tuple[int, float, float] | None:
    """Page, left and top of a named destination; none where the file has no such name or cannot be read."""
    try:
        with pikepdf.open(BytesIO(pdf)) as document:
            tree = document.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
            found = pikepdf.NameTree(tree).get(name) if tree is not None else None
            if found is None:
                return None
            target = found["/D"] if isinstance(found, pikepdf.Dictionary) else found
            pages = [each.obj.objgen for each in document.pages]
            return pages.index(target[0].objgen), float(target[2]), float(target[3])
    except (pikepdf.PdfError, ValueError, KeyError, IndexError, TypeError):
        return None
