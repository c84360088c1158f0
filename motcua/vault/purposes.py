"""For what somebody's data was looked at: kept in Vietnamese, read by the person in their language."""

from __future__ import annotations

from motcua.base.kept_words import KeptWords

PURPOSES = KeptWords()
known_purpose = PURPOSES.known
