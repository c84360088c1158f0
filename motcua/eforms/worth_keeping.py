"""What a sealed form tells that the next form should not ask again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.catalogue.pack import Pack
from motcua.directory.api import Subject
from motcua.eforms.held import TYPED
from motcua.eforms.sealed import SealedForm
from motcua.vault.api import ANSWER, is_fact_name


@dataclass(frozen=True, slots=True)
class WorthKeeping:
    """Arguments for `vault.keep_fact`."""

    subject: Subject
    name: str
    value: Any
    source: str
    as_of: date


def facts_worth_keeping(sealed: SealedForm, pack: Pack) -> list[WorthKeeping]:
    """What the person said themselves, where the pack would look for it in the vault or in an earlier dossier.

    What a registry said is left there: it will be asked again and will know better.
    """
    day = date.fromisoformat(sealed.sealed_at[:10])
    said = {(each.field): each for each in sealed.answers if each.row == 0 and each.source == TYPED}
    kept: dict[tuple[Subject, str], WorthKeeping] = {}
    for field in pack.form.fields() if pack.form else ():
        if field.id not in said:
            continue
        for prefill in field.prefill:
            subject = _whose(prefill.of, sealed)
            name = prefill.path if prefill.source == "vault" else f"{ANSWER}{prefill.path}"
            if subject is not None and prefill.source in ("vault", "earlier") and is_fact_name(name):
                fact = WorthKeeping(subject, name, said[field.id].value, f"declared:{pack.id}"[:60], day)
                kept.setdefault((subject, name), fact)
    return list(kept.values())


def _whose(of: str, sealed: SealedForm) -> Subject | None:
    if of == "applicant":
        return Subject.parse(sealed.applicant)
    return Subject.parse(sealed.subject) if of == "subject" else None
