"""The door of notices."""

from motcua.notices.actions.remember_language import remember_language
from motcua.notices.actions.tell import tell
from motcua.notices.kinds import KINDS
from motcua.notices.selectors import inbox, read, unread
from motcua.notices.ways import leads_to
