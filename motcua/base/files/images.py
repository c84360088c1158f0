"""Photographs: examined to their last byte, and copied for reading upright and without the place they were taken."""

from __future__ import annotations

import io
import re
import threading
import warnings
from collections.abc import Callable
from dataclasses import dataclass

import pillow_heif
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from motcua.base.files.limits import LONGEST_SIDE, MOST_PAGES, MOST_PIXELS, READING_SIDE, FileRefused

pillow_heif.register_heif_opener()
warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit below is lower and always kept

# Each scan of a JPEG goes over the whole picture again and may take a few bytes only. Programs write up to some twenty.
MOST_SCANS = 50
_MARKER = re.compile(rb"\xff[^\x00\x01\xff\xd0-\xd8]")
_SCAN, _END = 0xDA, 0xD9

SMALL_SIDE = 108  # pixels: two for each of the 54 of the letter, one and a half for each of the 72 of a list of papers
SMALL_QUALITY = 45  # of WebP, a third of the bytes of a JPEG that looks alike: a page has room for some of them
SMALL_EFFORT = 2  # of 6; 4, what is usual, takes more than twice as long for two bytes in a hundred
MOST_PIXELS_TOGETHER = 4 * MOST_PIXELS  # of all pictures of one file: each is unpacked once before it is taken
_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")  # an iPhone's MPO is opened as JPEG
_UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, RuntimeError, MemoryError)
# Unpacked photographs take most of the memory this program ever takes: no more than two at a time.
_hands = threading.BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Examined:
    """A photograph that can be read whole: its size in pixels, a small picture to tell it by, and how many pictures it
    holds: a HEIC may hold several as equals, and each is a page. (What goes with a picture, its depth or a thumbnail,
    is none; of what moves, the first picture is the photograph.)
    """

    width: int
    height: int
    small: bytes = b""
    pages: int = 1


def examine_image(content: bytes) -> Examined:
    """Read a photograph to its end. Raises `FileRefused`."""
    with _hands:
        if content[:2] == b"\xff\xd8" and count_scans(content) > MOST_SCANS:
            raise _damaged()
        try:
            image = _open(content)
            width, height = image.size
            # Every coded block of a JPEG is read all the same; only making pixels of what nobody will see is left out.
            image.draft(image.mode, _box(image.size, SMALL_SIDE))
            image.load()
            small, pages = _small(image), _pages(image)
            each = [_open(content, page) for page in range(1, pages + 1)] if pages > 1 else []
            if sum(picture.width * picture.height for picture in each) > MOST_PIXELS_TOGETHER:
                raise _to_be_sent_singly()
            while each:
                each.pop().load()
        except _UNREADABLE as error:
            raise _damaged() from error
        return Examined(width, height, small, pages)


def count_scans(jpeg: bytes) -> int:
    """How often the picture is gone over, told by its markers; more than `MOST_SCANS` is not counted further."""
    scans, place = 0, 2
    while scans <= MOST_SCANS and (found := _MARKER.search(jpeg, place)) is not None:
        kind, place = jpeg[found.end() - 1], found.end()
        if kind == _END:
            break
        scans += kind == _SCAN
        place += int.from_bytes(jpeg[place : place + 2], "big")
    return scans


def _pages(image: Image.Image) -> int:
    pages = int(getattr(image, "n_frames", 1)) if image.format == "HEIF" else 1
    if pages > MOST_PAGES:
        raise _to_be_sent_singly()
    return pages


def _small(image: Image.Image) -> bytes:
    """Drawn from what was just unpacked; nothing where that fails: the photograph itself can be read."""
    try:
        return _tiny(image)
    except _UNREADABLE:
        return b""


def small_copy(content: bytes) -> bytes:
    """A WebP of the photograph `content`, just large enough to tell one paper from another. Raises `FileRefused`."""
    return _drawn(content, SMALL_SIDE, _tiny)


def reading_copy(content: bytes, *, side: int = READING_SIDE, page: int = 1) -> bytes:
    """A JPEG of the photograph `content`: upright, at most `side` pixels on its short side, no camera data, no place.

    `page`: which picture, where it holds several. Raises `FileRefused` where it cannot be read. The original stays what
    it is, with its own hash.
    """
    return _drawn(content, side, lambda image: _legible(image, side), page)


def _drawn(content: bytes, side: int, draw: Callable[[Image.Image], bytes], page: int | None = None) -> bytes:
    with _hands:
        try:
            image = _open(content, page)
            image.draft(image.mode, _box(image.size, side))  # a JPEG is unpacked no larger than it is needed
            return draw(image)
        except _UNREADABLE as error:
            raise _damaged() from error


def _tiny(image: Image.Image) -> bytes:
    out = io.BytesIO()
    _upright(image, SMALL_SIDE, Image.Resampling.HAMMING).save(out, "WEBP", quality=SMALL_QUALITY, method=SMALL_EFFORT)
    return out.getvalue()


def _legible(image: Image.Image, side: int) -> bytes:
    out = io.BytesIO()
    _upright(image, side, Image.Resampling.LANCZOS).save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


def _upright(image: Image.Image, side: int, shrink: Image.Resampling) -> Image.Image:
    ImageOps.exif_transpose(image, in_place=True)  # a copy of what is upright already costs memory and time
    flat = _on_white(image)
    flat.thumbnail(_box(flat.size, side), shrink, reducing_gap=None)
    return flat


def _open(content: bytes, page: int | None = None) -> Image.Image:
    """The picture that the file itself names first, or its `page`-th."""
    try:
        image = Image.open(io.BytesIO(content), formats=_FORMATS)
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    if page is not None and image.format == "HEIF":
        image.seek(page - 1)
    width, height = image.size
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise _too_many_pixels()
    return image


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("RGB", "L"):
        clean = image
        clean.load()
    elif image.mode.startswith("I"):
        clean = image.convert("I").point(lambda value: value / 256).convert("L")
    else:
        see_through = image.convert("RGBA")
        clean = Image.new("RGB", image.size, "white")
        clean.paste(see_through, mask=see_through.getchannel("A"))
    clean.info.clear()
    return clean


def _box(size: tuple[int, int], side: int) -> tuple[int, int]:
    scale = min(1.0, side / max(1, min(size)))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _to_be_sent_singly() -> FileRefused:
    return FileRefused("too_many_pages", _("Tệp ảnh này gồm quá nhiều hình. Xin gửi từng hình một."))


def _damaged() -> FileRefused:
    return FileRefused(
        "damaged", _("Ảnh này không mở được hết, có thể gửi bị ngắt giữa chừng. Xin gửi lại hoặc chụp lại.")
    )


def _too_many_pixels() -> FileRefused:
    return FileRefused(
        "too_many_pixels", _("Ảnh này quá lớn (trên 60 triệu điểm ảnh). Xin chụp lại bằng điện thoại ở cỡ thường.")
    )
