"""The text of a sealed form that is hashed: any reader can make it again with the JSON of another library."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from motcua.eforms.normalise.numbers import LARGEST
from motcua.eforms.sealed import canonical

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NUMBERS = st.integers(-LARGEST, LARGEST) | st.decimals(0, 10**9, places=3, allow_nan=False).map(float)
LEAVES = st.none() | st.booleans() | NUMBERS | WORDS
FORMS = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3))


@given(FORMS)
def test_the_text_is_json_with_sorted_keys_and_no_spaces(form: Any) -> None:
    assert canonical(form) == json.dumps(form, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
