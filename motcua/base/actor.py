"""Who did it: the author of a journal entry."""

from __future__ import annotations

from dataclasses import dataclass

PERSON = "person"
STAFF = "staff"
SYSTEM = "system"
PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Actor:
    """`kind` is person, staff, system or public; `ref` is an internal id, never a personal number."""

    kind: str
    ref: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.ref}" if self.ref else self.kind

    @classmethod
    def parse(cls, text: str) -> Actor:
        """The inverse of `str`."""
        kind, _, ref = text.partition(":")
        return cls(kind, ref)


def system(part: str) -> Actor:
    """The program itself, naming the part that acted, as in `system("worker")`."""
    return Actor(SYSTEM, part)
