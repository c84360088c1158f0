"""Loading the account of a session: one query with everything a viewer needs."""

from __future__ import annotations

from django.contrib.auth.backends import BaseBackend

from motcua.base.kept_query import KeptQuery
from motcua.directory.models import User
from motcua.directory.signin.store import account_by_number, beside_session

_other: KeptQuery[User] = KeptQuery(
    lambda number: User.objects.select_related("organisation", "staff", "staff__agency", "staff__unit").filter(
        pk=number
    ),
    int,
)


class AccountBackend(BaseBackend):
    """Never authenticates by itself: the actions of this room decide, and then call `login` with this backend."""

    def get_user(self, user_id: int) -> User | None:
        """The account with its person, or with organisation, staff and agency; None where it is switched off.

        Nearly every request is a citizen's: one narrow query for them, a second one only for the others.
        """
        number = int(user_id)
        found = beside_session.get()
        if found is None or found.pk != number:
            found = account_by_number.one(number)
        if found is not None and found.person_id is None:
            found = _other.one(number)
        return found if found is not None and found.is_active else None
