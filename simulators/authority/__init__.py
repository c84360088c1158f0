"""The outside that vouches: a certificate authority and a timestamp authority, over HTTP, with an off switch.

Two houses under one root, as in Vietnam: the government's specialised authority (certificates of officials and
agencies) and a public one (citizens and companies). A separate program part; nothing in `motcua` imports it.
"""

from simulators.authority.app import AuthorityApp, make_authority

__all__ = ["AuthorityApp", "make_authority"]
