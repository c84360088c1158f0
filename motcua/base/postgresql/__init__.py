"""Django's PostgreSQL backend, cheaper for many small statements: prepared, values sent beside them, quick instants."""
