"""Loading the account of a session: one query with everything a viewer needs."""

from __future__ import annotations

from django.contrib.auth.backends import BaseBackend

from motcua.directory.models import User


class AccountBackend(BaseBackend):
    """Never authenticates by itself: the actions of this room decide, and then call `login` with this backend."""

    def get_user(self, user_id: int) -> User | None:
        """The account with person, organisation, staff and agency; None where it is switched off."""
        found = User.objects.select_related("person", "organisation", "staff", "staff__agency", "staff__unit").filter(
            pk=user_id, is_active=True
        )
        return found.first()
