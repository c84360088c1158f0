"""What `motcua packs …` does, as plain functions that answer what `--json` prints."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from motcua.base.actor import Actor
from motcua.catalogue.actions.load_packs import load_packs
from motcua.catalogue.packs import lint, lint_and_read, packs_schema
from motcua.catalogue.packs.lint import pack_files
from motcua.catalogue.publishing import code_taken
from motcua.catalogue.selectors import current_version, pack_of

LOADER = Actor("system", "packs")


def lint_command(paths: Sequence[Path]) -> dict[str, Any]:
    """`{ok, findings: [{file, line, rule, message}]}` for files and folders."""
    findings = lint(paths)
    return {"ok": not findings, "findings": [finding.as_dict() for finding in findings]}


def load_command(paths: Sequence[Path], by: Actor = LOADER) -> dict[str, Any]:
    """Load packs that have no faults; a changed file becomes a new version, an unchanged one stays.

    `{ok, loaded: ["slug 2", …], unchanged, refused: [file, …], reasons: {file: sentence}}`; a file with faults, or with
    the code of another procedure that is loaded, is refused whole, the others load.
    """
    findings, packs = lint_and_read(paths)
    reasons: dict[str, str] = {}
    for finding in findings:
        reasons.setdefault(finding.file, f"{finding.line}: {finding.message}")
    files = {file.stem: str(file) for file in pack_files(paths)}
    taken = {pack.id: code_taken(pack) for pack in packs}
    fitting = [pack for pack in packs if not taken[pack.id]]
    reasons |= {files[slug]: sentence for slug, sentence in taken.items() if sentence}
    made = load_packs(packs=fitting, by=by)
    return {
        "ok": not reasons,
        "loaded": [f"{version.procedure_id} {version.number}" for version in made],
        "unchanged": len(fitting) - len(made),
        "refused": sorted(reasons),
        "reasons": reasons,
    }


def show_command(slug: str) -> dict[str, Any]:
    """The version in force and its pack. Raises `LookupError` for an unknown procedure."""
    version = current_version(slug)
    return {
        "id": version.procedure_id,
        "version": version.number,
        "sha256": version.pack_sha256,
        "valid_from": version.valid_from.isoformat(),
        "valid_to": version.valid_to.isoformat() if version.valid_to else None,
        "pack": pack_of(version.pk).model_dump(mode="json", by_alias=True, exclude_none=True),
    }


def schema_command() -> dict[str, Any]:
    """The JSON Schema of a pack."""
    return packs_schema()
