"""Files as phones make them are taken as they are; files made to harm are refused with a sentence."""

from __future__ import annotations

import errno
import hashlib
import io
import socket
import struct
import threading
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pillow_heif
import pytest
from PIL import Image

from motcua.base.files import FileRefused, NoPicture, inspect, keep, page_picture, reading_copy, small_picture
from motcua.base.files.images import small_copy
from motcua.base.files.inspection import safe_name
from motcua.base.files.store import blob_path, small_path


def photograph(kind: str = "JPEG", size: tuple[int, int] = (640, 480), **options: object) -> bytes:
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def heic() -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.linear_gradient("L").resize((640, 480)).convert("RGB")).save(out, quality=50)
    return out.getvalue()


def several(*colours: str, first: int = 0, size: tuple[int, int] = (64, 48)) -> bytes:
    """A HEIC that holds several pictures as equals."""
    out = io.BytesIO()
    held = pillow_heif.from_pillow(Image.new("RGB", size, colours[0]))
    for colour in colours[1:]:
        held.add_from_pillow(Image.new("RGB", size, colour))
    held.save(out, quality=90, primary_index=first)
    return out.getvalue()


def strongest(picture: bytes) -> int:
    """Which of red, green and blue a picture shows most of."""
    parts = Image.open(io.BytesIO(picture)).convert("RGB").resize((1, 1)).getpixel((0, 0))
    assert isinstance(parts, tuple)
    return parts.index(max(parts))


def document(pages: int = 2) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(595, 842))
    return pdf


def written(pdf: pikepdf.Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def refused(content: bytes, name: str = "giay.jpg") -> str:
    with pytest.raises(FileRefused) as caught:
        inspect(content, name)
    assert "Xin" in str(caught.value), "every refusal says what to do"
    return caught.value.code


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (photograph("JPEG"), "image/jpeg"),
        (photograph("JPEG", progressive=True), "image/jpeg"),
        (photograph("PNG"), "image/png"),
        (photograph("WEBP"), "image/webp"),
        (heic(), "image/heic"),
    ],
)
def test_photographs_as_phones_make_them_are_taken(content: bytes, media_type: str) -> None:
    found = inspect(content, "IMG_0001.whatever")
    assert (found.media_type, found.width, found.height, found.pages) == (media_type, 640, 480, 1)
    assert found.sha256 == hashlib.sha256(content).hexdigest()
    assert found.scanned is False


def test_a_pdf_is_taken_with_its_number_of_pages() -> None:
    found = inspect(written(document(3)), "quét.pdf")
    assert (found.media_type, found.pages, found.name) == ("application/pdf", 3, "quét.pdf")


def test_a_pdf_that_opens_on_a_page_as_office_programs_write_it_is_taken() -> None:
    pdf = document(1)
    pdf.Root.OpenAction = pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.XYZ, None, None, 0])
    assert inspect(written(pdf), "a.pdf").pages == 1


@pytest.mark.parametrize("short", [100, 3_000])
@pytest.mark.parametrize("content", [photograph("JPEG"), photograph("PNG"), photograph("WEBP"), heic()])
def test_a_photograph_cut_off_on_the_way_is_refused(content: bytes, short: int) -> None:
    assert refused(content[: max(64, len(content) - short)]) in {"damaged", "wrong_kind"}


def test_a_cut_off_pdf_without_pages_is_refused() -> None:
    assert refused(written(document(2))[:60], "a.pdf") in {"damaged", "empty"}


def test_nothing_is_refused() -> None:
    assert refused(b"") == "empty"


def test_what_is_too_heavy_is_refused() -> None:
    assert refused(photograph() + bytes(10 * 1024 * 1024)) == "too_large"


def png_header_claiming(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack("!I", len(body)) + kind + body + struct.pack("!I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("width", "height"), [(10_000, 6_001), (60_000, 60_000), (40_000, 10)])
def test_pictures_that_unpack_to_too_much_are_refused_unread(width: int, height: int) -> None:
    assert refused(png_header_claiming(width, height)) == "too_many_pixels"


@pytest.mark.parametrize(
    ("first_bytes", "words"),
    [
        (b"PK\x03\x04" + bytes(60), "nén"),
        (b"\x00\x00\x00\x18ftypmp42" + bytes(60), "phim"),
        (b"MZ" + bytes(200), "chỉ đọc được"),
        (b"<html><script>alert(1)</script>", "chỉ đọc được"),
        (b"GIF89a" + bytes(60), "chỉ đọc được"),
        (b"junk\n%PDF-1.4\n" + bytes(60), "phần lạ"),
    ],
)
def test_other_kinds_are_refused_with_words_of_their_own(first_bytes: bytes, words: str) -> None:
    with pytest.raises(FileRefused, match=words) as caught:
        inspect(first_bytes, "giay.jpg")
    assert caught.value.code == "wrong_kind"


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.js", "alert(1)")
    return out.getvalue()


@pytest.mark.parametrize(
    "tail",
    [zipped(), b"<?php system('x'); ?>", b"<SCRIPT>x</SCRIPT>", b"<svg onload=x>"],
    ids=["zip", "php", "js", "svg"],
)
def test_a_picture_that_is_also_something_else_is_refused(tail: bytes) -> None:
    assert refused(photograph() + tail) == "two_in_one"


def test_a_picture_with_a_pdf_in_its_comment_is_refused() -> None:
    assert refused(photograph("JPEG", comment=b"%PDF-1.4 1 0 obj")) == "two_in_one"


def test_a_pdf_with_an_archive_behind_it_is_refused() -> None:
    assert refused(written(document()) + zipped(), "a.pdf") == "attached"


def with_script_at_opening(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def with_named_script(pdf: pikepdf.Pdf) -> None:
    action = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("x")))
    pdf.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=[pikepdf.String("a"), action]))


def with_launch_in_a_link(pdf: pikepdf.Pdf) -> None:
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=[0, 0, 9, 9],
        A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe")),
    )
    pdf.pages[0].Annots = pikepdf.Array([link])


def with_action_on_page_opening(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.Named, N=pikepdf.Name.NextPage))


def with_dynamic_form(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=pdf.make_stream(b"<xdp/>"))


@pytest.mark.parametrize(
    "spoil",
    [with_script_at_opening, with_named_script, with_launch_in_a_link, with_action_on_page_opening, with_dynamic_form],
)
@pytest.mark.parametrize("packed", [True, False])
def test_pdfs_that_do_something_are_refused(spoil: object, packed: bool) -> None:
    pdf = document(1)
    spoil(pdf)  # type: ignore[operator]
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    assert refused(written(pdf, object_stream_mode=mode), "a.pdf") == "active"


def test_pdfs_with_files_inside_are_refused() -> None:
    pdf = document(1)
    pdf.attachments["hidden.exe"] = b"MZ"
    assert refused(written(pdf), "a.pdf") == "attached"


@pytest.mark.parametrize("user", ["secret", ""])
def test_locked_pdfs_are_refused(user: str) -> None:
    locked = written(document(), encryption=pikepdf.Encryption(owner="o", user=user))
    assert refused(locked, "a.pdf") == "encrypted"


def test_too_many_pages_are_refused() -> None:
    assert refused(written(document(51)), "a.pdf") == "too_many_pages"
    assert inspect(written(document(50)), "a.pdf").pages == 50


def with_stream(packed: bytes, filters: bytes) -> bytes:
    head = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    body = b"3 0 obj<</Length %d/Filter%s>>\nstream\n" % (len(packed), filters) + packed
    return head + body + b"\nendstream endobj\n%%EOF"


def test_a_pdf_that_unpacks_to_gigabytes_is_refused() -> None:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(190)) + packer.flush()
    bomb = with_stream(packed, b"/FlateDecode")
    assert len(bomb) < 1_000_000
    assert refused(bomb, "a.pdf") == "too_many_pixels"


def test_a_pdf_packed_twice_is_refused() -> None:
    bomb = with_stream(b"x", b"[/FlateDecode /FlateDecode]")
    assert refused(bomb, "a.pdf") == "too_many_pixels"


def test_a_pdf_with_a_monstrous_picture_is_refused() -> None:
    pdf = document(1)
    picture = pdf.make_stream(b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=20_000, Height=20_000)
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=picture))
    assert refused(written(pdf), "a.pdf") == "too_many_pixels"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Ảnh\\sổ hộ khẩu.JPEG", "sổ hộ khẩu.jpg"),
        ("giay\u202egpj.exe", "giaygpj.jpg"),
        ("don.pdf.exe", "don.jpg"),
        ("", "giay-to.jpg"),
        ("...", "giay-to.jpg"),
        ('a<b>"c".png', "abc.jpg"),
        ("x\x00y\n.jpg", "xy.jpg"),
        ("1.2.2026 khai sinh.jpg", "1.2.2026 khai sinh.jpg"),
        ("a" * 300 + ".jpg", "a" * 100 + ".jpg"),
    ],
)
def test_names_are_shown_back_without_tricks(given: str, shown: str) -> None:
    assert safe_name(given, "image/jpeg") == shown


def test_the_copy_for_reading_stands_upright_and_tells_no_place() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010F] = "maker"
    exif.get_ifd(0x8825)[2] = (10.0, 46.0, 0.0)  # latitude
    original = photograph("JPEG", size=(640, 480), exif=exif.tobytes())
    copy = Image.open(io.BytesIO(reading_copy(original)))
    assert (copy.format, copy.size) == ("JPEG", (480, 640))
    assert not copy.getexif()
    assert b"maker" not in reading_copy(original)


def test_the_copy_for_reading_is_no_larger_than_reading_needs() -> None:
    copy = Image.open(io.BytesIO(reading_copy(photograph(size=(4000, 3000)), side=1000)))
    assert copy.size == (1333, 1000)


def test_the_copy_for_reading_of_an_iphones_photograph_is_a_jpeg() -> None:
    copy = Image.open(io.BytesIO(reading_copy(heic())))
    assert (copy.format, copy.size) == ("JPEG", (640, 480))


def test_a_moving_photograph_with_its_film_behind_it_is_taken() -> None:
    assert inspect(photograph() + b"\x00\x00\x00\x18ftypmp42" + bytes(500), "MVIMG.jpg").media_type == "image/jpeg"


def test_see_through_pictures_are_copied_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    assert Image.open(io.BytesIO(reading_copy(out.getvalue()))).getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.django_db
def test_a_list_shows_a_photograph_small_upright_and_without_its_place() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "maker"
    large = photograph("JPEG", size=(4000, 3000), exif=exif.tobytes(), icc_profile=b"maker" * 100)
    small = small_picture(keep(large, name="a.jpg", media_type="image/jpeg"))
    assert Image.open(io.BytesIO(small)).size == (108, 144)
    assert b"maker" not in small
    assert len(small) < 4_000


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("mode", "kind"), [("RGB", "JPEG"), ("L", "JPEG"), ("CMYK", "JPEG"), ("RGBA", "PNG"), ("RGB", "HEIF")]
)
def test_the_small_picture_of_an_upload_is_the_one_that_would_be_drawn_from_the_kept_file(mode: str, kind: str) -> None:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((1600, 1200)).convert(mode).save(out, kind)
    found = inspect(out.getvalue(), "a.jpg")
    drawn = small_picture(keep(out.getvalue(), name="a.jpg", media_type=found.media_type))
    assert found.small == drawn
    assert (found.width, found.height) == (1600, 1200)


@pytest.mark.django_db
def test_a_small_picture_is_drawn_once_and_again_where_half_of_it_was_lost() -> None:
    stored = keep(photograph("JPEG", size=(1000, 700)), name="a.jpg", media_type="image/jpeg")
    drawn = small_picture(stored)
    kept = small_path(stored.sha256)
    blob_path(stored.sha256).unlink()
    assert small_picture(stored) == drawn
    kept.chmod(0o600)
    kept.write_bytes(drawn[:50])
    with pytest.raises(FileNotFoundError):
        small_picture(stored)
    keep(photograph("JPEG", size=(1000, 700)), name="a.jpg", media_type="image/jpeg")
    assert small_picture(stored) == drawn
    assert kept.read_bytes() == drawn


@pytest.mark.django_db
def test_a_full_disk_is_no_trouble_for_small_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = keep(photograph("JPEG", size=(900, 700)), name="a.jpg", media_type="image/jpeg")

    def full(*_args: Any, **_kwargs: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert Image.open(io.BytesIO(small_picture(stored))).size == (139, 108)
    assert not small_path(stored.sha256).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("content", "media_type"), [(b"%PDF-1.4", "application/pdf"), (b"\xff\xd8\xff", "image/jpeg")])
def test_what_is_no_photograph_has_no_small_picture(content: bytes, media_type: str) -> None:
    with pytest.raises(NoPicture):
        small_picture(keep(content, name="a", media_type=media_type))


@pytest.mark.django_db
def test_pages_of_a_pdf_are_shown_as_pictures() -> None:
    pdf = document(2)
    pdf.pages[1].Contents = pdf.make_stream(b"1 0 0 rg 0 0 595 842 re f")
    stored = keep(written(pdf), name="a.pdf", media_type="application/pdf", pages=2)
    first, second = (Image.open(io.BytesIO(page_picture(stored, page, width=200))) for page in (1, 2))
    assert first.size == second.size
    assert first.size[0] in (200, 201)
    assert first.getpixel((100, 100)) == (255, 255, 255)
    red, green, blue = second.getpixel((100, 100))  # type: ignore[misc]
    assert red > 240
    assert green < 15
    assert blue < 15


@pytest.fixture
def antivirus(settings: Any) -> Iterator[list[bytes]]:
    """A listener that speaks the antivirus's language; it answers with whatever is in the list, and is sent files."""
    server = socket.create_server(("127.0.0.1", 0))
    answers: list[bytes] = []

    def serve() -> None:
        while True:
            try:
                line, _ = server.accept()
            except OSError:
                return
            with line, line.makefile("rb") as reading:
                assert reading.read(10) == b"zINSTREAM\0"
                content = b""
                while size := struct.unpack("!L", reading.read(4))[0]:
                    content += reading.read(size)
                answers.append(content)  # before whoever asks can look
                line.sendall(b"stream: Eicar-Test FOUND\0" if b"EICAR" in content else b"stream: OK\0")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    settings.MOTCUA_ANTIVIRUS = f"tcp://127.0.0.1:{server.getsockname()[1]}"
    yield answers
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join(2)


def test_the_antivirus_is_asked_where_there_is_one(antivirus: list[bytes]) -> None:
    content = photograph()
    assert inspect(content, "a.jpg").scanned is True
    assert antivirus == [content]
    assert refused(photograph("JPEG", comment=b"EICAR")) == "virus"


def test_an_antivirus_that_is_down_does_not_close_the_door(settings: Any) -> None:
    settings.MOTCUA_ANTIVIRUS = "tcp://127.0.0.1:1"
    assert inspect(photograph(), "a.jpg").scanned is False


@pytest.mark.parametrize("first", [0, 1, 2])
def test_a_heic_of_several_pictures_has_a_page_for_each(first: int) -> None:
    found = inspect(several("red", "lime", "blue", first=first), "giay-to.heic")
    assert (found.media_type, found.pages, found.width, found.height) == ("image/heic", 3, 64, 48)
    content = several("red", "lime", "blue", first=first)
    assert [strongest(reading_copy(content, page=page)) for page in (1, 2, 3)] == [0, 1, 2]
    assert strongest(found.small) == strongest(small_copy(content)) == first  # the one the file itself names


def test_a_heic_is_read_to_the_end_of_its_last_picture() -> None:
    content = several("red", "lime", "blue")
    assert inspect(content, "x.heic").pages == 3
    with pytest.raises(FileRefused) as refused:
        inspect(content[:-8], "x.heic")
    assert refused.value.code == "damaged"


def test_a_heic_of_more_pictures_than_a_dossier_has_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.base.files.images.MOST_PAGES", 2)
    assert inspect(several("red", "lime"), "x.heic").pages == 2
    with pytest.raises(FileRefused) as refused:
        inspect(several("red", "lime", "blue"), "x.heic")
    assert refused.value.code == "too_many_pages"


def test_each_picture_of_a_heic_keeps_to_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    held = pillow_heif.from_pillow(Image.new("RGB", (64, 48)))
    held.add_from_pillow(Image.new("RGB", (640, 480)))
    held.save(out)
    monkeypatch.setattr("motcua.base.files.images.MOST_PIXELS", 64 * 48)
    with pytest.raises(FileRefused) as refused:
        inspect(out.getvalue(), "x.heic")
    assert refused.value.code == "too_many_pixels"


def test_the_pictures_of_a_heic_keep_to_a_limit_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.base.files.images.MOST_PIXELS_TOGETHER", 2 * 64 * 48)
    assert inspect(several("red", "lime"), "x.heic").pages == 2
    with pytest.raises(FileRefused) as refused:
        inspect(several("red", "lime", "blue"), "x.heic")
    assert refused.value.code == "too_many_pages"
