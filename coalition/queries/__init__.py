"""Rows out of the database, as typed frames: the only SELECTs of the product besides the look-ups of imports and edits."""
