"""Keeps and finds: SQLAlchemy Core on SQLite or PostgreSQL."""
