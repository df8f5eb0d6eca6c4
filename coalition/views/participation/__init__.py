"""Who comes, and who is lapsing."""
