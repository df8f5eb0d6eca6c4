"""Bytes into cells, and single cells into values: encodings, dates of either era, clocks, names, marks."""
