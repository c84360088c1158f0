"""The verbs of the vault, one a file."""
