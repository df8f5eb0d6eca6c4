"""Who comes, and who is drifting away."""
