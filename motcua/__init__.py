"""Một cửa: a one-stop shop for public services."""
