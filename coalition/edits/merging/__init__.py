"""Making two entries one: every row that points to the one that goes points to the one that stays, and nothing is lost."""
