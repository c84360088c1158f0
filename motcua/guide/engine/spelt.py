"""Abbreviations said letter by letter, as a phone hears them: "xê xê xê đê" is cccd, "ca tê ba" is kt3."""

from collections.abc import Collection, Sequence
from itertools import islice, product

_FEWEST, _MOST = 3, 6
_MOST_SPELLINGS = 200
_SAID = {
    "a": "a", "b": "bê bờ bi", "c": "xê cê cờ xi", "d": "dê dờ đê đờ đi", "e": "e ê i", "g": "gờ giê gi",
    "h": "hát hờ hắc hắt", "i": "i ai", "k": "ca ka cờ", "l": "lờ eo en", "m": "mờ em", "n": "nờ nê en anh",
    "o": "o ô ơ", "p": "pê bê pờ", "q": "quy cu quờ", "r": "rờ", "s": "sờ ét", "t": "tê tờ ti",
    "u": "u ư", "v": "vê vờ vi",
    "x": "ích xờ", "y": "y", "0": "không", "1": "một", "2": "hai", "3": "ba", "7": "bảy",
}  # fmt: skip


def _letters() -> dict[str, str]:
    found: dict[str, str] = {}
    for letter, names in _SAID.items():
        for name in names.split():
            found[name] = found.get(name, "") + letter
    return found


_HEARD = _letters()


def spelt(words: Sequence[str], start: int, known: Collection[str]) -> tuple[int, str] | None:
    """How many of `words` from `start` on name letters of an abbreviation in `known` (folded), and which; the most.

    Single letters and figures among them count as themselves. None where fewer than three do.
    """
    heard: list[str] = []
    for word in words[start : start + _MOST]:
        letters = word if len(word) == 1 and word.isascii() else _HEARD.get(word, "")
        if not letters:
            break
        heard.append(letters)
    for length in range(len(heard), _FEWEST - 1, -1):
        if all(len(word) == 1 for word in words[start : start + length]):
            continue
        for spelling in map("".join, islice(product(*heard[:length]), _MOST_SPELLINGS)):
            if spelling in known:
                return length, spelling
    return None
