"""What changed since the last meeting."""
