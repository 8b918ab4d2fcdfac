"""Ingesting: pages and feeds fetched politely, kept as web archive records, and copies told from originals."""
