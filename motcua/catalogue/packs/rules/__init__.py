"""The rules. Each module has `check(subject)`, which yields findings."""
