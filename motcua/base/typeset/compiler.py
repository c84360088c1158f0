"""One warm Typst compiler per template. Data goes in as JSON and comes out as text, never as markup."""

from __future__ import annotations

import json
import threading
import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

FONTS = Path(__file__).parent / "fonts"
VIETNAM = timezone(timedelta(hours=7))


class TypesetError(RuntimeError):
    """The template could not be set with this data: a mistake of ours, never of the person whose data it is."""


class _Press:
    """A compiler and the lock it needs: Typst's compilers serve one thread at a time."""

    def __init__(self, template: Path, root: Path) -> None:
        self._lock = threading.Lock()
        self._compiler = typst.Compiler(str(template), root=str(root), font_paths=_fonts(), ignore_system_fonts=True)

    def run(self, data: str, *, moment: datetime, archive: bool) -> bytes:
        with self._lock:
            made = self._compiler.compile(
                format="pdf",
                sys_inputs={"data": data},
                pdf_standards="a-2b" if archive else None,
                timestamp=moment.astimezone(VIETNAM).replace(microsecond=0),
            )
        if not isinstance(made, bytes):
            raise TypesetError("the template made no single PDF")
        return made


def typeset(template: Path, data: Mapping[str, Any], *, root: Path, moment: datetime, archive: bool = True) -> bytes:
    """Set `template` (a .typ file under `root`) with `data` (plain JSON values) and answer the PDF.

    The template reads `json(bytes(sys.inputs.data))`. `moment` (aware) becomes the document's date, so that the same
    data give the same bytes. `archive` asks for PDF/A-2b; a letter that our fonts do not have is forbidden there, so
    such a document is made as an ordinary PDF instead. Raises `TypesetError`.
    """
    text = json.dumps(_clean(dict(data)), ensure_ascii=False)
    press = _press(template, root)
    try:
        if archive:
            try:
                return press.run(text, moment=moment, archive=True)
            except typst.TypstError as error:
                if "could not be displayed" not in str(error):
                    raise
        return press.run(text, moment=moment, archive=False)
    except typst.TypstError as error:
        raise TypesetError(f"{template.name}: {error}") from error


@lru_cache(maxsize=64)
def _press(template: Path, root: Path) -> _Press:
    return _Press(template, root)


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _clean(value: Any) -> Any:
    """Composed letters, and no control characters: they have no place on paper."""
    if isinstance(value, str):
        composed = unicodedata.normalize("NFC", value)
        if composed.isprintable():
            return composed
        return "".join(each for each in composed if each == "\n" or unicodedata.category(each) not in {"Cc", "Cs"})
    if isinstance(value, Mapping):
        return {str(key): _clean(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(each) for each in value]
    return value
