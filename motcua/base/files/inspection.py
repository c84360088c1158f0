"""What a file really is, and whether it may be taken: the only way into the store for what people hand in.

The type comes from the first bytes, never from the name. A file that is two things at once, that carries programs,
that unpacks to more than it should or that cannot be read to its end is refused with a sentence that says what to do.
What is taken is kept byte for byte: PDFs and photographs are never rewritten (their signatures and hashes stay true).
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import unicodedata
import zipfile
from dataclasses import dataclass

import filetype
from django.utils.translation import gettext as _

from motcua.base.files.antivirus import scan
from motcua.base.files.images import examine_image
from motcua.base.files.limits import LARGEST_FILE, FileRefused
from motcua.base.files.pdfs import ARCHIVE, examine_pdf
from motcua.base.kit.figures import show_size

EXTENSIONS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/heic": ".heic",
    "application/pdf": ".pdf",
}
ACCEPT = ",".join([*EXTENSIONS, ".heic", ".heif"])  # for the accept attribute of a file field
_ALSO_KNOWN_AS = {"image/apng": "image/png", "image/heif": "image/heic"}
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"heif"}
# With what must follow: four letters alone stand in one of a hundred photographs of 5 MB by chance.
_MARKUP = re.compile(rb"<script[\s>]|<\?php\s|<!doctype html|<(?:html|svg)[\s>/][\t\n\r\x20-\x7e]{6}", re.IGNORECASE)
_PDF_INSIDE = re.compile(rb"%PDF-[12]\.\d")
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]')


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that may be taken. `width` and `height` in pixels for photographs; `scanned`: antivirus looked at it;
    `small`: of a photograph in JPEG, a picture to tell it by."""

    media_type: str
    name: str
    size: int
    sha256: str
    pages: int
    width: int | None = None
    height: int | None = None
    scanned: bool = False
    small: bytes = b""


def inspect(content: bytes, name: str) -> Inspected:
    """Answer what `content` (called `name` by the sender) is. Raises `FileRefused`. Calls the antivirus where set."""
    _check_size(content)
    media_type = real_type(content)
    if media_type not in EXTENSIONS:
        raise _not_a_kind_we_take(media_type, content)
    if media_type == "application/pdf":
        pages, image = examine_pdf(content), None
    else:
        _refuse_two_in_one(content)
        image = examine_image(content)
        pages = image.pages
    return Inspected(
        media_type=media_type,
        name=safe_name(name, media_type),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        pages=pages,
        width=image.width if image else None,
        height=image.height if image else None,
        scanned=scan(content),
        small=image.small if image else b"",
    )


def real_type(content: bytes) -> str:
    """The media type told by the first bytes; empty where they tell nothing."""
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF_BRANDS:
        return "image/heic"
    found = filetype.guess_mime(content[:8192]) or ""
    return _ALSO_KNOWN_AS.get(found, found)


def safe_name(name: str, media_type: str) -> str:
    """`name` as it is shown back: no path, no invisible or turning-round letters, one extension, the true one."""
    bare = os.path.basename(unicodedata.normalize("NFC", name).replace("\\", "/"))
    stem = _NOT_IN_NAMES.sub("", bare).strip(" .")
    while (ending := os.path.splitext(stem)[1]) and re.fullmatch(r"\.[A-Za-z0-9]{1,5}", ending):
        stem = os.path.splitext(stem)[0].strip(" .")
    return f"{stem[:100] or 'giay-to'}{EXTENSIONS[media_type]}"


def _check_size(content: bytes) -> None:
    if not content:
        raise FileRefused("empty", _("Tệp này trống, có thể do gửi bị ngắt giữa chừng. Xin chọn và gửi lại."))
    if len(content) > LARGEST_FILE:
        raise FileRefused(
            "too_large",
            _("Tệp này lớn hơn %(most)s. Xin chụp lại từng trang thành ảnh riêng, hoặc quét ở mức 200 dpi.")
            % {"most": show_size(LARGEST_FILE)},
        )


def _not_a_kind_we_take(media_type: str, content: bytes) -> FileRefused:
    if "word" in media_type or "opendocument.text" in media_type or media_type == "application/rtf":
        words = _("Đây là tệp văn bản soạn thảo. Xin mở tệp, chọn Lưu dưới dạng PDF, rồi gửi tệp PDF.")
    elif media_type.startswith("video/"):
        words = _("Đây là đoạn phim. Xin chụp ảnh giấy tờ, mỗi trang một ảnh, rồi gửi ảnh.")
    elif media_type.startswith("application/") and any(word in media_type for word in ("zip", "rar", "7z", "gzip")):
        words = _("Đây là tệp nén. Xin giải nén rồi gửi từng ảnh hoặc tệp PDF bên trong.")
    elif b"%PDF-" in content[:1024]:
        words = _("Tệp PDF này có phần lạ ở đầu nên không mở được an toàn. Xin in lại thành PDF rồi gửi.")
    else:
        words = _("Chúng tôi chỉ đọc được ảnh (JPEG, PNG, WebP, HEIC) và PDF. Xin chụp ảnh giấy tờ rồi gửi ảnh.")
    return FileRefused("wrong_kind", words)


def _refuse_two_in_one(content: bytes) -> None:
    also = _PDF_INSIDE.search(content) or _MARKUP.search(content) or ARCHIVE.search(content)
    if also or b"%PDF-" in content[:1024] or zipfile.is_zipfile(io.BytesIO(content)):
        raise FileRefused(
            "two_in_one",
            _("Ảnh này có kèm nội dung lạ bên trong nên không nhận được. Xin chụp lại giấy tờ rồi gửi ảnh mới."),
        )
