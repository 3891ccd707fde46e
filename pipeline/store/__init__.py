"""Rows → files: Parquet, CSV, SQLite, data package, put into place at once."""
