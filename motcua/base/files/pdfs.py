"""PDFs: looked through and refused where they could do something by themselves. Never rewritten."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf
from django.utils.translation import gettext as _

from motcua.base.files.limits import MOST_PAGES, MOST_PIXELS, FileRefused

MOST_UNPACKED = 3 * MOST_PIXELS  # bytes: one picture of the largest size, unpacked
MOST_UNPACKED_ALTOGETHER = 3 * MOST_UNPACKED
MOST_OBJECTS = 200_000
_STREAM = re.compile(rb"stream\r?\n")
_FILTERS = re.compile(rb"/(?:Filter|F)\s*\[([^\]]{0,400})\]")
_COMPRESSOR = re.compile(rb"/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\b")
# Going to a page or to an address in the same document is all an action may do; a link to the web is a person's choice.
_HARMLESS_ACTIONS = {"/GoTo", "/URI", "/Named", "/Thread", "/GoToR"}
_ACTIVE_KEYS = {"/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/RichMediaSettings"}
_ACTIVE_KINDS = {"/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}
_ATTACHED_KEYS = {"/EmbeddedFiles", "/EmbeddedFile", "/AF", "/Collection"}


def examine_pdf(content: bytes) -> int:
    """Number of pages of a PDF that only shows itself. Raises `FileRefused`."""
    _refuse_bombs(content)
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise _attached()
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return _examine(pdf)
    except pikepdf.PasswordError as error:
        raise _encrypted() from error
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, RecursionError, KeyError) as error:
        raise FileRefused(
            "damaged", _("Tệp PDF này hỏng hoặc chưa gửi hết nên không mở được. Xin gửi lại, hoặc chụp ảnh từng trang.")
        ) from error


def _examine(pdf: pikepdf.Pdf) -> int:
    if pdf.is_encrypted:
        raise _encrypted()
    pages = len(pdf.pages)
    if pages == 0:
        raise FileRefused("empty", _("Tệp PDF này không có trang nào. Xin kiểm tra rồi gửi lại."))
    if pages > MOST_PAGES:
        raise FileRefused(
            "too_many_pages",
            _("Tệp PDF này có %(pages)s trang, nhiều hơn mức %(most)s trang. Xin chia thành nhiều tệp.")
            % {"pages": pages, "most": MOST_PAGES},
        )
    if len(pdf.objects) > MOST_OBJECTS:
        raise _bomb()
    for thing in pdf.objects:
        for part in _parts(thing):
            _examine_dictionary(part)
    return pages


def _parts(thing: Any) -> Iterator[Any]:
    """Every dictionary within one object; references are not followed (each object is seen by itself)."""
    waiting = [thing]
    while waiting:
        part = waiting.pop()
        if isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
            yield part
            waiting.extend(value for value in dict(part.items()).values() if _to_be_seen(value))
        elif isinstance(part, pikepdf.Array):
            waiting.extend(value for value in part if _to_be_seen(value))


def _to_be_seen(value: Any) -> bool:
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect


def _examine_dictionary(part: Any) -> None:
    keys = set(part.keys())
    if keys & _ATTACHED_KEYS or part.get("/Subtype") == "/FileAttachment" or part.get("/Type") == "/EmbeddedFile":
        raise _attached()
    if keys & _ACTIVE_KEYS or str(part.get("/Subtype", "")) in _ACTIVE_KINDS or _starts_something(part, keys):
        raise FileRefused(
            "active",
            _("Tệp PDF này có phần tự chạy bên trong nên không nhận được. Xin in lại thành PDF, hoặc chụp ảnh."),
        )
    if part.get("/Subtype") == "/Image" and _pixels(part) > MOST_PIXELS:
        raise _bomb()


def _starts_something(part: Any, keys: set[str]) -> bool:
    """Whether the dictionary is, or starts by itself, an action other than going to a page."""
    if "/AA" in keys:
        return True
    start = part.get("/OpenAction")
    if isinstance(start, pikepdf.Dictionary) and str(start.get("/S", "")) not in ("/GoTo", "/Named"):
        return True
    is_action = part.get("/Type") == "/Action" or "/Next" in keys
    kind = str(part.get("/S", ""))
    if kind in ("/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition", "/JavaScript", "/ResetForm", "/Hide"):
        return True
    return bool(is_action and kind and kind not in _HARMLESS_ACTIONS)


def _pixels(image: Any) -> int:
    try:
        return int(image.get("/Width", 0)) * int(image.get("/Height", 0))
    except (TypeError, ValueError):
        return 0


def _refuse_bombs(content: bytes) -> None:
    """Unpack every packed stream, throwing the result away, and stop where it grows past what a page can need."""
    for found in _FILTERS.finditer(content):
        if len(_COMPRESSOR.findall(found.group(1))) > 1:
            raise _bomb()
    left = MOST_UNPACKED_ALTOGETHER
    for found in _STREAM.finditer(content):
        start = found.end()
        if content[start : start + 1] in (b"\x78", b"\x58", b"\x48", b"\x38", b"\x28", b"\x18", b"\x08"):
            left -= _unpacked_size(memoryview(content)[start:], most=min(left, MOST_UNPACKED))


def _unpacked_size(packed: memoryview, *, most: int) -> int:
    unpacker, size, waiting = zlib.decompressobj(), 0, b""
    place = 0
    try:
        while not unpacker.eof:
            if not waiting:
                waiting = bytes(packed[place : place + 65_536])
                place += 65_536
                if not waiting:
                    break
            size += len(unpacker.decompress(waiting, 1 << 20))
            waiting = unpacker.unconsumed_tail
            if size > most:
                raise _bomb()
    except zlib.error:
        return size
    return size


def _bomb() -> FileRefused:
    return FileRefused(
        "too_many_pixels",
        _("Tệp PDF này khi mở ra quá lớn, máy không đọc được. Xin quét lại ở mức 200 dpi hoặc chụp ảnh từng trang."),
    )


def _encrypted() -> FileRefused:
    return FileRefused(
        "encrypted", _("Tệp PDF này có đặt mật khẩu hoặc khóa. Xin bỏ mật khẩu rồi gửi lại, hoặc chụp ảnh từng trang.")
    )


def _attached() -> FileRefused:
    return FileRefused(
        "attached", _("Tệp PDF này có tệp khác giấu bên trong. Xin gửi riêng từng tệp, hoặc in lại thành PDF rồi gửi.")
    )
