"""Asking a timestamp authority over HTTP (RFC 3161)."""

from __future__ import annotations

import ssl
from functools import cache, lru_cache

import httpx
from asn1crypto import cms, tsp
from django.conf import settings
from pyhanko.sign.timestamps import TimeStamper

from motcua.signing.errors import TimestampUnavailable

TIMEOUT = httpx.Timeout(8, connect=3)


class HttpTimeStamper(TimeStamper):
    """pyHanko's time stamper over the house's HTTP client. Raises `TimestampUnavailable` for anything unusable."""

    def __init__(self, address: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._address = address

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """One question, one answer."""
        try:
            async with httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=False, verify=_trusted()) as client:
                answer = await client.post(
                    self._address, content=req.dump(), headers={"Content-Type": "application/timestamp-query"}
                )
            answer.raise_for_status()
            response = tsp.TimeStampResp.load(answer.content, strict=True)
            granted = response["status"]["status"].native in {"granted", "granted_with_mods"}
            ours = granted and _answers(response, req)
        except (httpx.HTTPError, ValueError, TypeError, KeyError) as error:
            raise TimestampUnavailable(f"{type(error).__name__}: {error}") from error
        if not granted:
            raise TimestampUnavailable("refused")
        if not ours:
            raise TimestampUnavailable("the answer to another question")
        return response

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """The token, fixed as it came."""
        came = await super().async_timestamp(message_digest, md_algorithm)
        return FixedToken.load(came._header + came.contents + came._trailer)


def _answers(response: tsp.TimeStampResp, req: tsp.TimeStampReq) -> bool:
    """Whether it stamps what was asked, for this question alone.

    pyHanko does not look at what was stamped: the paper would be signed, and valid nowhere.
    """
    stamped = response["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
    return all(stamped[each].native == req[each].native for each in ("message_imprint", "nonce"))


class FixedToken(cms.ContentInfo):  # type: ignore[misc]
    """A token that is handed on and never encoded anew.

    asn1crypto takes a length whose last byte is 0x80 for an unknown length and encodes everything below again, at every
    level several times: seconds of work for one token in two hundred.
    """

    def dump(self, force: bool = False) -> bytes:
        """The bytes that came."""
        return bytes(self._header + self._contents + self._trailer)


def time_stamper() -> HttpTimeStamper:
    """The authority of this installation (`MOTCUA_TSA_URL`). Raises `TimestampUnavailable` where none is named."""
    address = getattr(settings, "MOTCUA_TSA_URL", "")
    if not address:
        raise TimestampUnavailable("MOTCUA_TSA_URL is empty")
    return _stamper(address)


@cache
def _trusted() -> ssl.SSLContext:
    # Reading the authorities of the world takes longer than a stamp.
    return httpx.create_ssl_context()


@lru_cache(maxsize=4)
def _stamper(address: str) -> HttpTimeStamper:
    # Kept, because a new one asks the authority twice: once to learn how long its answers are.
    return HttpTimeStamper(address)
