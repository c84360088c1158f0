"""What the index is built from: narrow on purpose, so that any source of procedures can fill it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Document:
    """One procedure to be found.

    `phrases` are everyday Vietnamese names and situations, `english` the English ones, `further` the words of
    others, believed a little less; `code` is empty where a procedure has no national code; `forms` are the signs of its
    printed forms, folded ("ct01"). `prior` lifts what many people need when the words alone cannot decide. Of the
    concepts in `needs`, if there are any, a query must name one, else the procedure stands back: "báo tử" asks for no
    second registration.
    """

    id: str
    code: str
    name: str
    phrases: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    further: tuple[str, ...] = ()
    prior: float = 1.0
    needs: frozenset[str] = frozenset()
    forms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hit:
    """A procedure found; `score` from 0 to 1, comparable between queries."""

    id: str
    code: str
    name: str
    score: float
