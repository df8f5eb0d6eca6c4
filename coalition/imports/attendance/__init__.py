"""What an attendance file would do to what is stored."""
