from __future__ import annotations

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.events import record
from motcua.directory.events import SecondFactorSet
from motcua.directory.models import User
from motcua.directory.signin.second_factor import bind


@transaction.atomic
def bind_second_factor(*, user: User, secret: str, by: Actor | None = None) -> None:
    """Bind `secret` (base32) to the account; by the member of staff themself unless said otherwise."""
    author = by or Actor("staff", str(user.staff.pk))
    bind(user, secret)
    record(SecondFactorSet(user=user.pk), stream=f"user:{user.pk}", by=author)
