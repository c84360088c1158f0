"""Which pages of staff a viewer has, for the head of every such page; each page checks again at its door."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.directory.viewer import Viewer
from motcua.rules.codes import Role

SIGNERS = (Role.SIGNER, Role.DIVISION_HEAD)
KEEPERS = (Role.ADMIN, Role.LEADER, Role.AUDITOR, Role.CONTROLLER)
WATCHERS = (Role.LEADER, Role.CONTROLLER, Role.AUDITOR, Role.DIVISION_HEAD, Role.SIGNER)


@dataclass(frozen=True, slots=True)
class StaffPages:
    """Signing, money, what broke, figures, administration (some only to read), the book of dossiers, fees of
    the province.
    """

    signs: bool
    money: bool
    troubles: bool
    figures: bool
    keeps: bool
    book: bool
    fees: bool


def staff_pages(viewer: Viewer) -> StaffPages:
    """By the roles held today; no query."""
    return StaffPages(
        signs=viewer.has_any_role(*SIGNERS),
        money=viewer.has_role(Role.ACCOUNTANT),
        troubles=viewer.has_any_role(Role.ADMIN, Role.LEADER),
        figures=viewer.has_any_role(*WATCHERS),
        keeps=viewer.has_any_role(*KEEPERS),
        book=viewer.has_any_role(Role.CLERK, Role.REGISTRAR, Role.CONTROLLER, Role.LEADER),
        fees=viewer.has_any_role(Role.CONTROLLER, Role.ADMIN),
    )
