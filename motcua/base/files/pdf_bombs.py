"""PDFs that unpack to more than a page can need: every packed stream is weighed, nothing that comes out is kept.

First by the bytes alone, before any program that reads PDFs is let near them: such a program unpacks some streams by
merely opening the file. What a stream calls itself is not believed there: names can be written in other ways or
elsewhere. Then, once it could be opened, the streams packed in the ways of old, and pictures that are larger than they
say.
"""

from __future__ import annotations

import base64
import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf
from django.utils.translation import gettext as _
from PIL import Image

from motcua.base.files.images import MOST_SCANS, count_scans
from motcua.base.files.limits import MOST_PIXELS, FileRefused

MOST_UNPACKED = 3 * MOST_PIXELS  # bytes: one picture of the largest size, unpacked
MOST_UNPACKED_ALTOGETHER = 3 * MOST_UNPACKED
MOST_OBJECTS = 200_000
MOST_DRAWN, DEEPEST = 100_000, 40
LAYERS = 3  # how deep what is packed in something packed is looked into
_PIECE = 1 << 20
_STREAM = re.compile(rb"stream\r?\n")
_FILTERS = re.compile(rb"/(?:Filter|F)\s*\[([^\]]{0,400})\]")
_COMPRESSOR = re.compile(rb"/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\b")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_OLD_COMPRESSOR = re.compile(rb"/(?:LZWDecode|RunLengthDecode)\b")
_TABLE = re.compile(rb"/(?:XRef|ObjStm)\b")
_DRAW = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")
_FIRST_BYTES = b"\x78\x58\x48\x38\x28\x18\x08"  # of what zlib packed, with every size of its window
_FLATE, _LZW, _RUNS = {"/FlateDecode", "/Fl"}, {"/LZWDecode", "/LZW"}, {"/RunLengthDecode", "/RL"}
_COMPRESSORS = _FLATE | _LZW | _RUNS
_PHOTOGRAPHS = {"/DCTDecode", "/DCT", "/JPXDecode"}
_CLEAR, _END, _FIRST_FREE, _MOST_CODES = 256, 257, 258, 4_096  # of LZW


def refuse_bombs(content: bytes) -> None:
    """Raise `FileRefused` where a stream of this file grows past what a page can need."""
    # "/Fl#61teDecode" is the same name.
    plain = _ESCAPED.sub(lambda found: bytes([int(found.group(1), 16)]), content)
    if any(len(_COMPRESSOR.findall(found.group(1))) > 1 for found in _FILTERS.finditer(plain)):
        raise bomb()
    # Tables of objects are unpacked by opening the file. Programs that write such tables pack them as zlib does.
    if _TABLE.search(plain) and _OLD_COMPRESSOR.search(plain):
        raise bomb()
    left, packed = MOST_UNPACKED_ALTOGETHER, 0
    for found in _STREAM.finditer(content):
        start = found.end()
        if not _looks_packed(content, start):
            continue
        packed += 1
        if packed > MOST_OBJECTS:
            raise bomb()
        left -= _weight(_pieces(content, start), most=min(left, MOST_UNPACKED))


def refuse_grown(stream: Any) -> None:
    """Raise `FileRefused` where an opened stream is a bomb that its bytes alone did not give away."""
    filters = _filters(stream)
    packers = [each for each in filters if each in _COMPRESSORS]
    if len(packers) > 1:
        raise bomb()
    if len(filters) == 1 and filters[0] in _PHOTOGRAPHS:
        _refuse_large_photograph(stream.read_raw_bytes())
    elif packers and not (len(filters) == 1 and filters[0] in _FLATE):
        _refuse_packed_otherwise(stream, filters, packers[0])


def refuse_endless(pdf: pikepdf.Pdf) -> None:
    """Raise `FileRefused` where a page draws so often that a reader never ends: a drawing of drawings of drawings."""
    known: dict[tuple[int, int], int] = {}
    for page in pdf.pages:
        if _drawn(page.obj, {}, known, depth=0) > MOST_DRAWN:
            raise bomb()


def bomb() -> FileRefused:
    """What is said of all of them."""
    return FileRefused(
        "too_many_pixels",
        _("Tệp PDF này khi mở ra quá lớn, máy không đọc được. Xin quét lại ở mức 200 dpi hoặc chụp ảnh từng trang."),
    )


class _Scale:
    """Weighs what comes out of one packed stream, and out of what is packed in that in turn."""

    def __init__(self, most: int, layers: int) -> None:
        self.size = 0
        self._most, self._layers = most, layers
        self._inner: _Scale | None = None
        self._unpacker = zlib.decompressobj()

    def put(self, packed: bytes) -> bool:
        """Whether there is more to come. Raises `zlib.error`, and `FileRefused` where it has become too much."""
        while packed and not self._unpacker.eof:
            piece = self._unpacker.decompress(packed, _PIECE)
            packed = self._unpacker.unconsumed_tail
            if self._layers > 1 and not self.size and _looks_packed(piece, 0):
                self._inner = _Scale(self._most, self._layers - 1)
            self.size += len(piece)
            if self.size > self._most:
                raise bomb()
            self._put_inside(piece)
        return not self._unpacker.eof

    def _put_inside(self, piece: bytes) -> None:
        if self._inner is not None and piece:
            try:
                self._inner.put(piece)
            except zlib.error:  # it only looked packed
                self._inner = None


def _looks_packed(content: bytes, start: int) -> bool:
    return start < len(content) and content[start] in _FIRST_BYTES


def _weight(pieces: Iterator[bytes], *, most: int) -> int:
    scale = _Scale(most, LAYERS)
    try:
        for piece in pieces:
            if not scale.put(piece):
                break
    except zlib.error:
        pass
    return scale.size


def _pieces(content: bytes, start: int) -> Iterator[bytes]:
    """From `start` on; little at first: most streams are short, and some are none."""
    step = 1_024
    while start < len(content):
        yield content[start : start + step]
        start, step = start + step, 65_536


def _filters(stream: Any) -> list[str]:
    found = stream.get("/Filter")
    each = found if isinstance(found, pikepdf.Array) else [] if found is None else [found]
    return [str(name) for name in each]


def _refuse_packed_otherwise(stream: Any, filters: list[str], packer: str) -> None:
    raw = _without_letters(stream.read_raw_bytes(), filters[: filters.index(packer)])
    if packer in _FLATE:
        _weight(_pieces(raw, 0), most=MOST_UNPACKED)
    elif packer in _LZW:
        _weigh_lzw(raw, early=_early_change(stream))
    else:
        _weigh_runs(raw)


def _without_letters(raw: bytes, filters: list[str]) -> bytes:
    """Bytes that were written as letters, as bytes again; nothing where they cannot be read."""
    try:
        for name in filters:
            if name in ("/ASCII85Decode", "/A85"):
                raw = base64.a85decode(raw.partition(b"~>")[0].removeprefix(b"<~"))
            elif name in ("/ASCIIHexDecode", "/AHx"):
                raw = bytes.fromhex(raw.partition(b">")[0].decode("ascii"))
    except ValueError:
        return b""
    return raw


def _early_change(stream: Any) -> int:
    parameters = stream.get("/DecodeParms")
    each = parameters if isinstance(parameters, pikepdf.Array) else [parameters]
    return min((int(one.get("/EarlyChange", 1)) for one in each if isinstance(one, pikepdf.Dictionary)), default=1)


def _weigh_lzw(packed: bytes, *, early: int) -> None:
    lengths = [1] * _FIRST_FREE
    held, bits, width, size, last = 0, 0, 9, 0, 0
    for byte in packed:
        held, bits = (held << 8) | byte, bits + 8
        if bits < width:
            continue
        bits -= width
        code, held = held >> bits, held & ((1 << bits) - 1)
        if code == _END:
            return
        if code == _CLEAR:
            lengths, width, last = [1] * _FIRST_FREE, 9, 0
            continue
        length = lengths[code] if code < len(lengths) else last + 1
        size += length
        if size > MOST_UNPACKED:
            raise bomb()
        if last and len(lengths) < _MOST_CODES:
            lengths.append(last + 1)
        last = length
        width = min(12, max(9, (len(lengths) + early).bit_length()))


def _weigh_runs(packed: bytes) -> None:
    place, size = 0, 0
    while place < len(packed) and packed[place] != 128:
        length = packed[place]
        size += length + 1 if length < 128 else 257 - length
        place += length + 2 if length < 128 else 2
        if size > MOST_UNPACKED:
            raise bomb()


def _drawn(thing: Any, around: dict[str, Any], known: dict[tuple[int, int], int], *, depth: int) -> int:
    """How many drawings within drawings a reader opens to show a page or one of its drawings. `around`: what whoever
    draws it can draw; a drawing that names nothing of its own draws from there.
    """
    if depth > DEEPEST:
        raise bomb()
    if thing.objgen in known:
        return known[thing.objgen]
    known[thing.objgen] = 1  # readers do not follow one that draws itself
    inside = _drawings(thing) or around
    if inside:
        for name, times in Counter(_DRAW.findall(_instructions(thing))).items():
            if (part := inside.get("/" + name.decode("latin-1"))) is not None:
                known[thing.objgen] += times * _drawn(part, inside, known, depth=depth + 1)
    return known[thing.objgen]


def _drawings(thing: Any) -> dict[str, Any]:
    """By name; what a page does not say itself, the pages it belongs to say."""
    holder = thing
    for _level in range(DEEPEST):
        if "/Resources" in holder or not isinstance(holder.get("/Parent"), pikepdf.Dictionary):
            break
        holder = holder.get("/Parent")
    resources = holder.get("/Resources")
    found = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    each = dict(found.items()) if isinstance(found, pikepdf.Dictionary) else {}
    return {name: drawing for name, drawing in each.items() if _is_drawing(drawing)}


def _is_drawing(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form"


def _instructions(thing: Any) -> bytes:
    content = thing if isinstance(thing, pikepdf.Stream) else thing.get("/Contents")
    streams = content if isinstance(content, pikepdf.Array) else [content]
    return b"\n".join(each.read_bytes() for each in streams if isinstance(each, pikepdf.Stream))


def _refuse_large_photograph(raw: bytes) -> None:
    """By what the photograph says itself: what the PDF says of it need not be true."""
    try:
        width, height = Image.open(io.BytesIO(raw), formats=("JPEG", "JPEG2000")).size
    except Image.DecompressionBombError as error:
        raise bomb() from error
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, RuntimeError):
        return  # nobody can show it
    if width * height > MOST_PIXELS or count_scans(raw) > MOST_SCANS:
        raise bomb()
