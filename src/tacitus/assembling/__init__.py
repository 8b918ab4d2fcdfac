"""Assembling: drafts and resolvers become accounts; one act told twice becomes one account."""
