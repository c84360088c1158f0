"""Files that take more than they seem to, hide something, or came only in part; and honest ones that look alike."""

from __future__ import annotations

import base64
import io
import random
import struct
import time
import zlib

import pikepdf
import pytest
from PIL import Image

from motcua.base.files import FileRefused, inspect, pdf_bombs
from tests.base.test_files_inspection import document, photograph, refused, written

PAGE = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[4 0 R]/Count 1>>endobj\n"
    b"4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R>>endobj\n"
)


def page_of(packed: bytes, filters: bytes, more: bytes = b"") -> bytes:
    """A PDF of one page, whose content is `packed`."""
    stream = b"3 0 obj<</Length %d/Filter %s>>\nstream\n" % (len(packed), filters) + packed + b"\nendstream endobj\n"
    return PAGE + stream + more + b"trailer<</Root 1 0 R>>\n%%EOF"


def zeros(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(megabytes)) + packer.flush()


def lzw_rounds(rounds: int) -> bytes:
    """Codes that each stand for one byte more than the one before, then all over again."""
    bits = ""
    for _ in range(rounds):
        bits += format(256, "09b" if not bits else "012b") + format(0, "09b")
        for known in range(258, 4096):
            bits += format(known, f"0{min(12, max(9, (known + 1).bit_length()))}b")
    bits += format(257, "012b")
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


PACKED = zeros(200)


@pytest.mark.parametrize(
    "content",
    [
        page_of(zlib.compress(zeros(200)), b"[/Fl#61teDecode /Flate#44ecode]"),
        page_of(zlib.compress(zeros(200)), b"9 0 R", b"9 0 obj[/FlateDecode /FlateDecode]endobj\n"),
        page_of(zlib.compress(zeros(200)), b"%x]\n[/FlateDecode /FlateDecode]"),
        page_of(base64.a85encode(PACKED) + b"~>", b"[/ASCII85Decode /FlateDecode]"),
        page_of(PACKED.hex().encode() + b">", b"[/ASCIIHexDecode /FlateDecode]"),
        page_of(b"\x81\x00" * 1_500_000 + b"\x80", b"/RunLengthDecode"),
        page_of(lzw_rounds(30), b"/LZWDecode"),
        page_of(b"x", b"/LZWDecode", b"9 0 obj<</Type/ObjStm/N 0/First 0/Length 0>>\nstream\n\nendstream endobj\n"),
    ],
    ids=[
        "other letters",
        "elsewhere",
        "behind a remark",
        "as letters",
        "as digits",
        "runs",
        "lzw",
        "tables of objects",
    ],
)
def test_a_bomb_is_refused_however_it_is_packed(content: bytes) -> None:
    assert refused(content, "a.pdf") == "too_many_pixels"


@pytest.mark.parametrize("filters", [b"[/ASCII85Decode /FlateDecode]", b"[/ASCIIHexDecode /FlateDecode]"])
def test_pages_packed_and_written_as_letters_are_taken(filters: bytes) -> None:
    packed = zlib.compress(b"0 0 595 842 re f " * 1000)
    letters = base64.a85encode(packed) + b"~>" if b"85" in filters else packed.hex().encode() + b">"
    assert inspect(page_of(letters, filters), "a.pdf").pages == 1


def test_what_was_packed_in_the_way_of_old_is_weighed_to_the_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    noise = random.Random(4)
    picture = Image.frombytes("L", (300, 200), bytes(noise.choice((0, 0, 0, 9, 255)) for _ in range(60_000)))
    out = io.BytesIO()
    picture.save(out, "TIFF", compression="tiff_lzw", tiffinfo={278: 200})
    with Image.open(out) as tiff:
        start, length = tiff.tag_v2[273][0], tiff.tag_v2[279][0]
    packed = page_of(out.getvalue()[start : start + length], b"/LZWDecode")
    monkeypatch.setattr(pdf_bombs, "MOST_UNPACKED", 60_000)
    assert inspect(packed, "a.pdf").pages == 1
    monkeypatch.setattr(pdf_bombs, "MOST_UNPACKED", 59_999)
    assert refused(packed, "a.pdf") == "too_many_pixels"


def with_picture(jpeg: bytes) -> bytes:
    pdf = document(1)
    picture = pdf.make_stream(jpeg, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=10, Height=10)
    picture.Filter = pikepdf.Name.DCTDecode
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=picture))
    return written(pdf)


def test_a_picture_larger_than_its_pdf_says_is_refused() -> None:
    small = photograph("JPEG")
    at = small.index(b"\xff\xc0") + 5
    assert inspect(with_picture(small), "a.pdf").pages == 1
    assert refused(with_picture(small[:at] + struct.pack("!HH", 20_000, 20_000) + small[at + 4 :]), "a.pdf") == (
        "too_many_pixels"
    )


def drawing_of_drawings(levels: int, times: int) -> bytes:
    """A page that draws a drawing `times` times, which draws another as often, and so on."""
    head = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</F 10 0 R>>>>>>"
        b"endobj\n4 0 obj<</Length 5>>\nstream\n/F Do\nendstream endobj\n"
    )
    for number in range(10, 10 + levels):
        body = b"/F Do " * times if number < 9 + levels else b"0 0 1 1 re f"
        head += b"%d 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>" % (
            number,
            number + 1 if number < 9 + levels else 10,
        )
        head += b"/Length %d>>\nstream\n" % len(body) + body + b"\nendstream endobj\n"
    return head + b"trailer<</Root 1 0 R>>\n%%EOF"


def test_a_page_that_is_never_drawn_to_its_end_is_refused() -> None:
    assert inspect(drawing_of_drawings(4, 10), "a.pdf").pages == 1
    assert refused(drawing_of_drawings(30, 20), "a.pdf") == "too_many_pixels"
    assert refused(drawing_of_drawings(60, 1), "a.pdf") == "too_many_pixels"
    of_all_pages = drawing_of_drawings(30, 20).replace(b"/Resources<</XObject<</F 10 0 R>>>>>>endobj", b">>endobj")
    assert refused(of_all_pages.replace(b"/Count 1", b"/Count 1/Resources<</XObject<</F 10 0 R>>>>"), "a.pdf") == (
        "too_many_pixels"
    )


def test_drawings_that_draw_from_what_their_page_names_are_counted_too() -> None:
    pdf = document(1)
    names = {f"/F{number}": pdf.make_stream(b"/F%d Do " % (number + 1) * 20) for number in range(30)}
    for each in names.values():
        each.Type, each.Subtype, each.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, pikepdf.Array([0, 0, 9, 9])
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(names))
    pdf.pages[0].Contents = pdf.make_stream(b"/F0 Do")
    assert refused(written(pdf), "a.pdf") == "too_many_pixels"


def scan_bomb(scans: int) -> bytes:
    """A grey JPEG of 60 million pixels, gone over `scans` times with some eighty bytes each."""

    def segment(kind: int, body: bytes) -> bytes:
        return bytes([0xFF, kind]) + struct.pack("!H", len(body) + 2) + body

    side, blocks = 7_744, 968 * 968
    head = segment(0xDB, b"\0" + bytes([1] * 64))
    head += segment(0xC2, struct.pack("!BHHB", 8, side, side, 1) + bytes([1, 0x11, 0]))
    head += segment(0xC4, b"\x00" + bytes([1] + [0] * 15) + b"\x00") + segment(
        0xC4, b"\x10" + bytes([1] + [0] * 15 + [0xE0])
    )
    head += segment(0xDA, bytes([1, 1, 0, 0, 0, 0])) + bytes(blocks // 8)
    again = segment(0xDA, bytes([1, 1, 0, 1, 63, 0])) + b"\0" * 80
    return b"\xff\xd8" + head + again * scans + b"\xff\xd9"


def test_a_photograph_gone_over_a_thousand_times_is_refused_at_once() -> None:
    begun = time.process_time()
    assert refused(scan_bomb(1_000)) == "damaged"
    assert refused(with_picture(scan_bomb(1_000)), "a.pdf") == "too_many_pixels"
    assert time.process_time() - begun < 3  # read to its end, it takes eleven seconds


def test_chance_letters_in_a_photograph_are_no_page() -> None:
    """Four letters in a row stand somewhere in one of a hundred photographs of 5 MB."""
    assert (
        inspect(photograph() + b"\x00<svg\xd8\x91<HTML\x02<script\x99<?php\x00", "IMG.jpg").media_type == "image/jpeg"
    )


@pytest.mark.parametrize(
    "tail",
    [written(document()), b"Rar!\x1a\x07\x01\x00" + bytes(99), b"7z\xbc\xaf\x27\x1c" + bytes(99), b"<html>\n<body>x"],
    ids=["pdf", "rar", "7z", "page"],
)
def test_a_photograph_with_something_else_behind_it_is_refused(tail: bytes) -> None:
    assert refused(photograph() + tail) == "two_in_one"


@pytest.mark.parametrize(
    "tail", [b"Rar!\x1a\x07\x00" + bytes(99), b"7z\xbc\xaf\x27\x1c" + bytes(99)], ids=["rar", "7z"]
)
def test_a_pdf_with_an_archive_behind_it_is_refused(tail: bytes) -> None:
    assert refused(written(document()) + tail, "a.pdf") == "attached"


def test_a_file_named_by_nothing_else_is_found_all_the_same() -> None:
    pdf = document(1)
    pdf.Root.Hidden = pikepdf.Dictionary(EF=pikepdf.Dictionary(F=pdf.make_stream(b"MZ")))
    assert refused(written(pdf), "a.pdf") == "attached"


def test_a_link_to_a_file_on_another_machine_is_refused() -> None:
    pdf = document(1)
    action = pikepdf.Dictionary(S=pikepdf.Name.GoToR, F=pikepdf.String("//elsewhere/x.pdf"))
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
    pdf.pages[0].Annots = pikepdf.Array([link])
    assert refused(written(pdf), "a.pdf") == "active"


def scanned(pages: int, **options: object) -> bytes:
    pdf = document(pages)
    for page in pdf.pages:
        page.Contents = pdf.make_stream(random.Random(1).randbytes(9_000))
    return written(pdf, **options)


@pytest.mark.parametrize("linearize", [False, True])
@pytest.mark.parametrize("came", [0.2, 0.5, 0.9, 0.999])
def test_half_a_pdf_is_refused_though_a_reader_could_make_white_pages_of_the_rest(linearize: bool, came: float) -> None:
    whole = scanned(10, linearize=linearize)
    assert inspect(whole, "a.pdf").pages == 10
    assert refused(whole[: int(len(whole) * came)], "a.pdf") == "damaged"


def test_a_pdf_filled_up_with_nothing_is_whole() -> None:
    assert inspect(scanned(1) + b"\r\n" + bytes(5_000), "a.pdf").pages == 1


def test_a_pdf_of_a_million_streams_is_not_weighed_for_ever() -> None:
    begun = time.process_time()
    with pytest.raises(FileRefused):
        inspect(PAGE + b"stream\nx\x9c" * 1_000_000 + b"%%EOF", "a.pdf")
    assert time.process_time() - begun < 4
