"""The door of notices."""

from motcua.notices.actions.tell import tell
from motcua.notices.kinds import KINDS
from motcua.notices.rendering import Shown
from motcua.notices.selectors import inbox, read, unread

__all__ = ["KINDS", "Shown", "inbox", "read", "tell", "unread"]
