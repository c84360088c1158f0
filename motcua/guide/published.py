"""The published procedures as documents for the search."""

from django.db import DatabaseError

from motcua.catalogue.api import Pack, published_packs
from motcua.guide.engine.document import Document
from motcua.guide.engine.forms import signs_in
from motcua.guide.sources import document, everyday


def published_documents() -> tuple[Document, ...]:
    """One document a published pack, with the words of its own `search` section; none where no catalogue is loaded."""
    try:
        packs = published_packs()
    except DatabaseError:  # `motcua search` must answer before the database is made
        return ()
    place = {slug: number for number, slug in enumerate(everyday())}
    packs = sorted(packs, key=lambda pack: (place.get(pack.id, len(place)), pack.id))
    return tuple(
        document(pack.id, pack.code or "", pack.name.vi, (*pack.search.aliases, *pack.search.everyday), _forms(pack))
        for pack in packs
    )


def _forms(pack: Pack) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sign for each in pack.components for sign in signs_in(each.form_no or "")))
