"""Code 128 (ISO/IEC 15417), set B: the dossier code as bars for the desk's hand scanner."""

from __future__ import annotations

_TABLE = """
212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231
113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211
212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131
113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111
314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211
241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141
214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214
211232 2331112
"""
PATTERNS = _TABLE.split()
START_B, STOP, MODULUS, FIRST, LAST = 104, 106, 103, 32, 126
QUIET = 10


def svg(text: str, *, height: int = 40) -> str:
    """Bars for `text` (printable ASCII; `ValueError` otherwise) as an SVG picture."""
    widths = [int(each) for code in _codes(text) for each in PATTERNS[code]]
    bars, position = [], QUIET
    for place, width in enumerate(widths):
        if place % 2 == 0:
            bars.append(f'<rect x="{position}" y="0" width="{width}" height="{height}"/>')
        position += width
    total = position + QUIET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {total} {height}" width="{total}" height="{height}" '
        f'preserveAspectRatio="none">{"".join(bars)}</svg>'
    )


def _codes(text: str) -> list[int]:
    values = [ord(each) for each in text]
    if not values or any(not FIRST <= each <= LAST for each in values):
        raise ValueError("only printable ASCII has bars in set B")
    codes = [START_B, *(each - FIRST for each in values)]
    checksum = (START_B + sum(place * code for place, code in enumerate(codes[1:], start=1))) % MODULUS
    return [*codes, checksum, STOP]
