"""What `motcua verify` says of a file as a paper: was it issued here, does it still count?"""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import DatabaseError
from django.utils.translation import gettext as _

from motcua.papers.models import IssuedPaper
from motcua.papers.selectors import check_of, printed_code


def paper_facts(pdf: bytes) -> dict[str, Any]:
    """`{paper: {number, kind, title, agency, issued_on, state} or None, reasons: [sentences]}` for the file's bytes.

    `reasons` is empty where the file is the very one that was issued and it counts today, and also where nothing is
    known of it here: another agency may have issued it.
    """
    try:
        return _facts(pdf)
    except DatabaseError:  # the file is checked on a machine that keeps no papers
        return {"paper": None, "reasons": []}


def _facts(pdf: bytes) -> dict[str, Any]:
    papers = IssuedPaper.objects.select_related("replaced_by")
    paper = papers.filter(sha256=hashlib.sha256(pdf).hexdigest()).first()
    reasons = []
    if paper is None:
        code = printed_code(pdf)
        paper = papers.filter(check_code=code).first() if code else None
        if paper is not None:
            reasons.append(_("Tệp này không trùng với bản đã phát hành dưới mã kiểm tra in trên đó."))
    if paper is None:
        return {"paper": None, "reasons": []}
    found = check_of(paper)
    if not found.in_force:
        reasons.append(found.sentence)
    return {
        "paper": {
            "number": found.number,
            "kind": found.kind,
            "title": found.title,
            "agency": found.agency_name or found.agency,
            "issued_on": found.issued_on.isoformat() if found.issued_on else None,
            "state": found.state,
        },
        "reasons": reasons,
    }
