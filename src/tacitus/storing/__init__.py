"""Storing: an append-only record of documents, codings and judgements."""
