"""The text of sealed answers, written quickly, is the canonical text: it is hashed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from motcua.eforms.sealed import SealedAnswer, _answers_text, _fields, canonical

WORDS = st.text(max_size=12)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | WORDS
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3))
ANSWERS = st.lists(
    st.builds(
        SealedAnswer,
        field=WORDS,
        row=st.none() | st.integers(0, 3),
        value=VALUES,
        source=WORDS,
        source_date=st.none() | WORDS,
        original=VALUES,
        original_source=WORDS,
        edited=st.booleans(),
        correction=WORDS,
        disputed=WORDS,
        conflict=WORDS,
    ),
    max_size=4,
)


@given(ANSWERS)
def test_the_quick_text_is_the_canonical_text(answers: list[SealedAnswer]) -> None:
    assert _answers_text(tuple(answers)) == canonical([_fields(each) for each in answers])
