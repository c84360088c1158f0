"""What kind of thing the person holds, as far as its browser tells."""

from __future__ import annotations


def device_class(user_agent: str) -> str:
    """phone, tablet, desktop or unknown."""
    told = user_agent.lower()
    if not told:
        return "unknown"
    if "ipad" in told or "tablet" in told or ("android" in told and "mobile" not in told):
        return "tablet"
    if "mobi" in told or "iphone" in told or "android" in told:
        return "phone"
    return "desktop" if any(each in told for each in ("windows", "macintosh", "x11", "linux", "cros")) else "unknown"
