"""A bank to practise with: reads a VietQR, takes the money, tells the account's owner or does not."""

from simulators.bank.app import make_bank

__all__ = ["make_bank"]
