"""The file store: bytes under their SHA-256, written once, never served without a check."""

from motcua.base.files.forget import forget
from motcua.base.files.images import reading_copy
from motcua.base.files.inspection import ACCEPT, Inspected, inspect
from motcua.base.files.limits import LARGEST_DOSSIER, LARGEST_FILE, MOST_PAGES, FileRefused
from motcua.base.files.previews import NoPicture, page_picture, small_picture
from motcua.base.files.store import StorageFull, blob_path, is_storage_full, keep, open_file, read_file

__all__ = [
    "ACCEPT",
    "LARGEST_DOSSIER",
    "LARGEST_FILE",
    "MOST_PAGES",
    "FileRefused",
    "Inspected",
    "NoPicture",
    "StorageFull",
    "blob_path",
    "forget",
    "inspect",
    "is_storage_full",
    "keep",
    "open_file",
    "page_picture",
    "read_file",
    "reading_copy",
    "small_picture",
]
