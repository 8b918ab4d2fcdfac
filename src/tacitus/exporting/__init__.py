"""Exporting: events and accounts in the forms other tools read; one module a format."""
