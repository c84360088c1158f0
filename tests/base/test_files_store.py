"""The store: bytes lie under their own SHA-256, once, and what the disk changed is not handed out."""

import hashlib

import pytest

from motcua.base.files import blob_path, keep, read_file


def test_bytes_lie_under_their_own_sum_and_only_once(db: None) -> None:
    content = b"one paper, two names"
    first, second = (keep(content, name=name, media_type="application/pdf") for name in ("a.pdf", "b.pdf"))
    digest = hashlib.sha256(content).hexdigest()
    assert (first.sha256, second.sha256, first.size) == (digest, digest, len(content))
    assert first.public_id != second.public_id
    assert blob_path(digest).read_bytes() == content
    assert [each.name for each in blob_path(digest).parent.iterdir()] == [digest]
    assert read_file(second) == content


def test_what_the_disk_changed_is_not_handed_out(db: None) -> None:
    stored = keep(b"as it was signed", name="a.pdf", media_type="application/pdf")
    path = blob_path(stored.sha256)
    path.chmod(0o600)
    path.write_bytes(b"as it was forged")
    with pytest.raises(OSError, match="no longer what was stored"):
        read_file(stored)
