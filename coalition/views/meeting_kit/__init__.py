"""The papers of a meeting."""
