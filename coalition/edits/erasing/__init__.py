"""Erasing a person or words: what is looked for (`traces`), where it is taken out (`sweep`), and what files keep (`files`)."""
