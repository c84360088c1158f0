"""The tables the linter looks things up in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, cast

from ruamel.yaml import YAML

from motcua.rules.codes import Role

DATA = files("motcua.catalogue") / "data"
ROLES = frozenset({role.value for role in Role} | {"system"})


@dataclass(frozen=True, slots=True)
class Source:
    """A source of the vocabulary: can it be asked, what holds it, what can be read there (empty: anything)."""

    name: str
    connected: bool
    paths: frozenset[str]
    functions: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Datum:
    """A thing sources hold. How to know a question about it: words of its id, folded words of its label, its type."""

    id: str
    name: str
    sources: frozenset[str]
    whose: str
    asked_as: frozenset[str]
    types: frozenset[str]
    id_words: tuple[str, ...]
    labels: tuple[str, ...]
    exact_labels: frozenset[str]
    not_labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeldPaper:
    """A paper that a source replaces: how it is called, and in which names it is something else."""

    name: str
    sources: tuple[str, ...]
    labels: tuple[str, ...]
    not_labels: tuple[str, ...]


@cache
def load(name: str) -> Mapping[str, Any]:
    """The content of `data/<name>`; read-only."""
    return cast(Mapping[str, Any], YAML(typ="safe").load((DATA / name).read_text(encoding="utf-8")))


@cache
def sources() -> Mapping[str, Source]:
    """Every source by name."""
    return {
        key: Source(row["name"], row["connected"], frozenset(row.get("paths", ())), row.get("functions", {}))
        for key, row in load("source_vocabulary.yaml")["sources"].items()
    }


@cache
def always_known() -> frozenset[str]:
    """Names a condition may use beside the fields of the form."""
    return frozenset(load("source_vocabulary.yaml")["always_known"])


@cache
def templates() -> Mapping[str, frozenset[str]]:
    """Document templates a result may name, each with the places a pack may fill in it."""
    return {name: frozenset(places) for name, places in load("known_templates.yaml")["templates"].items()}


@cache
def kinds_of_paths() -> Mapping[str, frozenset[str]]:
    """What can be read at sources, by kind: `dates`, `addresses`, `numbers`, `people` (a list of personal numbers)."""
    return {kind: frozenset(paths) for kind, paths in load("source_vocabulary.yaml")["kinds"].items()}


@cache
def vocabulary(name: str) -> frozenset[str]:
    """The words of one short list: agency_levels, applicants, programmes, units."""
    return frozenset(load("vocabulary.yaml")[name])


def roles_of(kind: str) -> frozenset[str]:
    """Who may do a step of that kind in a procedure that is settled here."""
    return frozenset(load("vocabulary.yaml")["roles"][kind])


@cache
def held_papers() -> tuple[HeldPaper, ...]:
    """Papers whose content the connected sources hold."""
    return tuple(
        HeldPaper(row["name"], tuple(row["sources"]), tuple(row["labels"]), tuple(row.get("except", ())))
        for row in load("held.yaml")["papers"].values()
    )


@cache
def held() -> tuple[Datum, ...]:
    """What the connected sources hold about people."""
    return tuple(
        Datum(
            id=key,
            name=row["name"],
            sources=frozenset(row["sources"]),
            whose=row.get("whose", "person"),
            asked_as=frozenset(row["as"]),
            types=frozenset(row.get("types", ())),
            id_words=tuple(row.get("ids", ())),
            labels=tuple(row.get("labels", ())),
            exact_labels=frozenset(row.get("exact", ())),
            not_labels=tuple(row.get("except", ())),
        )
        for key, row in load("held.yaml")["data"].items()
    )


@cache
def people_words() -> Mapping[str, Any]:
    """How labels and ids say whose a thing is: `applicant`, `other`, `organisation`, `changed`."""
    return cast(Mapping[str, Any], load("held.yaml")["people"])
