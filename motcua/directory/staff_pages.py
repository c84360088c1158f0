"""Which pages of staff a viewer has, for the head of every such page; each page checks again at its door."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.directory.policies import may_keep_representations
from motcua.directory.viewer import Viewer
from motcua.rules.codes import Role

# Who has a part in dossiers; and those for whom a dossier waits by its route, who begin with what is theirs.
WORKING_ROLES = (
    Role.CLERK, Role.OFFICER, Role.DIVISION_HEAD, Role.SIGNER, Role.REGISTRAR, Role.CONTROLLER, Role.LEADER,
    Role.ACCOUNTANT,
)  # fmt: skip
ROLES_OF_STEPS = (
    Role.CLERK, Role.OFFICER, Role.DIVISION_HEAD, Role.SIGNER, Role.REGISTRAR, Role.ACCOUNTANT,
)  # fmt: skip
SIGNERS = (Role.SIGNER, Role.DIVISION_HEAD)
KEEPERS = (Role.ADMIN, Role.LEADER, Role.AUDITOR, Role.CONTROLLER)
WATCHERS = (Role.LEADER, Role.CONTROLLER, Role.AUDITOR, Role.DIVISION_HEAD, Role.SIGNER)


@dataclass(frozen=True, slots=True)
class StaffPages:
    """The work list, with steps of one's own or without, with others than paying out; signing, money, what broke,
    figures, administration (some only to read), the book of dossiers, fees of the province, who acts for whom.
    """

    work: bool
    steps: bool
    settles: bool
    signs: bool
    money: bool
    troubles: bool
    figures: bool
    keeps: bool
    book: bool
    fees: bool
    represents: bool


def staff_pages(viewer: Viewer) -> StaffPages:
    """By the roles held today; no query."""
    return StaffPages(
        work=viewer.has_any_role(*WORKING_ROLES),
        steps=viewer.has_any_role(*ROLES_OF_STEPS),
        settles=viewer.has_any_role(*(role for role in ROLES_OF_STEPS if role != Role.ACCOUNTANT)),
        signs=viewer.has_any_role(*SIGNERS),
        money=viewer.has_role(Role.ACCOUNTANT),
        troubles=viewer.has_any_role(Role.ADMIN, Role.LEADER),
        figures=viewer.has_any_role(*WATCHERS),
        keeps=viewer.has_any_role(*KEEPERS),
        book=viewer.has_any_role(Role.CLERK, Role.REGISTRAR, Role.CONTROLLER, Role.LEADER),
        fees=viewer.has_any_role(Role.CONTROLLER, Role.ADMIN),
        represents=bool(may_keep_representations(viewer)),
    )
