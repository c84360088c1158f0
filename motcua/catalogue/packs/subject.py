"""A pack under examination: the model, and where in the file everything stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from motcua.catalogue.pack import Field, Pack, Section
from motcua.catalogue.packs.finding import Finding
from motcua.catalogue.packs.gaps import Gaps
from motcua.catalogue.packs.reading import Lines, Path_


@dataclass(frozen=True, slots=True)
class Placed:
    """A field, its section, and its place in the file."""

    field: Field
    section: Section
    path: Path_


@dataclass(frozen=True, slots=True)
class Subject:
    """What a rule gets to see."""

    file: str
    pack: Pack
    lines: Lines
    gaps: Gaps = field(default_factory=Gaps)

    def finding(self, path: Path_, rule: str, message: str) -> Finding:
        """A finding at `path` of the pack; one that may not be true is kept in mind as untold."""
        found = Finding(self.file, self.lines.at(path), rule, message)
        if self.gaps.untrue(path, rule):
            self.gaps.untold.add(found)
        return found

    def fields(self) -> Iterator[Placed]:
        """Every field with its place."""
        if self.pack.form is None:
            return
        for number, section in enumerate(self.pack.form.sections):
            for inner, each in enumerate(section.fields):
                yield Placed(each, section, ("form", "sections", number, "fields", inner))

    def field_names(self) -> set[str]:
        """Ids of all fields."""
        return {placed.field.id for placed in self.fields()}
