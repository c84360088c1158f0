"""A program by itself: draws one page of the PDF on its standard input as a JPEG on its standard output.

It runs in a process of its own with little memory and time, so that a file made to break a reader breaks only this.
Usage: pdf_page.py PAGE WIDTH (page from 1, width in pixels).
"""

from __future__ import annotations

import resource
import sys

MEMORY = 1 << 30
SECONDS = 10


def main(page: int, width: int) -> None:
    """Read, draw, write."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    # Imported under the limits on purpose.
    import pypdfium2  # noqa: PLC0415

    content = sys.stdin.buffer.read()
    document = pypdfium2.PdfDocument(content)
    sheet = document[page - 1]
    scale = min(4.0, width / max(1.0, sheet.get_width()))
    sheet.render(scale=scale).to_pil().convert("RGB").save(sys.stdout.buffer, "JPEG", quality=80)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
