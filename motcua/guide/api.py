"""The guide's door: finding procedures from the words people really use, and from what happens in their lives."""

from dataclasses import replace

from motcua.guide.engine.document import Hit
from motcua.guide.finder import Finder
from motcua.guide.life import LifeEvent, read_life_events
from motcua.guide.published import published_documents

_finder = Finder(published_documents)


def search(query: str, limit: int = 10) -> list[Hit]:
    """The procedures that fit `query`, best first, at most `limit`; empty where none fits.

    Marks may be missing, words misspelt, shortened, in southern or central dialect or in English.
    """
    return _finder.built().index.search(query, limit)


def life_events() -> tuple[LifeEvent, ...]:
    """Six events of life, each with the ids of its published procedures in the order people need them."""
    shown = {document.id for document in _finder.built().documents}
    return tuple(
        replace(event, procedures=tuple(slug for slug in event.procedures if slug in shown))
        for event in read_life_events()
    )


def look_again() -> None:
    """Tell this process that the published procedures have changed."""
    _finder.forget()
