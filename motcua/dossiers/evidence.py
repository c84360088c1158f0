"""The evidence of one dossier as one file that can be checked anywhere (Law 20/2023/QH15).

What happened, as the journal chained it; the files, by their hashes; who signed what; what the signatures said then.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from motcua.base.clock import now
from motcua.base.files import read_file
from motcua.base.journal.hashing import FIRST, entry_hash
from motcua.base.models import JournalEntry, StoredFile
from motcua.dossiers.models import Dossier, DossierForm, Part, Result
from motcua.signing.api import as_json, signatures_over, verify

JOURNAL, FORM, SIGNATURES, REPORT, SUMS = "journal.jsonl", "form.json", "signatures.json", "report.json", "SHA256SUMS"
SAID = ("stream", "number", "at", "event", "actor", "body", "previous")
SIGNED = ("dossiers.result_signed", "dossiers.result_corrected")
MOST_UNPACKED = 500 << 20


def package(dossier: Dossier) -> bytes:
    """The package as a zip file. Files that the store has lost are named in the report, not left out in silence."""
    files, lost = _files(dossier)
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    said = {name: as_json(verify(content)) for name, content in files.items() if content.startswith(b"%PDF")}
    report = {"dossier": dossier.code, "made_at": now().isoformat(), "lost": lost, "signatures": said}
    whole = {
        JOURNAL: "".join(_text(each, indent=None) + "\n" for each in _entries(dossier)).encode(),
        FORM: dossier.sealed_json.encode(),
        SIGNATURES: _text(signatures_over(digests.values())).encode(),
        REPORT: _text(report).encode(),
        **files,
    }
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in whole.items())
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in {**whole, SUMS: sums.encode()}.items():
            out.writestr(name, content)
    return made.getvalue()


def faults_of(package: Path | BinaryIO) -> list[str]:
    """What is wrong with a package, in sentences; needs nothing but the package. Empty: it is whole."""
    try:
        with zipfile.ZipFile(package) as found:
            if sum(each.file_size for each in found.infolist()) > MOST_UNPACKED:  # no more is read than is stated
                return [_("Gói mở ra lớn hơn 500 MB nên không kiểm tra được.")]
            whole = {name: found.read(name) for name in found.namelist()}
        return [*_sum_faults(whole), *_journal_faults(whole), *_signature_faults(whole)]
    except Exception:  # noqa: BLE001 - what is no package of ours may break a reader anywhere; the answer is the same
        return [_("Tệp này không phải gói chứng cứ, hoặc đã hỏng.")]


def _entries(dossier: Dossier) -> Iterator[dict[str, Any]]:
    streams = [dossier.stream, *([dossier.draft.stream] if dossier.draft is not None else [])]
    found = JournalEntry.objects.select_related("position").filter(stream__in=streams)
    for entry in found.order_by("id"):
        place = getattr(entry, "position", None)
        yield {name: getattr(entry, name) for name in SAID} | {
            "hash": entry.hash,
            "position": place.position if place else None,
            "chain": place.chain if place else None,
        }


def _files(dossier: Dossier) -> tuple[dict[str, bytes], list[str]]:
    stored: list[StoredFile | None] = [
        *(each.file for each in Part.objects.select_related("file").filter(dossier=dossier)),
        *(each.file for each in DossierForm.objects.select_related("file").filter(dossier=dossier)),
        *(each.file for each in Result.objects.select_related("file").filter(dossier=dossier)),
    ]
    files: dict[str, bytes] = {}
    lost: list[str] = []
    for each in {file.pk: file for file in stored if file is not None}.values():
        try:
            files[f"files/{each.sha256[:12]}-{re.sub(r'[^0-9A-Za-z._-]+', '-', each.name)[-60:]}"] = read_file(each)
        except OSError:
            lost.append(each.sha256)
    return files, lost


def _text(value: Any, *, indent: int | None = 2) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent, sort_keys=True)


def _sum_faults(whole: dict[str, bytes]) -> Iterator[str]:
    told = dict(line.split("  ", 1)[::-1] for line in whole[SUMS].decode().splitlines())
    for name in sorted({*told, *whole} - {SUMS}):
        if name not in whole:
            yield _("Thiếu tệp %(name)s.") % {"name": name}
        elif hashlib.sha256(whole[name]).hexdigest() != told.get(name):
            yield _("Tệp %(name)s đã bị thay đổi hoặc được thêm vào.") % {"name": name}


def _journal_faults(whole: dict[str, bytes]) -> Iterator[str]:
    entries = [json.loads(line) for line in whole[JOURNAL].decode().splitlines()]
    heads: dict[str, tuple[int, str]] = {}
    for each in entries:
        number, previous = heads.get(each["stream"], (0, FIRST))
        good = (each["number"], each["previous"]) == (number + 1, previous)
        if not good or each["hash"] != entry_hash(**{name: each[name] for name in SAID}):
            yield _("Nhật ký bị thay đổi ở dòng %(number)s của %(stream)s.") % each
        heads[each["stream"]] = (each["number"], each["hash"])
    there = {hashlib.sha256(content).hexdigest() for content in whole.values()}
    for each in entries:
        if each["event"] in SIGNED and json.loads(each["body"])["sha256"] not in there:
            yield _("Không có kết quả mà nhật ký ghi là đã ký.")


def _signature_faults(whole: dict[str, bytes]) -> Iterator[str]:
    signed = {each["sha256_after"] for each in json.loads(whole[SIGNATURES])}
    for name, content in whole.items():
        if hashlib.sha256(content).hexdigest() in signed:
            found = verify(content)
            if not found.valid:
                yield f"{name}: {' '.join(found.reasons)}"
