"""The append-only, hash-chained journal: `append`, `seal`, `verify`."""
