"""Erasing a person: what is looked for (`traces`), and where it is taken out (`sweep`)."""
