"""Organizations and people: the list, one organization, names learned and merged."""
