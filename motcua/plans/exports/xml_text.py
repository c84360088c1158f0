"""Text as an office file can hold it: what XML 1.0 has no place for is left out."""

from __future__ import annotations

import re

# XML 1.0, production 2 (Char): everything else makes a file that no program opens.
_NO_CHAR = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """`text` without control characters, half pairs and what is no character."""
    return _NO_CHAR.sub("", text)
