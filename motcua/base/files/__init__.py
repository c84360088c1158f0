"""The file store: bytes under their SHA-256, written once, never served without a check."""

from motcua.base.files.store import StorageFull, blob_path, keep, open_file, read_file

__all__ = ["StorageFull", "blob_path", "keep", "open_file", "read_file"]
