"""What `motcua verify` says of the signatures of a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from motcua.signing.verification import MAXIMUM, Verification, verify


def verify_command(path: Path) -> dict[str, Any]:
    """`{valid, reasons, notes, signatures: [{signer, kind, time, …}]}` of the file at `path`; never raises for it."""
    try:
        if not path.is_file():
            return as_json(Verification(False, [_("Không tìm thấy tệp này.")]))
        with path.open("rb") as source:
            content = source.read(MAXIMUM + 1)
    except OSError:
        return as_json(Verification(False, [_("Không mở được tệp này.")]))
    return as_json(verify(content))


def as_json(found: Verification) -> dict[str, Any]:
    """The same as plain values; times in ISO 8601 with Vietnam's zone."""
    return {
        "valid": found.valid,
        "reasons": found.reasons,
        "notes": found.notes,
        "signatures": [
            {
                "signer": each.signer,
                "kind": each.kind,
                "time": each.time.isoformat() if each.time else None,
                "agency": each.agency,
                "covers_whole_file": each.covers_whole_file,
                "valid": each.valid,
                "reasons": each.reasons,
            }
            for each in found.signatures
        ],
    }
