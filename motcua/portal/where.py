"""At which agency a person files, when they have not said so."""

from __future__ import annotations

from motcua.directory.api import Agency, Viewer, agencies
from motcua.directory.jobs import refresh_person


def agencies_to_file_at() -> list[Agency]:
    """Communes that take dossiers here."""
    return agencies(kind=Agency.Kind.COMMUNE)


def likely_agency(viewer: Viewer, offered: list[Agency]) -> Agency | None:
    """The commune where the person lives; the only one where there is one; None: ask.

    Asks the population database where a first sign-in has not been followed up by the worker yet; not in a transaction.
    """
    home = _home(viewer)
    for each in offered:
        if home and each.place_code == home:
            return each
    return offered[0] if len(offered) == 1 else None


def _home(viewer: Viewer) -> str:
    if viewer.person is None:
        return viewer.organisation.commune_code if viewer.organisation else ""
    if not viewer.person.commune_code:
        refresh_person(viewer.person.pk)
        viewer.person.refresh_from_db()
    return viewer.person.commune_code
