"""Files: dropped, read, asked about, confirmed, undone."""
