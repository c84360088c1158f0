from __future__ import annotations

import re

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.events import record
from motcua.base.verdict import require
from motcua.directory.events import StaffCreated
from motcua.directory.models import Agency, Staff, Unit, User
from motcua.directory.policies import actor_of, may_administer
from motcua.directory.signin.passwords import check_strength, first_password
from motcua.directory.viewer import Viewer
from motcua.directory.words import UNIT_ELSEWHERE

USERNAME = re.compile(r"[a-z0-9][a-z0-9.\-]{2,59}")
WRONG_NAME = _("Chỉ dùng chữ thường không dấu, chữ số, dấu chấm, gạch ngang; từ 3 đến 60 ký tự.")
NAME_TAKEN = _("Tên đăng nhập này đã có người dùng.")
NUMBER = re.compile(r"[0-9]{12}")
WRONG_NUMBER = _("Số định danh gồm 12 chữ số.")
NO_NAME = _("Xin ghi họ và tên.")


@transaction.atomic
def create_staff(
    *,
    agency: Agency,
    username: str,
    full_name: str,
    by: Viewer | Actor,
    unit: Unit | None = None,
    title: str = "",
    phone: str = "",
    email: str = "",
    personal_id: str = "",
    password: str | None = None,
) -> tuple[Staff, str]:
    """A member of staff with an account that may do nothing yet, and the first password (told once, kept nowhere).

    Given a `password` (already chosen by the person: the first admin of an installation) it is not asked to be changed.
    Raises `Refusal` with `fields` for a name that is taken or cannot be typed or a weak password, `Forbidden`.
    """
    require(may_administer(by, agency))
    name = " ".join(full_name.split())
    number = read_number(personal_id)
    _check(username, name, agency, unit)
    if password is not None:
        check_strength(User(username=username), password)
    first = password if password is not None else first_password()
    chosen_at = now() if password is not None else None
    user = User.objects.create_user(username, email.strip(), first, password_changed_at=chosen_at)
    staff = Staff.objects.create(
        user=user,
        full_name=name,
        agency=agency,
        unit=unit,
        title=title.strip(),
        phone=phone.strip(),
        personal_id=number,
    )
    happened = StaffCreated(staff=staff.pk, user=user.pk, agency=agency.code, unit=unit.pk if unit else None)
    record(happened, stream=f"staff:{staff.pk}", by=actor_of(by))
    return staff, first


def read_number(text: str) -> str:
    """The personal number of a member of staff, empty where none was given. Raises `Refusal` with "personal_id"."""
    number = text.replace(" ", "")
    if number and not NUMBER.fullmatch(number):
        raise Refusal(WRONG_NUMBER, fields={"personal_id": WRONG_NUMBER})
    return number


def _check(username: str, name: str, agency: Agency, unit: Unit | None) -> None:
    wrong: dict[str, object] = {}
    if not USERNAME.fullmatch(username):
        wrong["username"] = WRONG_NAME
    elif User.objects.filter(username=username).exists():
        wrong["username"] = NAME_TAKEN
    if not name:
        wrong["full_name"] = NO_NAME
    if unit is not None and unit.agency_id != agency.pk:
        wrong["unit"] = UNIT_ELSEWHERE
    if wrong:
        raise Refusal.of_fields(wrong)
