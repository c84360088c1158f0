"""Ages in a query ("cháu 8 tuổi", "bảy mươi sáu tuổi", "sinh năm 1949", "15 year old") as concepts."""

from collections.abc import Sequence

from motcua.base.clock import today
from motcua.guide.engine.letters import folded

_DIGITS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip
_TENS = {"muoi", "chuc"}
_YEARS = {"tuoi", "years", "year", "yo"}
_SAID_OF_AGE = {"nay", "cu", "hon", "da", "ngoai", "gan"}  # "bố năm nay 76", "cụ 82", "ngoài 75"
_BORN = {("sinh", "nam"), ("sanh", "nam"), ("de", "nam")}
_CHILD, _GROWN, _OLD = 14, 25, 70


def ages(line: Sequence[str]) -> list[tuple[int, int, int]]:
    """Every age named in `line`: (first syllable, past the last, years)."""
    found = []
    for index, syllable in enumerate(line):
        if folded(syllable) in _YEARS and index:
            start, years = _number_before(line, index)
            if years is not None and 0 <= years < 120:
                found.append((start, index + 1, years))
        if syllable.isdecimal() and 40 <= int(syllable) < 110 and index and folded(line[index - 1]) in _SAID_OF_AGE:
            found.append((index, index + 1, int(syllable)))
        if syllable.isdecimal() and tuple(map(folded, line[max(0, index - 2) : index])) in _BORN:
            years = today().year - int(syllable)
            if 0 <= years < 120:
                found.append((index - 2, index + 1, years))
    return found


def age_concepts(years: int) -> tuple[str, ...]:
    """The concepts an age stands for; the limits are those of the identity card (14) and the social pension."""
    if years < _CHILD:
        return ("duoi14", "child")
    if years < _GROWN:
        return ("dutuoi14",)
    return ("dutuoi75",) if years >= _OLD else ("nguoilon",)


def _number_before(line: Sequence[str], index: int) -> tuple[int, int | None]:
    words = [folded(item) for item in line[max(0, index - 3) : index]]
    if words[-1].isdecimal():
        return index - 1, int(words[-1])
    if len(words) == 3 and words[1] in _TENS and words[0] in _DIGITS and words[2] in _DIGITS:
        return index - 3, _DIGITS[words[0]] * 10 + _DIGITS[words[2]]
    if len(words) >= 2 and words[-1] in _TENS and words[-2] in _DIGITS:
        return index - 2, _DIGITS[words[-2]] * 10
    if len(words) >= 2 and words[-2] == "muoi" and words[-1] in _DIGITS:
        return index - 2, 10 + _DIGITS[words[-1]]
    if len(words) >= 2 and words[-2] in _DIGITS and words[-1] in _DIGITS:
        return index - 2, _DIGITS[words[-2]] * 10 + _DIGITS[words[-1]]
    return index, None
