"""Django's SQLite backend with one thing more: threads of this process queue for the right to write."""
