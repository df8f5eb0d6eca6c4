"""A meeting recorded while it happens: starting it, the field and the lists, finishing it."""
