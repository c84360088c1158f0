"""The published procedures as documents for the search."""

from typing import Any

from django.db import DatabaseError

from motcua.guide.engine.document import Document
from motcua.guide.sources import document, everyday

try:
    from motcua.catalogue.api import published_packs
except ImportError:  # the catalogue's door is not built yet

    def published_packs() -> list[Any]:
        """No catalogue, no published procedures."""
        return []


def published_documents() -> tuple[Document, ...]:
    """One document a published pack, with the words of its own `search` section; none where no catalogue is loaded."""
    try:
        packs = published_packs()
    except DatabaseError:  # `motcua search` must answer before the database is made
        return ()
    place = {slug: number for number, slug in enumerate(everyday())}
    packs = sorted(packs, key=lambda pack: (place.get(pack.id, len(place)), pack.id))
    return tuple(
        document(pack.id, pack.code or "", pack.name.vi, (*pack.search.aliases, *pack.search.everyday))
        for pack in packs
    )
