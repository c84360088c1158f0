"""Where a member of staff sits: the agencies they work in and the steps that wait for somebody like them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from motcua.base.clock import today
from motcua.catalogue.api import known_packs
from motcua.directory.api import WORKING_ROLES, Viewer
from motcua.dossiers.codes import StepState
from motcua.dossiers.corrections import TO_SIGN
from motcua.dossiers.meant_for import meant_for_others
from motcua.dossiers.models import Step
from motcua.dossiers.models.apology import WAITS
from motcua.dossiers.steps import OF_ANY_UNIT, SIGN, receiving_unit
from motcua.rules.codes import Role
from motcua.rules.lifecycle import SETTLED, SETTLING, Status

OF_NO_UNIT = Q(current_step__unit="", current_step__kind__in=OF_ANY_UNIT)
WORKING = frozenset(str(role) for role in WORKING_ROLES)


@dataclass(frozen=True)
class Seat:
    """`places`: agencies (ids) where the viewer works; `posts`: (role, agency, unit code; "" for the whole agency)."""

    staff: int
    places: frozenset[int]
    posts: tuple[tuple[str, int, str], ...]

    @property
    def receives(self) -> Q:
        """Dossiers this person may accept: of the whole agency, or of what their unit receives by its route."""
        found = Q(pk__in=[])
        for role, agency, unit in self.posts:
            if role == str(Role.CLERK):
                here = Q(holding_agency=agency)
                found |= here & Q(procedure_slug__in=_received_in(unit)) if unit else here
        return Q(status=Status.REGISTERED) & found

    @property
    def signs(self) -> Q:
        """Dossiers at a signature this person may give."""
        found = Q(pk__in=[])
        for role in {role for role, _agency, _unit in self.posts}:
            found |= self._at_steps(role)
        return found & Q(current_step__kind=SIGN)

    @property
    def apologies(self) -> Q:
        """Dossiers whose apology waits for this person's signature, for the agency that decides as a whole."""
        places = [agency for role, agency, unit in self.posts if role == str(Role.SIGNER) and not unit]
        return Q(status__in=SETTLING, competent_agency__in=places) & WAITS

    @property
    def corrections(self) -> Q:
        """Settled dossiers with a correction this person may sign: at the post that signed the first time, or for the
        agency that stands in for theirs since it ended."""
        signed = Step.objects.filter(dossier=OuterRef("pk"), kind=SIGN).order_by()
        found = Q(pk__in=[])
        for role, agency, unit in self.posts:
            post = Q(Exists(signed.filter(role=role, unit=unit) if unit else signed.filter(role=role)))
            if role == str(Role.SIGNER) and not unit:
                post |= ~Q(Exists(signed))
            ended = Q(competent_agency__successor__isnull=False, competent_agency__valid_to__lt=today())
            here = Q(competent_agency=agency) & ~ended | Q(competent_agency__successor=agency) & ended
            found |= here & post
        return Q(status__in=SETTLED) & Q(TO_SIGN) & found

    @property
    def turn(self) -> Q:
        """Dossiers that wait for this person, or for anybody of their post."""
        return Q(holder=self.staff) | self.apologies | self.takes

    @property
    def takes(self) -> Q:
        """Dossiers this person may accept, and those at a step they have or may take."""
        found = self.receives
        for role in {role for role, _agency, _unit in self.posts}:
            found |= self._at_steps(role)
        return found

    @property
    def asked(self) -> Q:
        """Opinions (`OpinionRequest`) asked of this person's agencies as a whole, or of the units they work in."""
        found = Q(pk__in=[])
        for role, agency, unit in self.posts:
            if role in WORKING:
                here = Q(asked_agency=agency)
                found |= here & Q(asked_unit__in=["", unit]) if unit else here
        return found

    def has(self, *roles: Role) -> bool:
        """Does the viewer hold one of these posts?"""
        wanted = {str(role) for role in roles}
        return any(role in wanted for role, _agency, _unit in self.posts)

    def _at_steps(self, role: Role | str) -> Q:
        found = Q(pk__in=[])
        free = Q(current_step__state=StepState.OPEN) | Q(
            current_step__state=StepState.CLAIMED, current_step__holder=self.staff
        )
        for held, agency, unit in self.posts:
            if held == str(role):
                here = Q(current_step__role=held, current_step__agency=agency)
                found |= here & (Q(current_step__unit=unit) | OF_NO_UNIT) if unit else here
        return found & free & ~meant_for_others(self.staff)


def seat_of(viewer: Viewer) -> Seat:
    """The seat of a viewer; an empty one for whoever is not staff."""
    if viewer.staff is None:
        return Seat(0, frozenset(), ())
    posts = tuple(sorted((each.role, each.agency_id, each.unit) for each in viewer.roles))
    places = frozenset(agency for role, agency, _unit in posts if role in WORKING)
    return Seat(viewer.staff.pk, places, posts)


def _received_in(unit: str) -> list[str]:
    return [pack.id for pack in known_packs() if receiving_unit(pack) == unit]
