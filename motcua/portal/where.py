"""At which agency a person files, when they have not said so."""

from __future__ import annotations

from collections.abc import Mapping

from motcua.catalogue.api import pack_of
from motcua.directory.api import Agency, Viewer, agencies
from motcua.directory.jobs import refresh_person
from motcua.eforms.api import Draft, file_at, is_agency_chosen
from motcua.eforms.looking import values_so_far


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


def commune_that_settles(found: Draft) -> str:
    """Code of the commune that the procedure's own place names (where one will live, build, trade); empty: none yet."""
    field = pack_of(found.procedure_version_id).settled_at
    place = values_so_far(found).get(field) if field else None
    return str(place.get("commune") or "") if isinstance(place, Mapping) else ""


def follow_place(found: Draft, viewer: Viewer) -> None:
    """Move the draft to the agency of the place it is about, unless the person chose an agency themselves."""
    commune = commune_that_settles(found)
    if not commune or is_agency_chosen(found) or found.agency.place_code == commune:
        return
    for each in agencies_to_file_at():
        if each.place_code == commune:
            file_at(draft=found, agency=each, by=viewer, chosen=False)


def must_choose_agency(found: Draft) -> bool:
    """Whether the place lies in a commune that takes no dossiers here, and the person has not said where then."""
    commune = commune_that_settles(found)
    here = found.agency
    if not commune or is_agency_chosen(found):
        return False
    if here.kind == Agency.Kind.COMMUNE and here.place_code == commune and here.valid_to is None:
        return False  # the usual case, told without looking at all communes
    return all(each.place_code != commune for each in agencies_to_file_at())


def _home(viewer: Viewer) -> str:
    if viewer.person is None:
        return viewer.organisation.commune_code if viewer.organisation else ""
    if not viewer.person.commune_code:
        refresh_person(viewer.person.pk)
        viewer.person.refresh_from_db()
    return viewer.person.commune_code
