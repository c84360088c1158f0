"""The environment of a demo: where the simulated outside answers. What is set already is left as it is."""

from __future__ import annotations

import os
from pathlib import Path


def demo_environment(*, data: Path, port: int, simulators_port: int) -> dict[str, str]:
    """The variables the web, the worker and the simulators of one demo share."""
    outside = f"http://127.0.0.1:{simulators_port}"
    address = f"http://127.0.0.1:{port}"
    wanted = {
        "MOTCUA_DATA": str(data),
        "MOTCUA_DEMO": "yes",
        "MOTCUA_PUBLIC_URL": address,
        "MOTCUA_ADMIN_PASSWORD_DAYS": "0",  # a demo is opened now and then, always with the printed password
        # A network for documentation (RFC 5737) stands for the desks': who opens the demo is elsewhere.
        "MOTCUA_DESK_NETWORKS": "192.0.2.0/24",
        "MOTCUA_OIDC_ISSUER": f"{outside}/vneid",
        "MOTCUA_OIDC_CLIENT_ID": "motcua",
        "MOTCUA_OIDC_CLIENT_SECRET": "mo-phong",
        "MOTCUA_REGISTRIES_URL": f"{outside}/registries",
        "MOTCUA_MESSAGES_URL": f"{outside}/messages",
        "MOTCUA_BANK_URL": f"{outside}/bank",
        "MOTCUA_BANK_KEY": "demo-bank-key",
        "MOTCUA_TSA_URL": f"{outside}/authority/tsa",
        "MOTCUA_CRL_URLS": f"{outside}/authority/crl/government.crl,{outside}/authority/crl/public.crl",
        "SIMULATORS_ADDRESS": outside,
        "SIMULATORS_DATA": str(data / "simulators"),
        "PYTHONUNBUFFERED": "1",
    }
    return wanted | dict(os.environ) | {"MOTCUA_DATA": str(data)}
