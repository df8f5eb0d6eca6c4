"""Files in, plans out; nothing is written before a person confirms."""
