"""Loading the account of a session: one query with everything a viewer needs."""

from __future__ import annotations

from django.contrib.auth.backends import BaseBackend
from django.db.models import QuerySet

from motcua.directory.models import User


class AccountBackend(BaseBackend):
    """Never authenticates by itself: the actions of this room decide, and then call `login` with this backend."""

    def get_user(self, user_id: int) -> User | None:
        """The account with its person, or with organisation, staff and agency; None where it is switched off.

        Nearly every request is a citizen's: one narrow query for them, a second one only for the others.
        """
        found = _one(User.objects.select_related("person"), user_id)
        if found is None or found.person_id is not None:
            return found
        return _one(User.objects.select_related("organisation", "staff", "staff__agency", "staff__unit"), user_id)


def _one(accounts: QuerySet[User], user_id: int) -> User | None:
    # Not first(): ordering a row that is unique anyway costs more than reading it.
    return next(iter(accounts.filter(pk=user_id, is_active=True)), None)
