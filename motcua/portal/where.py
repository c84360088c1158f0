"""At which agency a person files, when they have not said so."""

from __future__ import annotations

from motcua.directory.api import Agency, Viewer, agencies


def agencies_to_file_at() -> list[Agency]:
    """Communes that take dossiers here."""
    return agencies(kind=Agency.Kind.COMMUNE)


def likely_agency(viewer: Viewer, offered: list[Agency]) -> Agency | None:
    """The commune where the person lives; the only one where there is one; None: ask."""
    home = getattr(viewer.person or viewer.organisation, "commune_code", "")
    for each in offered:
        if home and each.place_code == home:
            return each
    return offered[0] if len(offered) == 1 else None
