"""Signs of printed forms in a query ("tờ khai CT01", "mẫu dc 02"): whoever holds a form has its sign, not a name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from motcua.guide.engine.letters import folded

# Two to four letters and two digits: CT01, DC02, ĐKX10. "Mẫu số 02" names no form without its decree.
_SIGN = re.compile(r"(?<!\w)([A-ZĐ]{2,4})(\d{2})(?!\d)")
_TYPED = re.compile(r"(?<!\w)([a-z]{2,4})[ -]?(\d{2})(?!\d)")


def signs_in(form_no: str) -> tuple[str, ...]:
    """The signs a pack names: "TK01 / TK01a (…)" has "tk01"; folded, letters and digits together."""
    return tuple(dict.fromkeys(folded(letters + digits) for letters, digits in _SIGN.findall(form_no)))


def named_forms(query: str, known: Iterable[str]) -> tuple[list[str], str]:
    """The known signs that stand in `query`, in its order, and what is left of the query without them."""
    wanted, text = set(known), query
    found: list[str] = []
    plain = folded(query)
    # Folding may change lengths (a letter and its mark): then the words around a sign stay as they are.
    same_length = len(plain) == len(query)
    for match in reversed(list(_TYPED.finditer(plain))):
        sign = match[1] + match[2]
        if sign in wanted:
            found.append(sign)
            text = text[: match.start()] + " " + text[match.end() :] if same_length else text
    return list(dict.fromkeys(reversed(found))), " ".join(text.split())
