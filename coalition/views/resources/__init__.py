"""Shared resources: found, read, added and corrected; and where else they are shown."""
