"""Backup, restore, and whether what is stored is sound."""
