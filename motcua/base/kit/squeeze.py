"""Answers on the wire are squeezed; the head that all pages share is squeezed once a process."""

from __future__ import annotations

import secrets
import struct
import zlib
from functools import lru_cache

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

LEVEL = 6
# How far back the rest of a page looks (16 KiB) and how much it remembers: a byte more than with all deflate may use,
# and less memory to lay out for every page.
WINDOW_BITS, MEMORY = 14, 7
PACKED = ("image/jpeg", "image/png", "image/webp", "application/zip", "application/vnd.openxml")
END_OF_HEAD = b"</style>"  # what stands before is the same on every page with this sheet and language
_NAMED = b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\xff"  # gzip, deflate, with a file name, without a time


class SqueezeMiddleware(GZipMiddleware):
    """Django's own, with its protection against BREACH: a file name of random length in every answer."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer, shorter where that is possible and the browser understands it."""
        kind = response.get("Content-Type", "")
        if kind.startswith(PACKED):
            return response
        accepted = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
        if response.streaming or not accepted or not kind.startswith("text/html") or "Content-Encoding" in response:
            answer: HttpResponseBase = super().process_response(request, response)
            return answer
        return self._page(request, response)

    def _page(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        content: bytes = response.content  # type: ignore[attr-defined]
        end = content.find(END_OF_HEAD)
        if end < 0:
            answer: HttpResponseBase = super().process_response(request, response)
            return answer
        name = b"a" * secrets.randbelow(self.max_random_bytes) + b"\x00"
        patch_vary_headers(response, ("Accept-Encoding",))
        response.content = _NAMED + name + _squeezed(content, end + len(END_OF_HEAD))  # type: ignore[attr-defined]
        response.headers["Content-Length"] = str(len(response.content))  # type: ignore[attr-defined]
        response.headers["Content-Encoding"] = "gzip"
        return response


def _squeezed(page: bytes, at: int) -> bytes:
    """The page without gzip's own head: its first `at` bytes as kept, then the rest, which may refer to them."""
    head, rest = page[:at], page[at:]
    kept, checksum = _head(head)
    press = zlib.compressobj(LEVEL, zlib.DEFLATED, -WINDOW_BITS, MEMORY, zdict=head[-(1 << WINDOW_BITS) :])
    end = struct.pack("<LL", zlib.crc32(rest, checksum), len(page) & 0xFFFFFFFF)
    return kept + press.compress(rest) + press.flush() + end


@lru_cache(maxsize=16)
def _head(head: bytes) -> tuple[bytes, int]:
    press = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return press.compress(head) + press.flush(zlib.Z_SYNC_FLUSH), zlib.crc32(head)
