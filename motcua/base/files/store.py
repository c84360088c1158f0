"""Write-once storage on disk. A file is there whole or not at all, whatever dies in between."""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.models import StoredFile
from motcua.base.rows import insert

LOG = logging.getLogger(__name__)
CHUNK = 1 << 20
# As SQLite and PostgreSQL name a disk that is full, or may only be read.
_FULL = frozenset({"SQLITE_FULL", "SQLITE_READONLY", "53100"})


class StorageFull(Refusal):
    """The disk is full or read-only; nothing was kept, nothing else was lost."""

    status = 507

    def __init__(self) -> None:
        super().__init__(
            _(
                "Kho lưu tệp đang đầy nên chúng tôi chưa nhận được những gì vừa gửi. Những gì đã lưu trước đó vẫn còn "
                "nguyên. Xin thử lại sau ít phút hoặc gọi bộ phận Một cửa."
            )
        )


def keep(content: bytes | BinaryIO, *, name: str, media_type: str, pages: int | None = None) -> StoredFile:
    """Store `content` and answer the row that stands for it. Raises `StorageFull`.

    The caller has checked what the content is (see `inspection`); here it is only kept. `name` is shown back to
    people, never used as a path.
    """
    digest, size = _write_once(content)
    stored = StoredFile(
        sha256=digest,
        size=size,
        media_type=media_type,
        name=os.path.basename(name.replace("\\", "/"))[:200] or "tep",
        pages=pages,
        made_at=now(),
    )
    insert([stored])
    return stored


def blob_path(digest: str) -> Path:
    """Where the bytes with this SHA-256 lie."""
    return Path(settings.MOTCUA_DATA) / "files" / digest[:2] / digest[2:4] / digest


def small_path(digest: str) -> Path:
    """Where the small picture of a photograph with this SHA-256 lies, if one was drawn."""
    return Path(settings.MOTCUA_DATA) / "files" / "small" / digest[:2] / digest[2:4] / f"{digest}.webp"


class NotAsStored(FileNotFoundError):
    """There are bytes, but others than were kept: what was kept is not there any more."""


def open_file(stored: StoredFile) -> BinaryIO:
    """The content for reading, from its beginning, checked against its SHA-256. Raises `FileNotFoundError` where the
    store has lost it, `NotAsStored` where the disk, or somebody at it, changed it."""
    source = blob_path(stored.sha256).open("rb")
    try:
        if hashlib.file_digest(source, "sha256").hexdigest() != stored.sha256:
            LOG.error("file %s is no longer what was stored", stored.public_id)
            raise NotAsStored(f"file {stored.public_id} is no longer what was stored")
        source.seek(0)
    except BaseException:
        source.close()
        raise
    return source


def read_file(stored: StoredFile) -> bytes:
    """The whole content, checked as by `open_file`."""
    with open_file(stored) as source:
        return source.read()


def _write_once(content: bytes | BinaryIO) -> tuple[str, int]:
    folder = Path(settings.MOTCUA_DATA) / "files" / "arriving"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder)
    except OSError as error:
        raise _as_refusal(error) from error
    try:
        with os.fdopen(handle, "wb") as out:
            digest, size = _copy(content, out)
            out.flush()
            os.fsync(out.fileno())
        _settle(Path(name), blob_path(digest))
    except OSError as error:
        raise _as_refusal(error) from error
    finally:
        Path(name).unlink(missing_ok=True)
    return digest, size


def _copy(content: bytes | BinaryIO, out: BinaryIO) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for chunk in _chunks(content):
        digest.update(chunk)
        size += len(chunk)
        out.write(chunk)
    return digest.hexdigest(), size


def _chunks(content: bytes | BinaryIO) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    while chunk := content.read(CHUNK):
        yield chunk


def _settle(arrived: Path, target: Path) -> None:
    if target.exists():
        os.utime(target)  # wanted again: whoever is about to remove old bytes lets these be
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    arrived.chmod(0o440)
    os.replace(arrived, target)
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def is_storage_full(error: BaseException | None) -> bool:
    """Whether what went wrong is that a disk takes no more: that of the files, of what is just arriving, or of the
    database (whose error has the reason behind it)."""
    seen = error
    while seen is not None:
        full_file = isinstance(seen, OSError) and seen.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
        if full_file or getattr(seen, "sqlite_errorname", "") in _FULL or getattr(seen, "sqlstate", "") in _FULL:
            return True
        seen = seen.__cause__
    return False


def _as_refusal(error: OSError) -> OSError | StorageFull:
    return StorageFull() if is_storage_full(error) else error
