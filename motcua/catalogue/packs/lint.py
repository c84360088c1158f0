"""The linter: files and folders in, findings out. It never raises for what a file holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from os.path import exists, isdir, isfile, islink, realpath
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from motcua.catalogue.pack import Pack
from motcua.catalogue.packs.finding import Finding
from motcua.catalogue.packs.reading import Document, Lines, Path_, read_file
from motcua.catalogue.packs.rules import (
    ask_once,
    conditions,
    fields,
    meta,
    money_and_time,
    pages,
    papers,
    prefills,
    vocabulary,
)
from motcua.catalogue.packs.shape import shape
from motcua.catalogue.packs.subject import Subject

SUFFIXES = (".yaml", ".yml")
RULES: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    meta.check,
    fields.check,
    conditions.check,
    pages.check,
    prefills.check,
    ask_once.check,
    papers.check,
    money_and_time.check,
    vocabulary.check,
)


def pack_files(paths: Iterable[Path]) -> list[Path]:
    """The files themselves, and of folders every YAML file in them, each once, in order."""
    found: dict[str, Path] = {}
    for path in paths:
        for file in _files_in(path) if isdir(path) else [path]:
            found.setdefault(realpath(file), file)
    return list(found.values())


def _files_in(folder: Path) -> list[Path]:
    """Also a link that leads nowhere: who put it there meant a pack."""
    named = (each for each in folder.rglob("*") if each.suffix.lower() in SUFFIXES)
    return sorted(each for each in named if isfile(each) or (islink(each) and not exists(each)))


def lint(paths: Iterable[Path]) -> list[Finding]:
    """Every fault in the packs at `paths`, ordered by file and line. A folder without packs is a fault."""
    return lint_and_read(paths)[0]


def lint_and_read(paths: Iterable[Path]) -> tuple[list[Finding], list[Pack]]:
    """As `lint`; and the packs of the files that have no fault, in the order of the files."""
    asked = list(paths)
    findings: list[Finding] = []
    checked: list[tuple[str, Pack, Lines]] = []
    for path in pack_files(asked):
        pack, lines, found = check_document(str(path), read_file(path))
        findings += found
        if pack is not None:
            checked.append((str(path), pack, lines))
    findings += _twins(checked)
    findings += [Finding(str(path), 1, "no_packs", _no_packs()) for path in asked if _is_bare(path)]
    faulty = {each.file for each in findings}
    return sorted(set(findings)), [pack for file, pack, _lines in checked if file not in faulty]


def read_pack(path: Path) -> Pack | None:
    """The pack in a file that has no faults, else None."""
    pack, _lines, findings = check_document(str(path), read_file(path))
    return None if findings else pack


def check_document(file: str, document: Document) -> tuple[Pack | None, Lines, list[Finding]]:
    """One file: the pack as far as it can be read, its lines, and what is wrong with it."""
    findings = [Finding(file, each.line, each.rule, each.message) for each in document.broken]
    if document.data is None:
        return None, document.lines, findings
    blank = {document.lines.at(path): path[-1] for path in _blank(document.data)}
    pack, wrong, gaps = shape(file, document)
    findings += wrong
    if pack is not None:
        subject = Subject(file, pack, document.lines, gaps)
        told = [found for rule in RULES for found in rule(subject)]
        findings += [found for found in told if found not in gaps.untold]
    for line in blank.keys() - {each.line for each in findings}:
        text = _("“%(name)s” đang để trống. Ghi một dòng chữ, hoặc xóa mục này.") % {"name": blank[line]}
        findings.append(Finding(file, line, "wrong_value", text))
    return pack, document.lines, findings


def _blank(data: Any, path: Path_ = ()) -> Iterator[Path_]:
    """Where a text is written and holds nothing. (What conditions are held against stands in lists.)"""
    if isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, str) and not value.strip():
                yield (*path, key)
            yield from _blank(value, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _blank(value, (*path, number))


def _twins(checked: Sequence[tuple[str, Pack, Lines]]) -> Iterator[Finding]:
    for key, rule in (("id", "id_duplicate"), ("code", "code_duplicate")):
        seen: dict[str, str] = {}
        for file, pack, lines in checked:
            value = getattr(pack, key)
            if value is None:
                continue
            if value in seen:
                text = _("%(key)s “%(value)s” đã dùng trong %(file)s. Đổi một trong hai, hoặc bỏ tệp thừa.")
                yield Finding(file, lines.at((key,)), rule, text % {"key": key, "value": value, "file": seen[value]})
            seen.setdefault(value, file)


def _is_bare(path: Path) -> bool:
    return isdir(path) and not _files_in(path)


def _no_packs() -> str:
    return _("Thư mục này không có tệp .yaml nào. Xem lại đường dẫn.")
