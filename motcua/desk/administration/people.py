"""What the pages about people show; changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from motcua.base.clock import today
from motcua.desk.administration.words import change_words
from motcua.desk.pages.rows import Tag
from motcua.directory.api import (
    RoleGrant,
    Staff,
    Viewer,
    changes_of,
    delegations_of,
    grants_of,
    has_second_factor,
    recovery_codes_left,
    role_words,
)
from motcua.dossiers.api import Dossier
from motcua.plans.api import Task


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    staff: Staff
    roles: tuple[str, ...]
    tags: tuple[Tag, ...]


@dataclass(frozen=True)
class InHand:
    """What somebody works on: dossiers at a step they took, open tasks of plans."""

    steps: int
    tasks: int


def rows_of(people: Iterable[Staff]) -> list[Row]:
    """Lines for people; two queries."""
    found = list(people)
    held: dict[int, list[RoleGrant]] = {}
    for grant in grants_of(found, on=today()):
        held.setdefault(grant.staff_id, []).append(grant)
    return [_row(each, held.get(each.pk, [])) for each in found]


def in_hand(found: Staff) -> InHand:
    """What would have to be done by others if they left today."""
    owed = Task.objects.filter(staff=found, stage__in=[Task.Stage.OPEN, Task.Stage.IN_PROGRESS])
    return InHand(Dossier.objects.filter(holder=found).count(), owed.count())


def person_page(viewer: Viewer, found: Staff) -> dict[str, Any]:
    """Everything about one of them."""
    day = today()
    grants = grants_of([found])
    current = [each for each in grants if each.valid_to is None or each.valid_to >= day]
    return {
        "person": found,
        "oneself": viewer.staff is not None and viewer.staff.pk == found.pk,
        "tags": _tags(found),
        "grants": [(each, role_words(each.role), each.valid_from > day) for each in current],
        "past": [(each, role_words(each.role)) for each in grants if each not in current],
        "lent": [(each, role_words(each.role)) for each in delegations_of(staff=found, on=day)],
        "second_factor": has_second_factor(found.user),
        "recovery_codes": recovery_codes_left(found.user),
        "changes": [(each, change_words(each)) for each in changes_of(viewer, found.agency, staff=found, most=30)],
    }


def _row(each: Staff, grants: list[RoleGrant]) -> Row:
    return Row(
        each, tuple(_grant_words(grant) for grant in reversed(grants)) if each.active else (), tuple(_tags(each))
    )


def _grant_words(grant: RoleGrant) -> str:
    words = role_words(grant.role)
    if grant.unit is not None:
        words = _("%(role)s (chỉ %(unit)s)") % {"role": words, "unit": grant.unit.name}
    if grant.valid_from > today():
        words = _("%(role)s từ %(day)s") % {"role": words, "day": grant.valid_from.strftime("%d/%m/%Y")}
    if grant.valid_to is not None:
        words = _("%(role)s đến %(day)s") % {"role": words, "day": grant.valid_to.strftime("%d/%m/%Y")}
    return words


def _tags(each: Staff) -> list[Tag]:
    found = []
    if not each.active:
        found.append(Tag(_("đã ngừng")))
    if each.user.locked_at is not None:
        found.append(Tag(_("đang khóa"), "bad"))
    if each.active and each.user.password_changed_at is None:
        found.append(Tag(_("chưa đổi mật khẩu đầu"), "wait"))
    return found
