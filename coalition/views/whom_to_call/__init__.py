"""Whom to call, in order, and why."""
