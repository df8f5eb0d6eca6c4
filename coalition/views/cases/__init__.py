"""Shared cases: the table, one case, its consent, readiness and hand-over, what is published of all."""
