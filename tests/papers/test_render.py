"""Documents: every template prints, what people wrote stays text, and foreign readers read our codes."""

from __future__ import annotations

import shutil
import subprocess
import threading
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from motcua.papers.api import IncompletePaper, UnknownTemplate, missing_fields, printed_code, render, templates
from motcua.papers.code128 import svg
from motcua.papers.template_list import FOLDER
from tests.papers.samples import SAMPLES

POPPLER = shutil.which("pdftotext") and shutil.which("pdftoppm")
needs_poppler = pytest.mark.skipif(not POPPLER, reason="pdftotext and pdftoppm (poppler-utils) are missing")


def _text(pdf: bytes) -> str:
    made = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(made.stdout.decode().split())


def _picture(pdf: bytes, folder: Path) -> Image.Image:
    (folder / "page.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "200", "-png", "-singlefile", "page.pdf", "page"], cwd=folder, check=True)
    return Image.open(folder / "page.png")


def test_every_template_has_a_file_and_a_sample() -> None:
    listed = {each.code for each in templates()}
    files = {each.stem for each in FOLDER.glob("*.typ")} - {"layout"}
    assert listed == files == set(SAMPLES)


@needs_poppler
@pytest.mark.parametrize("code", sorted(SAMPLES))
def test_prints_with_every_letter_whole(code: str) -> None:
    text = _text(render(code, SAMPLES[code]))
    names = {"Ánh Tuyết", "ÁNH TUYẾT", "Mỹ Duyên", "Hồ Sĩ Quế", "Võ Đình Khuê"}
    assert any(name in text for name in names)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text or code == "fee-receipt"
    assert "7KM2P-9XQ4D" in text


@needs_poppler
def test_stacked_letters_survive() -> None:
    hard = "Ẵ Ặ Ẫ Ệ Ộ Ợ Ự Ỹ Ỵ ẵ ặ ẫ ệ ộ ợ ự ỹ ỵ Đ đ ₫"
    pdf = render("declaration", SAMPLES["declaration"] | {"sections": [{"rows": [{"label": "Chữ", "value": hard}]}]})
    assert hard in _text(pdf)


@needs_poppler
@pytest.mark.parametrize(
    "name",
    [
        '#read("/etc/passwd")',
        "$x^2$",
        '#eval("1+1")',
        "*đậm* _nghiêng_ `mã`",
        "= Đề mục",
        "<ky-ten> @ky-ten",
        '"] + [',
        "\\ #",
    ],
)
def test_markup_in_a_name_stays_letters(name: str) -> None:
    person = SAMPLES["result-birth-certificate"]["requester"] | {"name": name}
    pdf = render("result-birth-certificate", SAMPLES["result-birth-certificate"] | {"requester": person})
    assert " ".join(name.split()) in _text(pdf)


def test_control_characters_and_letters_without_a_font_do_not_stop_a_paper() -> None:
    pdf = render("declaration", SAMPLES["declaration"] | {"declarant": "Nguyễn\x00 An\x07 😀 漢"})
    assert len(PdfReader(BytesIO(pdf)).pages) == 1


def test_is_an_archive_file_that_carries_its_code() -> None:
    pdf = render("result-birth-certificate", SAMPLES["result-birth-certificate"])
    metadata = PdfReader(BytesIO(pdf)).xmp_metadata
    assert metadata is not None
    assert b"pdfaid" in pdf or "pdfaid" in metadata.stream.get_data().decode()
    assert printed_code(pdf) == "7KM2P-9XQ4D"


def test_a_code_picture_from_outside_is_never_believed() -> None:
    data = SAMPLES["declaration"] | {"check_qr": "<svg/>", "check_address": "http://elsewhere.example/"}
    pdf = render("declaration", data)
    assert "elsewhere" not in PdfReader(BytesIO(pdf)).pages[0].extract_text()


def test_missing_fields_are_named() -> None:
    sample = SAMPLES["form-02-supplement"]
    with pytest.raises(IncompletePaper) as caught:
        render("form-02-supplement", sample | {"reason": "", "items": [{"name": "Một"}, {}]})
    assert caught.value.missing == ["items[].name", "reason"]
    with pytest.raises(UnknownTemplate):
        render("../layout", sample)
    kind = next(each for each in templates() if each.code == "form-01-receipt")
    assert "parts[].name" in missing_fields(kind, SAMPLES["form-01-receipt"] | {"parts": []})


@needs_poppler
def test_another_reader_reads_the_codes(tmp_path: Path) -> None:
    found = zxingcpp.read_barcodes(_picture(render("form-01-receipt", SAMPLES["form-01-receipt"]), tmp_path))
    texts = {each.text for each in found}
    assert "H15.50.05.13-260205-0975" in texts
    assert any(text.endswith("/kiem-tra/7KM2P-9XQ4D/") for text in texts)


def test_bars_only_for_plain_letters() -> None:
    with pytest.raises(ValueError, match="ASCII"):
        svg("hồ sơ")
    with pytest.raises(ValueError, match="ASCII"):
        svg("")


def test_amounts_and_birth_days_are_written_in_words() -> None:
    text = PdfReader(BytesIO(render("fee-receipt", SAMPLES["fee-receipt"]))).pages[0].extract_text()
    assert "Một triệu hai trăm năm mươi nghìn đồng" in text
    text = (
        PdfReader(BytesIO(render("result-birth-certificate", SAMPLES["result-birth-certificate"])))
        .pages[0]
        .extract_text()
    )
    assert "Ngày mùng một, tháng hai" in text


def test_four_threads_print_at_once() -> None:
    made: list[bytes] = []
    failed: list[BaseException] = []

    def work(number: int) -> None:
        try:
            made.extend(
                render("declaration", SAMPLES["declaration"] | {"declarant": f"Người {number}"}) for _ in range(3)
            )
        except BaseException as error:  # noqa: BLE001
            failed.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert not failed
    texts = [PdfReader(BytesIO(each)).pages[0].extract_text() for each in made]
    assert sorted(sum(f"Người {number}" in text for text in texts) for number in range(4)) == [3, 3, 3, 3]
