"""PDFs: looked through and refused where they could do something by themselves. Never rewritten."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pikepdf
from django.utils.translation import gettext as _

from motcua.base.files.limits import MOST_PAGES, MOST_PIXELS, FileRefused
from motcua.base.files.pdf_bombs import MOST_OBJECTS, bomb, refuse_bombs, refuse_endless, refuse_grown

# RAR and 7-Zip open an archive that stands behind something else.
ARCHIVE = re.compile(rb"Rar!\x1a\x07[\x00\x01]|7z\xbc\xaf\x27\x1c")
END, FARTHEST_END = b"%%EOF", 1_024  # readers look for the end in the last 1,024 bytes
# Going to a page or to an address in the same document is all an action may do; a link to the web is a person's choice.
_HARMLESS_ACTIONS = {"/GoTo", "/URI", "/Named"}
_ACTIVE_ACTIONS = {
    *("/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/JavaScript", "/ResetForm", "/Hide")
}
_ACTIVE_KEYS = {"/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/RichMediaSettings"}
_ACTIVE_KINDS = {"/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}
_ATTACHED_KEYS = {"/EmbeddedFiles", "/EmbeddedFile", "/EF", "/AF", "/Collection"}


def examine_pdf(content: bytes) -> int:
    """Number of pages of a PDF that only shows itself. Raises `FileRefused`."""
    refuse_bombs(content)
    if zipfile.is_zipfile(io.BytesIO(content)) or ARCHIVE.search(content):
        raise _attached()
    if not _has_its_end(content):
        raise _damaged()
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return _examine(pdf)
    except pikepdf.PasswordError as error:
        raise _encrypted() from error
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, RecursionError, KeyError) as error:
        raise _damaged() from error


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
        raise bomb()
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream):
            refuse_grown(thing)
        for part in _parts(thing):
            _examine_dictionary(part)
    refuse_endless(pdf)
    return pages


def _has_its_end(content: bytes) -> bool:
    """Whether it came whole. A reader makes as many pages of half a file as it says it has, and leaves them white."""
    return END in content.rstrip(b"\0\t\n\f\r ")[-FARTHEST_END:]


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
        raise bomb()


def _starts_something(part: Any, keys: set[str]) -> bool:
    """Whether the dictionary is, or starts by itself, an action other than going to a page."""
    if "/AA" in keys:
        return True
    start = part.get("/OpenAction")
    if isinstance(start, pikepdf.Dictionary) and str(start.get("/S", "")) not in ("/GoTo", "/Named"):
        return True
    is_action = part.get("/Type") == "/Action" or "/Next" in keys
    kind = str(part.get("/S", ""))
    if kind in _ACTIVE_ACTIONS:
        return True
    return bool(is_action and kind and kind not in _HARMLESS_ACTIONS)


def _pixels(image: Any) -> int:
    try:
        return int(image.get("/Width", 0)) * int(image.get("/Height", 0))
    except (TypeError, ValueError):
        return 0


def _damaged() -> FileRefused:
    return FileRefused(
        "damaged", _("Tệp PDF này hỏng hoặc chưa gửi hết nên không mở được. Xin gửi lại, hoặc chụp ảnh từng trang.")
    )


def _encrypted() -> FileRefused:
    return FileRefused(
        "encrypted", _("Tệp PDF này có đặt mật khẩu hoặc khóa. Xin bỏ mật khẩu rồi gửi lại, hoặc chụp ảnh từng trang.")
    )


def _attached() -> FileRefused:
    return FileRefused(
        "attached", _("Tệp PDF này có tệp khác giấu bên trong. Xin gửi riêng từng tệp, hoặc in lại thành PDF rồi gửi.")
    )
