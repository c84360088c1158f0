"""Packs as files: reading them with line numbers, and finding what must be mended."""

from motcua.catalogue.packs.finding import Finding
from motcua.catalogue.packs.lint import lint, lint_and_read, pack_files, read_pack
from motcua.catalogue.packs.reading import Broken, Document, read_document
from motcua.catalogue.packs.schema import packs_schema

__all__ = [
    "Broken", "Document", "Finding", "lint", "lint_and_read", "pack_files", "packs_schema", "read_document",
    "read_pack",
]  # fmt: skip
