"""Meetings: the table, the form, the attendance list."""
