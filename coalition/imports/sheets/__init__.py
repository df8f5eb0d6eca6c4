"""Cells into one reading of an attendance file: header, layout, rows, meetings, people."""
