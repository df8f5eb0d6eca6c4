"""Which members are tied with which."""
