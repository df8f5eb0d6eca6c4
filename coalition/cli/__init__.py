"""The terminal twin of the pages: python -m coalition (docs/architecture.md)."""
