"""What tests share: a PostgreSQL of their own, a browser, a running house."""
