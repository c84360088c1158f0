"""What bills are for: kept in Vietnamese, read in the reader's language. Who opens bills makes its words known."""

from __future__ import annotations

from motcua.base.kept_words import KeptWords

PURPOSES = KeptWords()
known_purpose = PURPOSES.known
