"""The templates and what each needs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from motcua.papers.errors import IncompletePaper, UnknownTemplate

ROOT = Path(__file__).parent
FOLDER = ROOT / "templates"


@dataclass(frozen=True, slots=True)
class Template:
    """One document: its code, title, the letters after its number, the fields it cannot do without, its version."""

    code: str
    title: str
    sign: str
    requires: tuple[str, ...]
    sha256: str

    @property
    def path(self) -> Path:
        """The Typst file."""
        return FOLDER / f"{self.code}.typ"


@lru_cache(maxsize=1)
def templates() -> tuple[Template, ...]:
    """All templates, in the order of `data/templates.yaml`."""
    table = YAML(typ="safe").load(ROOT / "data" / "templates.yaml")
    return tuple(
        Template(each["code"], each["title"], each["sign"], tuple(each["requires"]), _version(each["code"]))
        for each in table
    )


def template_named(code: str) -> Template:
    """The template called `code`; raises `UnknownTemplate`."""
    for each in templates():
        if each.code == code:
            return each
    raise UnknownTemplate(code)


def missing_fields(template: Template, data: Mapping[str, Any]) -> list[str]:
    """The required fields that `data` does not have, as written in the list."""
    return [path for path in ("agency.name", *template.requires) if not _has(data, path.split("."))]


def require_fields(template: Template, data: Mapping[str, Any]) -> None:
    """Raise `IncompletePaper` unless `data` has every required field."""
    missing = missing_fields(template, data)
    if missing:
        raise IncompletePaper(template.title, missing)


def _has(found: Any, path: list[str]) -> bool:
    if not path:
        return found is not None and found != "" and found != {}
    name, rest = path[0], path[1:]
    if not isinstance(found, Mapping):
        return False
    if name.endswith("[]"):
        listed = found.get(name[:-2])
        return isinstance(listed, list | tuple) and bool(listed) and all(_has(each, rest) for each in listed)
    return _has(found.get(name), rest)


def _version(code: str) -> str:
    # The layout is part of the template: both together are what a paper was printed with.
    digest = hashlib.sha256((FOLDER / "layout.typ").read_bytes())
    digest.update((FOLDER / f"{code}.typ").read_bytes())
    return digest.hexdigest()
